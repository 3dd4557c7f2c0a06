package engine

import (
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// checkNegated refuses `not f(input.x)`. Rego evaluates the arguments outside of the negation: where there
// is no x the whole rule is undefined, and a deny that is undefined reads as a pass.
func checkNegated(m *parsed) error {
	for _, e := range negatedCalls(m.module) {
		return &LoadError{
			File: m.file(), Line: e.Location.Row, Evaluated: true,
			Reason: fmt.Sprintf("`%s` is undefined, and not true, where its argument is absent", e.Location.Text),
			Hint:   "name what must hold in a rule, _safe if f(…), and write: not _safe",
		}
	}
	return nil
}

// negatedCalls returns the negated calls of a module that have an argument which may be undefined.
func negatedCalls(m *ast.Module) []*ast.Expr {
	partial := map[ast.Var]bool{} // what may be undefined, by the name of a rule
	for _, r := range m.Rules {
		if r.Head.RuleKind() == ast.SingleValue && len(r.Head.Args) == 0 && !isConstant(r) {
			partial[r.Head.Name] = true
		}
	}
	var found []*ast.Expr
	ast.WalkExprs(m, func(e *ast.Expr) bool {
		if e.Negated && e.IsCall() && slices.ContainsFunc(evaluatedBefore(e), func(t *ast.Term) bool { return mayBeUndefined(t, partial) }) {
			found = append(found, e)
		}
		return false
	})
	return found
}

// evaluatedBefore returns the operands of a call that Rego evaluates before it, and so outside of its
// negation: all, but for == only those that are calls themselves.
func evaluatedBefore(e *ast.Expr) []*ast.Term {
	if !e.Operator().Equal(ast.Equal.Ref()) {
		return e.Operands()
	}
	return slices.DeleteFunc(slices.Clone(e.Operands()), func(t *ast.Term) bool {
		_, isCall := t.Value.(ast.Call)
		return !isCall
	})
}

func isConstant(r *ast.Rule) bool {
	return r.Default || len(r.Body) == 1 && r.Body[0].Equal(ast.NewExpr(ast.BooleanTerm(true))) && r.Head.Value.IsGround()
}

func mayBeUndefined(t *ast.Term, partial map[ast.Var]bool) bool {
	found := false
	ast.WalkTerms(t, func(t *ast.Term) bool {
		switch v := t.Value.(type) {
		case ast.Ref:
			found = found || len(v) > 1
		case ast.Var:
			found = found || partial[v]
		case ast.Call: // its operator is a reference too
			for _, operand := range v[1:] {
				found = found || mayBeUndefined(operand, partial)
			}
			return true
		}
		return found
	})
	return found
}
