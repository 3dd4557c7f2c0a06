package engine

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// checkDataRefs requires that all data a policy names is there. A list that nobody supplies is undefined,
// and a rule that iterates over it denies nothing.
func checkDataRefs(compiler *ast.Compiler, modules []*parsed, base document.Value) error {
	for _, m := range modules {
		if err := m.checkDataRefs(compiler, base); err != nil {
			return err
		}
	}
	return nil
}

func (m *parsed) checkDataRefs(compiler *ast.Compiler, base document.Value) (err error) {
	ast.WalkExprs(compiler.Modules[m.file()], func(e *ast.Expr) bool {
		ast.WalkRefs(e, func(ref ast.Ref) bool {
			if err == nil && !supplied(compiler, ref, base) {
				err = &LoadError{
					File: m.file(), Line: e.Location.Row, Evaluated: true,
					Reason: fmt.Sprintf("nothing supplies %s", ref), Hint: "add it to a data.yaml of the policies, or give it with --data",
				}
			}
			return false
		})
		return err != nil
	})
	return err
}

// supplied reports whether a reference leads to a rule, or to data that is there as far as its keys are
// constant.
func supplied(compiler *ast.Compiler, ref ast.Ref, base document.Value) bool {
	prefix := ref.GroundPrefix()
	if len(prefix) < 2 || !prefix.HasPrefix(ast.DefaultRootRef) || prefix.HasPrefix(inventoryRef) {
		return true
	}
	if len(compiler.GetRules(prefix)) > 0 || len(compiler.GetRulesWithPrefix(prefix)) > 0 {
		return true
	}
	v := base
	for _, term := range prefix[1:] {
		key, ok := term.Value.(ast.String)
		if !ok {
			return true
		}
		if v = v.Get(string(key)); !v.Defined() {
			return false
		}
	}
	return true
}
