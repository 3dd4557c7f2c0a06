package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// Decision is the answer to a request.
type Decision struct {
	Allow       bool         `json:"allow"`
	Outcome     string       `json:"outcome"` // permit, deny, not_applicable or indeterminate
	Determining []Determined `json:"determining"`
	Reasons     []Reason     `json:"reasons"`
	Obligations []Obligation `json:"obligations"`
}

// The outcomes of a [Decision]. Only Permit allows.
const (
	Permit        = "permit"
	Deny          = "deny"
	Indeterminate = "indeterminate"
)

// Determined is a rule that decided: its id, and what it did (permit, forbid, require or error).
type Determined struct {
	Rule   string `json:"rule"`
	Effect string `json:"effect"`
}

// Reason is why a request was denied, or by what it was allowed.
type Reason struct {
	Code     string `json:"code"`
	Message  string `json:"message"`
	Path     []any  `json:"path,omitempty"` // from the request
	Expected any    `json:"expected,omitempty"`
	Actual   any    `json:"actual,omitempty"`
}

// Obligation is what the caller must do with the decision; a caller that cannot must deny.
type Obligation struct {
	ID         string         `json:"id"`
	Type       string         `json:"type"`
	Properties map[string]any `json:"properties,omitempty"`
}

// decisionRule is a package of the decision policy.
type decisionRule struct {
	*Rule
	effects []*effectPart // those the package defines
}

// effectPart is the rule of one effect.
type effectPart struct {
	effect effectName
	*part
}

func (set *ruleSet) addDecision(m *parsed) error {
	r, err := newRule(m.id, m.module, m.source)
	if err != nil {
		return err
	}
	d := &decisionRule{Rule: r}
	for i, name := range effectNames {
		if defines(m.module, name) {
			d.effects = append(d.effects, &effectPart{effectName(i), newPart(m.module.Package.Path, name)})
		}
	}
	if len(d.effects) == 0 {
		return &LoadError{
			File: m.file(), Line: m.module.Package.Location.Row, Reason: "the package defines neither permit, forbid, require nor obligations",
			Hint: "shared functions belong in a package below " + libraryRoot,
		}
	}
	set.decisions = append(set.decisions, d)
	set.schemas[m.id] = requestSchema()
	return nil
}

// Decider answers requests as of one time. It belongs to one goroutine; the engine is shared. It must be
// closed.
type Decider struct {
	engine  *Engine
	judge   *judge
	machine *plan.Machine      // runs the plan of all effects; nil if OPA evaluates
	input   [2]document.Member // of the machine: request and run
	effects ast.Object         // every effect of every rule: "access.roles.permit": data.access.roles.permit
}

// ErrNoDecisions is why an engine has no decider: none of its policies is about requests.
var ErrNoDecisions = errors.New("the policies have no decision rules: those are packages below " + decisionRoot)

// Decider returns a decider for the given time, or [ErrNoDecisions].
func (e *Engine) Decider(now time.Time) (*Decider, error) {
	if len(e.decisions) == 0 {
		return nil, ErrNoDecisions
	}
	var items [][2]*ast.Term
	for _, rule := range e.decisions {
		for _, p := range rule.effects {
			items = append(items, ast.Item(ast.StringTerm(rule.ID+"."+p.effect.String()), ast.NewTerm(p.ref)))
		}
	}
	d := &Decider{engine: e, judge: newJudge(e, nil, now, "decide"), effects: ast.NewObject(items...)}
	if e.evaluator != EvaluatorOPA {
		d.machine = e.machine(now, e.decisionProgram)
		d.input = [2]document.Member{document.Field("request", document.Value{}), document.Field("run", d.judge.runValue)}
	}
	return d, nil
}

// DecisionRules returns the rules that decide requests, by id.
func (e *Engine) DecisionRules() map[string]*Rule {
	rules := make(map[string]*Rule, len(e.decisions))
	for _, r := range e.decisions {
		rules[r.ID] = r.Rule
	}
	return rules
}

// planAnswer is the variable that holds every effect of every rule, in their order.
const planAnswer = "answer"

// decisionProgram returns the program of all effects.
func (e *Engine) decisionProgram(ctx context.Context) (*plan.Program, error) {
	return e.decisionPlans.get(func() (*plan.Program, error) {
		image, err := e.image(ctx, "plan of the decisions", e.everyEffect)
		if err != nil {
			return nil, err
		}
		return plan.CompileImage(image, plan.Options{Strict: true})
	})
}

// everyEffect is a query for all effects.
func (e *Engine) everyEffect() *ast.Expr {
	var terms []*ast.Term
	for _, rule := range e.decisions {
		for _, p := range rule.effects {
			terms = append(terms, ast.NewTerm(p.ref))
		}
	}
	return ast.Equality.Expr(ast.VarTerm(planAnswer), ast.ArrayTerm(terms...))
}

// Close ends the decider.
func (d *Decider) Close() { d.judge.close() }

