package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestBoth is [Test] with both evaluators: a test that OPA passes fails if its plan does not, and the other
// way around.
func TestBoth(ctx context.Context, bundles []Bundle) (*TestReport, error) {
	report, err := Test(ctx, bundles)
	if err != nil {
		return nil, err
	}
	modules, base, err := testModules(bundles)
	if err != nil {
		return nil, err
	}
	e, err := testEngine(modules, base)
	if err != nil {
		return nil, err
	}
	return report, e.again(ctx, report.Results)
}

// testEngine returns what plans the tests among modules.
func testEngine(modules map[string]*ast.Module, base document.Value) (*Engine, error) {
	compiler := ast.NewCompiler().WithCapabilities(capabilities()).WithStrict(true)
	if compiler.Compile(modules); compiler.Failed() {
		return nil, compileError(compiler.Errors)
	}
	e := &Engine{reference: &reference{compiler: compiler}}
	e.use(base)
	return e, nil
}

// again runs tests by their plans.
func (e *Engine) again(ctx context.Context, results []TestResult) error {
	var refs []ast.Ref
	for _, r := range results {
		refs = append(refs, packageRef(r.path()))
	}
	image, err := e.image(ctx, "tests", func() *ast.Expr { return everyRef(refs) })
	if err != nil {
		return fmt.Errorf("plan the tests: %w", err)
	}
	program, err := plan.LinkImage(image, plan.Options{Strict: true})
	if err != nil {
		return fmt.Errorf("plan the tests: %w", err)
	}
	m := program.NewMachine(e.planData)
	for i := range results {
		if r := &results[i]; r.Reason != skipped {
			r.compare(ctx, program, m)
		}
	}
	return nil
}

// path is that of the rule that a test is. Tests of one name are numbered, and are one rule.
func (r *TestResult) path() []string {
	name, _, _ := strings.Cut(r.Name, "#")
	return strings.Split(name, ".")
}

// compare runs a test by its plan: r fails if that gives another result than OPA did.
func (r *TestResult) compare(ctx context.Context, program *plan.Program, m *plan.Machine) {
	var value plan.Value
	rule, err := program.Rule(r.path()...)
	if err == nil {
		m.Begin(document.ObjectValue())
		value, err = m.Value(ctx, rule)
	}
	passed := err == nil && value.Bool()
	if passed == r.Passed {
		return
	}
	r.Reason = fmt.Sprintf("the evaluators disagree: passed by OPA: %t, by its plan: %t", r.Passed, passed)
	if err != nil {
		r.Reason += ", " + evalError(err).Error()
	}
	r.Passed = false
}

// RuleEvaluator says what evaluates one rule.
type RuleEvaluator struct {
	Rule   string    // its id
	By     Evaluator // what evaluates it
	Reason string    // why that is not [EvaluatorPlan], if it was asked for
}

// Evaluators says of every rule what evaluates it, by id. Where a plan gives no answer for an input, because
// it raises an error or comes upon something unknown, OPA evaluates that one.
func (e *Engine) Evaluators(ctx context.Context) []RuleEvaluator {
	by := map[string]RuleEvaluator{}
	for _, r := range e.rules {
		err := e.planned(ctx, r.denials)
		if err == nil && r.hasNotApplicable {
			err = e.planned(ctx, r.exemption)
		}
		by[r.ID] = e.evaluates(r.ID, err)
	}
	if len(e.decisions) > 0 {
		_, err := e.decisionProgram(ctx)
		for _, r := range e.decisions {
			by[r.ID] = e.evaluates(r.ID, err)
		}
	}
	all := make([]RuleEvaluator, 0, len(by))
	for _, id := range slices.Sorted(maps.Keys(by)) {
		all = append(all, by[id])
	}
	return all
}

// planned returns why a part of a rule cannot be run by its plan.
func (e *Engine) planned(ctx context.Context, p *part) error {
	program, err := e.ruleProgram(ctx)
	if err == nil {
		_, err = p.rule.get(program, p.ref)
	}
	return err
}

func (e *Engine) evaluates(id string, err error) RuleEvaluator {
	switch {
	case e.evaluator == EvaluatorOPA:
		return RuleEvaluator{Rule: id, By: EvaluatorOPA}
	case err != nil:
		reason := err.Error()
		if unsupported, ok := errors.AsType[*plan.UnsupportedError](err); ok {
			reason = unsupported.Stmt
		}
		return RuleEvaluator{Rule: id, By: EvaluatorOPA, Reason: reason}
	}
	return RuleEvaluator{Rule: id, By: EvaluatorPlan}
}
