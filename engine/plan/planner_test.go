package plan_test

import (
	"context"
	"errors"
	"os"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/types"
)

// target is the name under which OPA hands plans over to this test.
const target = "plan_test"

// planner is an OPA target that evaluates nothing and keeps the plan.
type planner struct{}

type planKey struct{}

func (planner) IsTarget(name string) bool { return name == target }

func (planner) PrepareForEval(ctx context.Context, p *ir.Policy, _ ...rego.PrepareOption) (rego.TargetPluginEval, error) {
	into, ok := ctx.Value(planKey{}).(**ir.Policy)
	if !ok {
		return nil, errors.New("nobody asked for the plan")
	}
	*into = p
	return planner{}, nil
}

func (planner) Eval(context.Context, *rego.EvalContext, ast.Value) (ast.Value, error) {
	return nil, errors.New("a plan is not evaluated by OPA")
}

func TestMain(m *testing.M) {
	rego.RegisterPlugin(target, planner{})
	registerSleep()
	os.Exit(m.Run())
}

// registerSleep makes the function known that OPA's cases wait with. This one does not wait: no case looks at how
// long it took.
func registerSleep() {
	const name = "test.sleep"
	ast.RegisterBuiltin(&ast.Builtin{Name: name, Decl: types.NewFunction(types.Args(types.S), types.Nl)})
	topdown.RegisterBuiltinFunc(name, func(_ topdown.BuiltinContext, _ []*ast.Term, iter func(*ast.Term) error) error {
		return iter(ast.NullTerm())
	})
}

// planOf plans a query over modules.
func planOf(ctx context.Context, query string, modules map[string]string, options ...func(*rego.Rego)) (*ir.Policy, error) {
	options = append(options, rego.Target(target), rego.Query(query))
	for name, source := range modules {
		options = append(options, rego.Module(name, source))
	}
	var policy *ir.Policy
	_, err := rego.New(options...).PrepareForEval(context.WithValue(ctx, planKey{}, &policy))
	return policy, err
}
