package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
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
	path    ast.Ref
	effects map[string]*lazyQuery // permit, forbid, require, obligations: those the package defines
}

// effectNames are the partial objects that a decision package may define.
var effectNames = []string{"forbid", "require", "permit", "obligations"}

func (set *ruleSet) addDecision(m *parsed) error {
	r, err := newRule(m.id, m.module, m.source)
	if err != nil {
		return err
	}
	d := &decisionRule{Rule: r, path: m.module.Package.Path, effects: map[string]*lazyQuery{}}
	for _, name := range effectNames {
		if defines(m.module, name) {
			d.effects[name] = &lazyQuery{}
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
	effects ast.Object // every effect of every rule: "access.roles.permit": data.access.roles.permit
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
		for _, name := range effectNames {
			if _, ok := rule.effects[name]; ok {
				items = append(items, ast.Item(ast.StringTerm(rule.ID+"."+name), ast.NewTerm(rule.path.Append(ast.StringTerm(name)))))
			}
		}
	}
	return &Decider{engine: e, judge: newJudge(e, nil, now, "decide"), effects: ast.NewObject(items...)}, nil
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
	denied := slices.Concat(found["forbid"], found["require"])
	switch {
	case len(denied) > 0:
		decision.Outcome = Deny
		decision.explain(denied)
	case len(found["permit"]) > 0:
		decision.Outcome, decision.Allow = Permit, true
		decision.explain(found["permit"])
	default:
		decision.Outcome = Deny
		decision.Reasons = append(decision.Reasons, Reason{Code: "no_permit", Message: "no rule permits the request"})
	}
	decision.oblige(found["obligations"])
	return decision
}

// effect is one entry of a partial object: permit["x"] := {…}.
type effect struct {
	rule, name, id string
	value          map[string]any
}

// ruleError is an error of one decision rule.
type ruleError struct {
	rule string
	err  error
}

func (e *ruleError) Error() string { return e.rule + ": " + e.err.Error() }

// evaluate returns the effects of every decision rule by name, in the order of the rules.
func (d *Decider) evaluate(ctx context.Context, r Request) (map[string][]effect, *ruleError) {
	plain := converter{keys: d.judge.convert.keys}
	request := plain.term(requestOnly(r.Value), nil)
	input := &subject{input: ast.ObjectTerm(ast.Item(ast.StringTerm("request"), request), ast.Item(ast.StringTerm("run"), d.judge.run))}
	values, err := d.all(ctx, input)
	if err != nil {
		return nil, d.blame(ctx, input, err)
	}
	found := map[string][]effect{}
	for _, rule := range d.engine.decisions {
		for _, name := range effectNames {
			if _, ok := rule.effects[name]; !ok {
				continue
			}
			entries, err := newEffects(rule.ID, name, values[rule.ID+"."+name])
			if err != nil {
				return nil, &ruleError{rule.ID, err}
			}
			found[name] = append(found[name], entries...)
		}
	}
	return found, nil
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
		for _, name := range effectNames {
			lazy, ok := rule.effects[name]
			if !ok {
				continue
			}
			query, err := lazy.get(ctx, d.engine, rule.path.Append(ast.StringTerm(name)))
			if err == nil {
				_, err = d.judge.eval(ctx, query, s)
			}
			if err != nil {
				d.recover(err)
				return &ruleError{rule.ID, fmt.Errorf("%s: %w", name, err)}
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

// newEffects reads the entries of a partial object, in the order of their ids.
func newEffects(rule, name string, value any) ([]effect, error) {
	entries, ok := value.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s is not an object keyed by id", name)
	}
	var found []effect
	for _, id := range slices.Sorted(maps.Keys(entries)) {
		object, ok := entries[id].(map[string]any)
		if !ok {
			return nil, errors.New(name + "[" + id + "] is not an object")
		}
		found = append(found, effect{rule, name, id, object})
	}
	return found, nil
}

func (d *Decision) explain(effects []effect) {
	for _, e := range effects {
		d.Determining = append(d.Determining, Determined{Rule: e.rule + "." + e.id, Effect: e.name})
		reason := Reason{Code: e.id, Expected: e.value["expected"], Actual: e.value["actual"]}
		if code, ok := e.value["code"].(string); ok {
			reason.Code = code
		}
		reason.Message, _ = e.value["message"].(string)
		reason.Path, _ = e.value["path"].([]any)
		d.Reasons = append(d.Reasons, reason)
	}
}

// oblige adds the obligations.
func (d *Decision) oblige(effects []effect) {
	for _, e := range effects {
		o := Obligation{ID: e.id}
		o.Type, _ = e.value["type"].(string)
		o.Properties, _ = e.value["properties"].(map[string]any)
		d.Obligations = append(d.Obligations, o)
	}
}
