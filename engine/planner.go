package engine

import (
	"context"
	"errors"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/rego"
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

// planOf plans a query of one expression.
func (e *Engine) planOf(ctx context.Context, query *ast.Expr) (*ir.Policy, error) {
	registerPlanner()
	var policy *ir.Policy
	_, err := rego.New(
		rego.ParsedQuery(ast.NewBody(query)), rego.Compiler(e.compiler), rego.Store(e.store), rego.Target(planTarget),
	).PrepareForEval(context.WithValue(context.WithoutCancel(ctx), planSink{}, &policy))
	return policy, err
}
