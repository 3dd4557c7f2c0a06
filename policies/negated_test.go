package policies_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// TestNegatedCalls fails for "not f(input.x)". Rego evaluates the arguments outside of the negation, so where there is
// no x the whole rule is undefined, and a deny that is undefined reads as a pass.
func TestNegatedCalls(t *testing.T) {
	for _, m := range load(t).Modules {
		if isTest(m) {
			continue
		}
		for _, found := range negatedCalls(m.Parsed) {
			t.Errorf("%s: %s: name what must hold in a rule and negate the rule", found.Loc(), found)
		}
	}
}

func TestNegatedCallsAreFound(t *testing.T) {
	m := ast.MustParseModule(`package p
import data.facts
found_1 if not is_string(input.x)
found_2 if not startswith("a", input.x.y)
found_3 if { some r in input.x; not is_string(r.y) }
found_4 if not is_string(data.facts.x)
found_5 if not is_string(facts.x)
found_6 if not is_string(lower(input.x))
found_7 if not input.x in [1]
found_8 if not is_string(value)
found_9 if not is_string([input.x])
value := input.x if input.y
fine_1 if { some r in input.x; not is_string(r) }
fine_2 if not fine_1
fine_3 if not input.x
fine_4 if { some i, _ in input.x; not i in listed }
listed contains i if some i, _ in input.x
`)
	got := map[string]bool{}
	for _, e := range negatedCalls(m) {
		for _, r := range m.Rules {
			if e.Loc().Row == r.Loc().Row {
				got[r.Head.Name.String()] = true
			}
		}
	}
	for _, r := range m.Rules {
		if name := r.Head.Name.String(); got[name] != strings.HasPrefix(name, "found") {
			t.Errorf("%s: got %t", r, got[name])
		}
	}
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
		if e.Negated && e.IsCall() && slices.ContainsFunc(e.Operands(), func(t *ast.Term) bool { return mayBeUndefined(t, partial) }) {
			found = append(found, e)
		}
		return false
	})
	return found
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
