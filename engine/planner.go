package engine

import (
	"context"
	"errors"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/tipstaff/tipstaff/engine/cache"
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

// image returns the plan of a query of one expression, which the cache knows by kind.
func (e *Engine) image(ctx context.Context, kind string, query func() *ast.Expr) ([]byte, error) {
	key := cache.NewKey(kind, e.identity)
	if image, ok := e.cache.Get(key); ok {
		return image, nil
	}
	compiler, err := e.reference.get()
	if err != nil {
		return nil, err
	}
	registerPlanner()
	e.reference.planning.Lock()
	defer e.reference.planning.Unlock()
	var policy *ir.Policy
	_, err = rego.New(
		rego.ParsedQuery(ast.NewBody(query())), rego.Compiler(compiler), rego.Store(e.store.get()), rego.Target(planTarget),
	).PrepareForEval(context.WithValue(context.WithoutCancel(ctx), planSink{}, &policy))
	if err != nil {
		return nil, err
	}
	image, err := plan.Image(policy, plan.FindPitfalls(compiler.Modules))
	if err == nil {
		e.cache.Put(key, image)
	}
	return image, err
}
