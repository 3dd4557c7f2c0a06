package engine

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// Evaluator is what evaluates rules.
type Evaluator string

// The evaluators. They must agree; OPA is the reference.
const (
	EvaluatorPlan Evaluator = "plan" // OPA's query plan, run by package plan
	EvaluatorOPA  Evaluator = "opa"  // OPA's interpreter
)

// Evaluators lists the evaluators, the default first.
var Evaluators = []Evaluator{EvaluatorPlan, EvaluatorOPA}

// part is one part of a rule, deny or not_applicable, for both evaluators.
type part struct {
	ref   ast.Ref
	query lazyQuery
	rule  lazyRule
}

func newPart(package_ ast.Ref, name string) *part {
	return &part{ref: package_.Append(ast.StringTerm(name))}
}

// lazyProgram is the plans of a query, made when they are first needed. Copies of an engine with other data
// share them.
type lazyProgram struct {
	once    sync.Once
	program *plan.Program
	err     error
}

// get returns the program, which link makes.
func (p *lazyProgram) get(link func() (*plan.Program, error)) (*plan.Program, error) {
	p.once.Do(func() { p.program, p.err = link() })
	return p.program, p.err
}

// plainAttributes are the attributes of a resource that every resource has. A rule that reads no others has looked
// at nothing.
var plainAttributes = []string{"type", "id", "name", "properties"}

// ruleProgram returns the program of all rules.
func (e *Engine) ruleProgram(ctx context.Context) (*plan.Program, error) {
	return e.rulePlans.get(func() (*plan.Program, error) {
		image, err := e.image(ctx, "plan of the rules", e.everyRule)
		if err != nil {
			return nil, err
		}
		contract := plan.Contract{Subject: "resource", Plain: plainAttributes, Run: "run"}
		if e.wholeDocuments() {
			contract.Subject, contract.Run = "", ""
		}
		return plan.LinkImage(image, plan.Options{Strict: true, Unknown: true, Contract: contract})
	})
}

// everyRule is a query that needs all parts of all rules.
func (e *Engine) everyRule() *ast.Expr { return everyRef(e.refs()) }

func everyRef(refs []ast.Ref) *ast.Expr {
	var terms []*ast.Term
	for _, ref := range refs {
		// A comprehension each: one rule that is undefined does not end the query, and nothing is inlined.
		x := ast.VarTerm("x")
		terms = append(terms, ast.ArrayComprehensionTerm(x, ast.NewBody(ast.Equality.Expr(x, ast.NewTerm(ref)))))
	}
	return ast.NewExpr(ast.ArrayTerm(terms...))
}

// refs lists the parts of all rules.
func (e *Engine) refs() []ast.Ref {
	var refs []ast.Ref
	for _, r := range e.rules {
		refs = append(refs, r.denials.ref)
		if r.hasNotApplicable {
			refs = append(refs, r.exemption.ref)
		}
	}
	return refs
}

// wholeDocuments reports whether the rules are conftest's, whose input is a document and nothing else.
func (e *Engine) wholeDocuments() bool { return len(e.rules) > 0 && e.rules[0].namespace != "" }

// machine returns what runs a program over e's data as of a time, nil if there is none: OPA evaluates then.
func (e *Engine) machine(now time.Time, program func(context.Context) (*plan.Program, error)) *plan.Machine {
	p, err := program(context.Background())
	if err != nil {
		return nil
	}
	m := p.NewMachine(e.planData)
	m.SetTime(now)
	return m
}

// lazyRule is the plan of one part of a rule, found on first use.
type lazyRule struct {
	once sync.Once
	rule plan.Rule
	err  error
}

func (l *lazyRule) get(program *plan.Program, ref ast.Ref) (plan.Rule, error) {
	l.once.Do(func() {
		path := make([]string, 0, len(ref))
		for _, term := range ref[1:] {
			step, _ := term.Value.(ast.String)
			path = append(path, string(step))
		}
		l.rule, l.err = program.Rule(path...)
	})
	return l.rule, l.err
}

// errNoPlan says that a plan cannot give the answer: OPA must.
var errNoPlan = errors.New("the plan gives no answer")

// fast evaluates a part of a rule on s with its plan, and gives its value and what that depended on. It gives
// no answer where there is no plan, and none where it raises an error, for OPA to word.
func (j *judge) fast(ctx context.Context, p *part, s *subject) (plan.Value, plan.Marks, error) {
	if j.machine == nil {
		return plan.Value{}, 0, errNoPlan
	}
	rule, err := p.rule.get(j.machine.Program(), p.ref)
	if err != nil {
		return plan.Value{}, 0, errNoPlan
	}
	j.begin(j.machine, s)
	value, err := j.machine.Value(ctx, rule)
	return value, j.machine.Marks(), noAnswer(ctx, err)
}

// noAnswer is why a plan gives no answer, nil if it does. An error of the rule is for OPA to word.
func noAnswer(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, plan.ErrStuck):
		return errStuck
	case ctx.Err() == nil && topdown.IsCancel(err):
		return errTooLong
	}
	return errNoPlan
}

// begin makes s what a machine is at.
func (j *judge) begin(machine *plan.Machine, s *subject) {
	if j.at != s {
		j.at = s
		machine.Begin(j.planInput(s))
	}
}

// proving is the machine that follows plans under unknown values, whatever evaluates the rules. It is nil if there is
// no plan.
func (j *judge) proving() *plan.Machine {
	if j.machine != nil || j.prover != nil {
		return cmp.Or(j.machine, j.prover)
	}
	j.prover = j.engine.machine(j.now, j.engine.ruleProgram)
	return j.prover
}

// endless says that a rule runs too long: OPA must not run it again.
func endless(err error) bool { return errors.Is(err, errTooLong) || errors.Is(err, errStuck) }

// planInput is the input of s for a plan.
func (j *judge) planInput(s *subject) document.Value {
	if s.resource.Type == DocumentType {
		return s.value
	}
	j.input[0].Value = s.value
	return document.ObjectValue(j.input[:]...)
}

// byPlan is evaluate by plan; false if OPA must. What depends on something unknown is to be proved.
func (j *judge) byPlan(ctx context.Context, result *judged) bool {
	rule, s, mayNotApply := result.rule, result.resource, false
	if rule.hasNotApplicable {
		value, marks, err := j.fast(ctx, rule.exemption, s)
		if endless(err) {
			result.fail(err)
			return true
		}
		if err != nil {
			return false
		}
		result.usesRun = marks&plan.MarkRun != 0
		mayNotApply = marks&plan.MarkUnknown != 0
		if value.Bool() && !mayNotApply {
			result.outcome = NotApplicable
			return true
		}
	}
	set, marks, err := j.fast(ctx, rule.denials, s)
	switch {
	case endless(err):
		result.fail(err)
		return true
	case err != nil, !set.Defined():
		return false
	case marks&plan.MarkUnknown != 0:
		if j.byProof(ctx, result) != nil {
			return false
		}
		result.usesRun = rule.usesRun
	case set.Kind() == plan.Set && set.Len() == 0:
		result.outcome = Pass
	default:
		found, plain := plainDenials(rule, set)
		if !plain {
			result.settle(set.Interface())
			break
		}
		result.outcome, result.denials = Fail, found
	}
	j.lessen(result)
	if result.outcome == Fail && mayNotApply {
		result.outcome, result.denials = Unknown, nil
	}
	result.usesRun = result.usesRun || marks&plan.MarkRun != 0
	result.vacuous = result.outcome == Pass && marks&plan.MarkInput == 0
	return true
}