// Decide answers a request. A rule that forbids it, or a requirement that is not proved, denies; otherwise a
// rule that permits it allows; otherwise it is denied. Every rule is run, to collect all reasons, and any
// error makes the decision indeterminate, which denies.
func (d *Decider) Decide(ctx context.Context, r Request) Decision {
	decision := Decision{Determining: []Determined{}, Reasons: []Reason{}, Obligations: []Obligation{}}
	found, err := d.evaluate(ctx, r)
	if err != nil {
		decision.Outcome = Indeterminate
		decision.Determining = append(decision.Determining, Determined{Rule: err.rule, Effect: "error"})
		decision.Reasons = append(decision.Reasons, Reason{Code: "error", Message: err.Error()})
		return decision
	}
	switch {
	case len(found[forbid])+len(found[require]) > 0:
		decision.Outcome = Deny
		decision.explain(found[forbid])
		decision.explain(found[require])
	case len(found[permit]) > 0:
		decision.Outcome, decision.Allow = Permit, true
		decision.explain(found[permit])
	default:
		decision.Outcome = Deny
		decision.Reasons = append(decision.Reasons, Reason{Code: "no_permit", Message: "no rule permits the request"})
	}
	decision.oblige(found[obligations])
	return decision
}

// ruleError is an error of one decision rule.
type ruleError struct {
	rule string
	err  error
}

func (e *ruleError) Error() string { return e.rule + ": " + e.err.Error() }

// evaluate returns the effects of every decision rule.
func (d *Decider) evaluate(ctx context.Context, r Request) (*effects, *ruleError) {
	request := requestOnly(r.Value)
	if found, ok, err := d.byPlan(ctx, request); ok {
		return found, err
	}
	plain := converter{keys: d.judge.convert.keys}
	input := &subject{input: ast.ObjectTerm(
		ast.Item(ast.StringTerm("request"), plain.term(request, nil)), ast.Item(ast.StringTerm("run"), d.judge.run))}
	values, err := d.all(ctx, input)
	if err != nil {
		return nil, d.blame(ctx, input, err)
	}
	found := &effects{}
	for _, rule := range d.engine.decisions {
		for _, p := range rule.effects {
			if err := found.add(rule.ID, p.effect, values[rule.ID+"."+p.effect.String()]); err != nil {
				return nil, &ruleError{rule.ID, err}
			}
		}
	}
	return found, nil
}

// byPlan is evaluate by plan; false if OPA must, as for every error but that of a policy that takes too long.
func (d *Decider) byPlan(ctx context.Context, request document.Value) (*effects, bool, *ruleError) {
	if d.machine == nil {
		return nil, false, nil
	}
	d.input[0].Value = request
	results, err := d.machine.Eval(ctx, document.ObjectValue(d.input[:]...))
	switch {
	case errors.Is(err, plan.ErrStuck):
		d.machine = d.engine.machine(d.judge.now, d.engine.decisionProgram)
		return nil, true, &ruleError{decisionRoot, errStuck}
	case ctx.Err() == nil && topdown.IsCancel(err):
		return nil, true, &ruleError{decisionRoot, errTooLong}
	case err != nil || results.Len() != 1:
		return nil, false, nil //nolint:nilerr // OPA runs into the error again, and words it
	}
	answer := results.At(0).Get(planAnswer)
	found, i := &effects{}, 0
	for _, rule := range d.engine.decisions {
		for _, p := range rule.effects {
			value := answer.At(i)
			i++
			if value.Kind() == plan.Object && value.Len() == 0 {
				continue
			}
			if err := found.addValue(rule.ID, p.effect, value); err != nil {
				return nil, true, &ruleError{rule.ID, err}
			}
		}
	}
	return found, true, nil
}

// all evaluates every effect of every rule in one query, so that what they share is evaluated once.
func (d *Decider) all(ctx context.Context, s *subject) (map[string]any, error) {
	query, err := d.engine.effectQuery.get(ctx, d.engine, d.effects)
	if err != nil {
		return nil, err
	}
	value, err := d.judge.eval(ctx, query, s)
	if err != nil {
		return nil, err
	}
	values, ok := value.(map[string]any)
	if !ok {
		return nil, errUndefined
	}
	return values, nil
}

// blame finds the rule that an error of all of them comes from, by evaluating one after the other.
func (d *Decider) blame(ctx context.Context, s *subject, err error) *ruleError {
	d.recover(err)
	for _, rule := range d.engine.decisions {
		for _, p := range rule.effects {
			query, err := p.query.get(ctx, d.engine, p.ref)
			if err == nil {
				_, err = d.judge.eval(ctx, query, s)
			}
			if err != nil {
				d.recover(err)
				return &ruleError{rule.ID, fmt.Errorf("%s: %w", p.effect, err)}
			}
		}
	}
	return &ruleError{decisionRoot, err}
}

// recover replaces a judge that is still busy with a rule it cannot stop.
func (d *Decider) recover(err error) {
	if errors.Is(err, errStuck) {
		d.judge.close()
		d.judge = newJudge(d.engine, nil, d.judge.now, "decide")
	}
}
