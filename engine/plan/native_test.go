package plan

import (
	"cmp"
	"errors"
	"maps"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// operandsToTry are values at the edges of what built-in functions take.
var operandsToTry = []string{
	`null`, `true`, `false`, `0`, `1`, `-1`, `2`, `7`, `1.0`, `1e2`, `2.5`, `-0`, `100`, `9007199254740993`,
	`999999999999999999`, `9223372036854775807`, `-9223372036854775808`, `12345678901234567890`,
	`""`, `"a"`, `"A b"`, `" a "`, `"ab"`, `"1"`, `"1.0"`, `"-7"`, `"x"`, `"Straße"`, `"inf"`,
	`[]`, `[1]`, `["a", "b"]`, `["a", 1]`, `[1, 1.0, 2]`, `[[1], {2}]`, `[[], {"a"}]`, `[set(), "a", {"b"}]`, `[{1, 2}]`,
	`{}`, `{"a": 1}`, `{"a": {"b": 2}}`, `{"b": null, "a": false}`, `{1: "x", 1.5: "y"}`,
	`set()`, `{1}`, `{1, 2}`, `{"a", "b"}`, `{{1}, {2}}`, `{{1, 2}, {2}}`, `{"a", 1}`,
}

// TestNatives compares every native with OPA's implementation on every combination of operands.
func TestNatives(t *testing.T) {
	terms := make([]*ast.Term, len(operandsToTry))
	for i, s := range operandsToTry {
		terms[i] = ast.MustParseTerm(s)
	}
	all := maps.Clone(natives)
	for name, r := range relations {
		all[name] = r.native
	}
	for name, n := range all {
		t.Run(name, func(t *testing.T) {
			decl := ast.BuiltinMap[name]
			if decl == nil {
				t.Fatal("not a built-in function of OPA")
			}
			m := machineForTest(t)
			b := &builtin{name: name, foreign: topdown.GetBuiltin(name), strict: true}
			args := make([]*ast.Term, len(decl.Decl.FuncArgs().Args))
			answered := 0
			eachCombination(terms, args, 0, func() { answered += compareNative(t, m, n, b, args) })
			if answered == 0 {
				t.Error("the native never answered")
			}
		})
	}
}

func eachCombination(terms, args []*ast.Term, at int, do func()) {
	if at == len(args) {
		do()
		return
	}
	for _, x := range terms {
		args[at] = x
		eachCombination(terms, args, at+1, do)
	}
}

// compareNative counts 1 if the native gave an answer, which must be OPA's.
func compareNative(t *testing.T, m *Machine, n native, b *builtin, args []*ast.Term) int {
	m.begin(Value{})
	m.steps, m.check, m.err, m.ctx = 0, 0, nil, t.Context()
	values := make([]Value, len(args))
	for i, a := range args {
		v, err := FromTerm(a)
		if err != nil {
			t.Fatal(err)
		}
		values[i] = v
	}
	got, ok := n(m, values)
	if !ok {
		return 0
	}
	want, err := b.host(m, values)
	switch {
	case err != nil:
		t.Errorf("%s%v = %v, but for OPA it is an error: %v", b.name, args, ToTerm(got), err)
	case want.kind != got.kind || !equal(want, got) || want.Text() != got.Text():
		t.Errorf("%s%v = %v, but for OPA it is %v", b.name, args, ToTerm(got), ToTerm(want))
	}
	return 1
}

func machineForTest(t *testing.T) *Machine {
	p, err := Compile(&ir.Policy{Static: &ir.Static{}, Funcs: &ir.Funcs{}, Plans: &ir.Plans{Plans: []*ir.Plan{{}}}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p.NewMachine(Value{})
}

// TestEqualAgreesWithOrder compares values pairwise: with OPA, and equality, order and hash with each other.
func TestEqualAgreesWithOrder(t *testing.T) {
	for _, x := range operandsToTry {
		for _, y := range operandsToTry {
			s, u := ast.MustParseTerm(x), ast.MustParseTerm(y)
			a, err := FromTerm(s)
			b, err2 := FromTerm(u)
			if err := errors.Join(err, err2); err != nil {
				t.Fatal(err)
			}
			if got, want := compare(a, b), cmp.Compare(ast.Compare(s, u), 0); got != want {
				t.Errorf("compare(%s, %s) = %d, for OPA %d", x, y, got, want)
			}
			if got, want := equal(a, b), compare(a, b) == 0; got != want {
				t.Errorf("equal(%s, %s) = %t", x, y, got)
			}
			if equal(a, b) && hash(a) != hash(b) {
				t.Errorf("%s and %s are equal but have two hashes", x, y)
			}
		}
	}
}
