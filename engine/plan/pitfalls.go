package plan

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Pitfalls are the rules of a policy that mean something else in OPA's plans than for its interpreter. There are
// few kinds of them, and policies hardly have any.
type Pitfalls []pitfall

type pitfall struct {
	rule *ast.Rule
	what string
}

// FindPitfalls looks for them in compiled modules.
func FindPitfalls(modules map[string]*ast.Module) Pitfalls {
	var found Pitfalls
	functions, b := functionsOf(modules), newBranching(modules)
	for _, m := range modules {
		for _, r := range m.Rules {
			switch {
			case leavesObjects(r):
				found = append(found, pitfall{r, "a rule below a key that is no string"})
			case mixesReplacements(r, functions):
				found = append(found, pitfall{r, "with, first of a function and then of a document"})
			case b.denied(r):
				found = append(found, pitfall{r, "not of a rule that a variable names"})
			case b.cut(r):
				found = append(found, pitfall{r, "a variable that may name more than one rule"})
			}
		}
	}
	return found
}

// of returns what is wrong with the plan of the rule at a path, or with what is below it; "" if nothing is.
func (p Pitfalls) of(path []string) string {
	for _, f := range p {
		if steps := stepsOf(f.rule.Ref().StringPrefix()); len(path) <= len(steps) && slices.Equal(path, steps[:len(path)]) {
			return f.what
		}
	}
	return ""
}

// leavesObjects says that the interpreter finds objects on the way to what r defines even where r defines
// nothing: of `p[1][x] := y if false` it says that p is {1: {}}. Plans make p of what the bodies give, which is {};
// they agree only about strings.
func leavesObjects(r *ast.Rule) bool {
	ref := r.Ref()
	texts, ground := len(ref.StringPrefix()), len(ref.GroundPrefix())
	return ground > texts && (ground > texts+1 || ground < len(ref) || r.Head.RuleKind() == ast.MultiValue)
}

// mixesReplacements says that r has `with` of a function before one of input or data. OPA's planner then takes
// the target of one for that of the other.
func mixesReplacements(r *ast.Rule, functions map[string]bool) bool {
	mixes := false
	ast.WalkExprs(r, func(e *ast.Expr) bool {
		function := false
		for _, w := range e.With {
			target := w.Target.Value.(ast.Ref)
			document := target[0].Equal(ast.DefaultRootDocument) || target[0].Equal(ast.InputRootDocument)
			if !document || functions[target.String()] {
				function = true
			} else if function {
				mixes = true
			}
		}
		return mixes
	})
	return mixes
}

// branching is about references to rules that a variable names, as in `data.p[x].q` if p is a package. OPA plans
// them as blocks, for each rule or for a call of the one that is found.
type branching struct {
	rules []ast.Ref // strings
	above map[string]bool
}

func newBranching(modules map[string]*ast.Module) *branching {
	b := &branching{above: map[string]bool{}}
	for _, m := range modules {
		for _, r := range m.Rules {
			ref := r.Ref().StringPrefix()
			b.rules = append(b.rules, ref)
			for i := 1; i < len(ref); i++ {
				b.above[ref[:i].String()] = true
			}
		}
	}
	for _, ref := range b.rules {
		delete(b.above, ref.String())
	}
	return b
}

// branches says that a variable of ref decides which rules are meant.
func (b *branching) branches(ref ast.Ref) bool {
	texts := ref.StringPrefix()
	return ref[0].Equal(ast.DefaultRootDocument) && len(texts) < len(ref) && b.above[texts.String()]
}

// denied says that r has `not` of such a reference. The plan goes on behind the blocks when the end of the reference
// is undefined, as if it were not.
func (b *branching) denied(r *ast.Rule) bool {
	denied := false
	ast.WalkExprs(r, func(e *ast.Expr) bool {
		if e.Negated {
			ast.WalkRefs(e, func(ref ast.Ref) bool {
				denied = denied || b.branches(ref)
				return denied
			})
		}
		return denied
	})
	return denied
}

// cut says that r has such a reference that may end above a rule. The plan finds no object of the rules there.
func (b *branching) cut(r *ast.Rule) bool {
	cut := false
	ast.WalkRefs(r, func(ref ast.Ref) bool {
		cut = cut || b.branches(ref) && slices.ContainsFunc(b.rules, func(rule ast.Ref) bool { return mayBeAbove(ref, rule) })
		return cut
	})
	return cut
}

// mayBeAbove says that ref is shorter than the reference of a rule and matches its beginning, for some values of
// its variables.
func mayBeAbove(ref, rule ast.Ref) bool {
	if len(ref) >= len(rule) {
		return false
	}
	for i, t := range ref {
		if ast.IsConstant(t.Value) && !t.Equal(rule[i]) {
			return false
		}
	}
	return true
}

// stepsOf is the strings behind the head of a reference.
func stepsOf(ref ast.Ref) []string {
	steps := make([]string, 0, len(ref))
	for _, t := range ref[1:] {
		steps = append(steps, string(t.Value.(ast.String)))
	}
	return steps
}

// functionsOf is the references of all functions of modules.
func functionsOf(modules map[string]*ast.Module) map[string]bool {
	functions := map[string]bool{}
	for _, m := range modules {
		for _, r := range m.Rules {
			if len(r.Head.Args) > 0 {
				functions[r.Ref().String()] = true
			}
		}
	}
	return functions
}
