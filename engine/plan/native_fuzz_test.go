package plan

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// astronomical are numbers that take OPA for ever.
var astronomical = regexp.MustCompile(`[eE][+-]?\d{4}`)

// FuzzNative compares a native with OPA's implementation on whatever operands.
func FuzzNative(f *testing.F) {
	names := slices.Sorted(maps.Keys(natives))
	for i, operand := range operandsToTry {
		f.Add(uint(i), operand, operandsToTry[7*i%len(operandsToTry)], operandsToTry[3*i%len(operandsToTry)])
	}
	f.Fuzz(func(t *testing.T, which uint, x, y, z string) {
		name := names[which%uint(len(names))]
		var args []*ast.Term
		for _, text := range []string{x, y, z}[:len(ast.BuiltinMap[name].Decl.FuncArgs().Args)] {
			if len(text) > 100 || astronomical.MatchString(text) {
				return
			}
			term, err := ast.ParseTerm(text)
			if err != nil {
				return
			}
			if _, err := FromTerm(term); err != nil {
				return
			}
			args = append(args, term)
		}
		b := &builtin{name: name, foreign: topdown.GetBuiltin(name), strict: true}
		compareNative(t, machineForTest(t), natives[name], b, args)
	})
}
