package plan_test

import (
	"context"
	"errors"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// comparison runs one set of modules with OPA and by its plan.
type comparison struct {
	modules  map[string]*ast.Module
	compiler *ast.Compiler
	plain    *ast.Compiler // without the index of comprehensions, once it is needed
	store    storage.Store
	data     plan.Value
}

// newComparison compiles modules; the error is OPA's, who does not accept them.
func newComparison(modules map[string]string, data string) (*comparison, error) {
	parsed := make(map[string]*ast.Module, len(modules))
	for name, source := range modules {
		m, err := ast.ParseModule(name, source)
		if err != nil {
			return nil, err
		}
		parsed[name] = m
	}
	c := &comparison{modules: parsed, compiler: ast.NewCompiler()}
	if c.compiler.Compile(parsed); c.compiler.Failed() {
		return nil, c.compiler.Errors
	}
	base, err := ast.ValueFromReader(strings.NewReader(data))
	if err != nil {
		return nil, err
	}
	object, err := ast.JSON(base)
	if err != nil {
		return nil, err
	}
	c.store = inmem.NewFromObjectWithOpts(object.(map[string]any), inmem.OptReturnASTValuesOnRead(true))
	d, err := document.ParseJSON([]byte(data), document.DefaultLimits, nil)
	if err != nil {
		return nil, err
	}
	c.data = plan.Load(d.Root)
	return c, nil
}

// outcome is what a query gives: solutions or an error.
type outcome struct {
	value ast.Value
	err   error
}

func (o outcome) String() string {
	if o.err != nil {
		return "error: " + o.err.Error()
	}
	return o.value.String()
}

// code is the class of the error, "" for none.
func (o outcome) code() string {
	if o.err == nil {
		return ""
	}
	if e, ok := errors.AsType[*topdown.Error](o.err); ok {
		return e.Code
	}
	return "other: " + o.err.Error()
}

// asked is one query, ready for both.
type asked struct {
	*comparison
	body     ast.Body
	rewrites map[ast.Var]ast.Var
	programs map[bool]*plan.Program // by strictness
}

// ask compiles and plans a query; the error is OPA's, or a [*plan.UnsupportedError] if only OPA can answer.
func (c *comparison) ask(ctx context.Context, query string) (*asked, error) {
	body, err := ast.ParseBody(query)
	if err != nil {
		return nil, err
	}
	q := c.compiler.QueryCompiler()
	compiled, err := q.Compile(body)
	if err != nil {
		return nil, err
	}
	a := &asked{comparison: c, body: compiled, rewrites: q.RewrittenVars(), programs: map[bool]*plan.Program{}}
	var policy *ir.Policy
	_, err = rego.New(rego.ParsedQuery(body), rego.Compiler(c.compiler), rego.Store(c.store), rego.Target(target)).
		PrepareForEval(context.WithValue(ctx, planKey{}, &policy))
	if err != nil {
		return a, err
	}
	pitfalls := plan.FindPitfalls(c.compiler.Modules)
	for _, strict := range []bool{false, true} {
		if a.programs[strict], err = plan.Compile(policy, plan.Options{Strict: strict, Pitfalls: pitfalls}); err != nil {
			return a, err
		}
	}
	return a, nil
}

// question is how a query is asked.
type question struct {
	input  string // JSON
	strict bool
	plain  bool // OPA uses no index and no early exit
}

// opa is what topdown gives. It keeps x only: the queries have one variable.
func (a *asked) opa(ctx context.Context, q question) (out outcome) {
	input, err := ast.ValueFromReader(strings.NewReader(q.input))
	if err != nil {
		return outcome{err: err}
	}
	compiler := a.compiler
	if q.plain {
		compiler = a.withoutIndex()
	}
	out.err = storage.Txn(ctx, a.store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		query := topdown.NewQuery(a.body).WithCompiler(compiler).WithStore(a.store).WithTransaction(txn).
			WithInput(ast.NewTerm(input)).WithStrictBuiltinErrors(q.strict).WithIndexing(!q.plain).WithEarlyExit(!q.plain)
		solutions := ast.NewSet()
		out.value = solutions
		return query.Iter(ctx, func(result topdown.QueryResult) error {
			for name, value := range result {
				if original, ok := a.rewrites[name]; ok && original == "x" || name == "x" {
					solutions.Add(value)
				}
			}
			return nil
		})
	})
	return out
}

// withoutIndex is a compiler that knows no index of comprehensions. With one OPA evaluates a comprehension for all
// values of a variable at once, which raises errors that no evaluation comes upon, and takes false for true.
func (c *comparison) withoutIndex() *ast.Compiler {
	if c.plain == nil {
		c.plain = ast.NewCompiler().WithSkipStages(ast.StageBuildComprehensionIndices)
		c.plain.Compile(c.modules)
	}
	return c.plain
}

// inBody says that the body of the rule in which err is, asked on its own, raises an error of the same class for OPA.
func (a *asked) inBody(ctx context.Context, q question, err error) bool {
	e, ok := errors.AsType[*topdown.Error](err)
	if !ok || e.Location == nil {
		return false
	}
	var in *ast.Rule
	for _, m := range a.withoutIndex().Modules {
		ast.WalkRules(m, func(r *ast.Rule) bool {
			at := r.Loc()
			if at.File == e.Location.File && at.Row <= e.Location.Row && (in == nil || in.Loc().Row <= at.Row) {
				in = r
			}
			return false
		})
	}
	if in == nil || len(in.Head.Args) > 0 {
		return false
	}
	body := &asked{comparison: a.comparison, body: in.Body}
	q.plain = true
	return body.opa(ctx, q).code() == e.Code
}

// loops says that a policy has "every".
func (c *comparison) loops() bool {
	found := false
	for _, m := range c.modules {
		ast.WalkExprs(m, func(e *ast.Expr) bool {
			found = found || e.IsEvery()
			return found
		})
	}
	return found
}

// plan is what the plan gives.
func (a *asked) plan(ctx context.Context, q question) outcome {
	d, err := document.ParseJSON([]byte(q.input), document.DefaultLimits, nil)
	if err != nil {
		return outcome{err: err}
	}
	results, err := a.programs[q.strict].NewMachine(a.data).Eval(ctx, d.Root)
	if err != nil {
		return outcome{err: err}
	}
	solutions := ast.NewSet()
	for i := range results.Len() {
		solutions.Add(plan.ToTerm(results.At(i).Get("x")))
	}
	return outcome{value: solutions}
}

// same says that two outcomes are the same: to the letter, or errors of one class.
func (o outcome) same(p outcome) bool {
	return o.code() == p.code() && (o.err != nil || o.value.String() == p.value.String())
}
