package engine

import (
	"context"
	"errors"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/tipstaff/tipstaff/engine/plan"
)

// OPA hands out its query plans only to targets that are registered with it. Ours keeps the plan and
// evaluates nothing.

// planTarget is the name of the target.
const planTarget = "tipstaff"

// planner is the target.
type planner struct{}

// IsTarget reports whether a query asks for this target.
func (planner) IsTarget(name string) bool { return name == planTarget }

// planSink is the key of the place in a context that a plan is put in.
type planSink struct{}

// PrepareForEval keeps the plan for whoever asked for it.
func (planner) PrepareForEval(ctx context.Context, policy *ir.Policy, _ ...rego.PrepareOption) (rego.TargetPluginEval, error) {
	sink, ok := ctx.Value(planSink{}).(**ir.Policy)
	if !ok {
		return nil, errNotEvaluated
	}
	*sink = policy
	return planner{}, nil
}

var errNotEvaluated = errors.New("the target hands out plans and evaluates nothing")

// Eval is never called.
func (planner) Eval(context.Context, *rego.EvalContext, ast.Value) (ast.Value, error) {
	return nil, errNotEvaluated
}

// registerPlanner makes the target known. It runs before the first query of the program, because OPA reads
// its registry without a lock.
var registerPlanner = sync.OnceFunc(func() { rego.RegisterPlugin(planTarget, planner{}) })

// lazyProgram is a compiled plan, made on first use.
type lazyProgram struct {
	once    sync.Once
	program *plan.Program
	err     error
}

// answer is the variable that the plan binds.
const planAnswer = "answer"

// get returns the program that gives the value of a reference.
func (p *lazyProgram) get(ctx context.Context, e *Engine, ref ast.Ref) (*plan.Program, error) {
	p.once.Do(func() {
		var policy *ir.Policy
		query := ast.NewBody(ast.Equality.Expr(ast.VarTerm(planAnswer), ast.NewTerm(ref)))
		_, p.err = rego.New(
			rego.ParsedQuery(query), rego.Compiler(e.compiler), rego.Store(e.store), rego.Target(planTarget),
		).PrepareForEval(context.WithValue(context.WithoutCancel(ctx), planSink{}, &policy))
		if p.err == nil {
			p.err = e.pitfalls.In(policy)
		}
		if p.err == nil {
			p.program, p.err = plan.Compile(policy, plan.Options{Strict: true, Reads: true})
		}
	})
	return p.program, p.err
}
