package plan

import (
	"cmp"
	"errors"
	"maps"
	"slices"
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

// moreOperands are operands that only some functions say something about.
var moreOperands = map[string][]string{
	"glob.match": {
		`"*"`, `"a*"`, `"*:read"`, `"{a,b}*"`, `"[a-c]?"`, `"\\*"`, `"["`, `"a:read"`, `"a.b"`, `"a.*"`, `"**"`, `"ß*"`, `"ßa"`,
		`["."]`, `[":"]`, `["ß", "."]`, `["ab"]`, `[""]`,
	},
	"regex.match":    {`"^a"`, `"[a-z]+$"`, `"("`, `"a{2,1}"`, `"(?i)A"`, `"\\d"`},
	"regex.is_valid": {`"^a"`, `"[a-z]+$"`, `"("`, `"a{2,1}"`, `"(?i)A"`, `"\\d"`, `"a{1001}"`},
	"regex.replace":  {`"^a"`, `"[ab]"`, `"a*"`, `"("`, `"aXbXa"`, `"$0"`, `"ßaß"`, `"^.*/"`, `"/a/b"`},
	"time.parse_rfc3339_ns": {
		`"2026-11-25T14:41:00Z"`, `"2026-11-25T14:41:00.123456789+02:00"`, `"2026-11-25"`, `"9999-01-01T00:00:00Z"`,
		`"0001-01-01T00:00:00Z"`, `"2262-04-11T23:47:16.854775807Z"`, `"2262-04-11T23:47:16.854775808Z"`,
		`"1677-09-21T00:12:43.145224192Z"`, `"1677-09-21T00:12:43.145224191Z"`,
	},
	"net.cidr_contains": {
		`"10.0.0.0/8"`, `"10.1.2.3"`, `"10.1.2.0/24"`, `"11.0.0.1"`, `"0.0.0.0/0"`, `"::/0"`, `"2001:db8::/32"`, `"2001:db8::1"`,
		`"::ffff:10.1.2.3"`, `"10.0.0.0/33"`, `"10.0.0.256"`, `"010.0.0.1"`,
	},
	"sprintf": {
		`"%s"`, `"%d"`, `"%v"`, `"%s %d%%"`, `"x%v-%s"`, `"%"`, `"%5d"`, `"%[1]s"`, `"%x"`, `["a", 2]`, `[null]`, `[true]`, `[1.5]`,
		`[1e2]`, `[-7]`, `[12345678901234567890]`, `[{"a": 1}]`, `["ß", "%d"]`,
	},
	"replace": {`"aXbXa"`, `"X"`, `"ß"`}, "indexof": {`"aXbXa"`, `"X"`, `"ß"`, `"bX"`}, "substring": {`"aXbXa"`, `3`},
	"strings.any_prefix_match": {`["Ab", "x1"]`, `{"A", "s"}`}, "strings.any_suffix_match": {`["Ab", "x1"]`, `{"b", "s"}`},
	"object.union":  {`{"a": {"c": 3}, "b": 1}`, `{1.0: "z"}`, `{"a": {"b": {"d": 1}}}`},
	"object.remove": {`["b", 1.0]`, `{"b": 0}`}, "object.filter": {`["b", 1.0]`, `{"b": 0}`},
	"array.slice": {`3`, `["a", "b", "c", "d"]`},
}

// TestNatives compares every native with OPA's implementation on every combination of operands.
func TestNatives(t *testing.T) {
	all := maps.Clone(natives)
	for name, build := range patternNatives {
		all[name] = build(nil)
	}
	for name, r := range relations {
		all[name] = r.native
	}
	for name, n := range all {
		t.Run(name, func(t *testing.T) {
			decl := ast.BuiltinMap[name]
			if decl == nil {
				t.Fatal("not a built-in function of OPA")
			}
			m, terms := machineForTest(t), termsToTry(moreOperands[name])
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

func termsToTry(more []string) []*ast.Term {
	var terms []*ast.Term
	for _, s := range slices.Concat(operandsToTry, more) {
		terms = append(terms, ast.MustParseTerm(s))
	}
	return terms
}

// TestConstantPatterns compares natives of constant patterns with OPA's implementation.
func TestConstantPatterns(t *testing.T) {
	for name, build := range patternNatives {
		t.Run(name, func(t *testing.T) {
			m, terms := machineForTest(t), termsToTry(moreOperands[name])
			args := make([]*ast.Term, len(ast.BuiltinMap[name].Decl.FuncArgs().Args))
			b := &builtin{name: name, foreign: topdown.GetBuiltin(name), strict: true}
			answered := 0
			eachCombination(terms, args[:len(args)-1], 0, func() {
				constants := make([]operand, len(args))
				for i, a := range args[:len(args)-1] {
					v, err := FromTerm(a)
					if err != nil {
						t.Fatal(err)
					}
					constants[i] = operand{local: -1, constant: v}
				}
				n := build(constants)
				for _, args[len(args)-1] = range terms {
					answered += compareNative(t, m, n, b, args)
				}
			})
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

func machineForTest(t testing.TB) *Machine {
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

// BenchmarkForeign compares calls that are waited for with calls that are watched.
func BenchmarkForeign(b *testing.B) {
	for name, quick := range map[string]bool{"waited": true, "watched": false} {
		b.Run(name, func(b *testing.B) {
			m := machineForTest(b)
			m.ctx = b.Context()
			call := &builtin{name: "hex.encode", foreign: topdown.GetBuiltin("hex.encode"), quick: quick}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := call.host(m, []Value{text("a")}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
