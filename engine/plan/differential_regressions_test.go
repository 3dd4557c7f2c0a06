package plan_test

import (
	"errors"
	"testing"

	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tipstaff/tipstaff/engine/plan"
)

// regressions are policies for which the plan once gave something else than OPA.
var regressions = map[string]struct {
	rules, input, data string
	want               string // OPA's solutions of x = data.gen.p
	unsupported        bool   // the plan itself is not what OPA's interpreter does: only that can run it
	ambiguous          bool   // the plan gives up while it runs
	indexed            bool   // OPA gives something else, and the plan's value, without its index of comprehensions
}{
	"a number names a member of base data": {
		rules: `p := [data.o[2], data.o[1.0], data.a.o[2]]`,
		data:  `{"o": {"2": "x", "1.0": "y"}, "a": {"o": {"2": "z"}}}`,
		want:  `{["x", "y", "z"]}`,
	},
	"a number names a member of data itself":         {rules: `p := data[7]`, data: `{"7": "x"}`, want: `{"x"}`},
	"a number names no other member":                 {rules: `p := data.o[1]`, data: `{"o": {"1.0": "x"}}`, want: `set()`},
	"a number in a variable names a member":          {rules: `p := {data.o[x] | some x in [1, 2, "3"]}`, data: `{"o": {"1": "a", "3": "b"}}`, want: `{{"a", "b"}}`},
	"a number names no key that is found":            {rules: `p := {x | data.o[x]; x = 2}`, data: `{"o": {"2": "x"}}`, want: `{set()}`},
	"a number names no member of an assigned object": {rules: `p if { o := data.o; o[2] }`, data: `{"o": {"2": "x"}}`, want: `set()`},
	"a number names no member of an argument":        {rules: "f(o) := o[2]\np := f(data.o)", data: `{"o": {"2": "x"}}`, want: `set()`},
	"a number names no member of a rule":             {rules: "q := data.o\np := q[2]", data: `{"o": {"2": "x"}}`, want: `set()`},
	"a number names no member of an element":         {rules: `p if { some o in data.os; o[2] }`, data: `{"os": [{"2": "x"}]}`, want: `set()`},
	"a number names a member below an iteration":     {rules: `p := {i | some i; data.os[i][2]}`, data: `{"os": [{"2": "x"}, {"3": "y"}]}`, want: `{{0}}`},
	"a number names no member of the input":          {rules: `p := input.o[2]`, input: `{"o": {"2": "x"}}`, want: `set()`},
	"digits name an element of base data": {
		rules: `p := [data.a["1"], data.a["01"], data.a["+1"], data.a["1.0"], data.a[1.0]]`,
		data:  `{"a": ["x", "y"]}`,
		want:  `{["y", "y", "y", "y", "y"]}`,
	},
	"other texts name no element":               {rules: `p := {x | some x in ["", "x", "2", "-1", 1e0, null, true, [0]]; data.a[x]}`, data: `{"a": ["x", "y"]}`, want: `{set()}`},
	"digits name no element of an array":        {rules: `p if { a := data.a; a["1"] }`, data: `{"a": [1, 2]}`, want: `set()`},
	"digits name no element of the input":       {rules: `p := input.a["1"]`, input: `{"a": [1, 2]}`, want: `set()`},
	"a number with an exponent is no index":     {rules: `p := [i | some i in [1, 1.0, 1e0]; input.a[i]]`, input: `{"a": [1, 2]}`, want: `{[1, 1.0]}`},
	"what with puts into data is not stored":    {rules: "q := data.o[2]\np if not q with data.o as {\"2\": \"x\"}", data: `{}`, want: `{true}`},
	"base data that with moves is not stored":   {rules: "q := data.o[2]\np if not q with data.o as data.r", data: `{"r": {"2": "x"}}`, want: `{true}`},
	"what is beside a replacement is stored":    {rules: "q := data.o[2]\np := y if y := q with data.o.x as 1", data: `{"o": {"2": "x"}}`, want: `{"x"}`},
	"base data beside rules is stored":          {rules: `p := data.gen[2][3]`, data: `{"gen": {"2": {"3": "x"}}}`, want: `{"x"}`},
	"a path through an array that is searched":  {rules: `p := [i | some i; data.as[i]["0"] == "k"]`, data: `{"as": [["k"], ["l"], ["k"], 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}`, want: `{[0, 2]}`},
	"a rule below a key that is no string":      {rules: `p[null][x] := 1 if some x in input.xs`, want: `{{null: {}}}`, unsupported: true},
	"a set below a key that is no string":       {rules: `p[1] contains x if some x in input.xs`, want: `{{1: set()}}`, unsupported: true},
	"with of a function before one of the data": {rules: "q[data.x] := 1\np if not q with count as 7 with data.gen.q as [1]", want: `set()`, unsupported: true},
	"with of our function before one of input":  {rules: "f(x) := x\np := y if y := f(input.a) with data.gen.f as count with input.a as [1]", want: `{1}`, unsupported: true},
	"not of what is not in a rule that a variable names": {
		rules: "q.a := 0\np if { k := input.k; not data.gen.q[k][1] }", input: `{"k": "a"}`, want: `{true}`, unsupported: true,
	},
	"not of what is in a rule that a variable names": {
		rules: "q.a := 0\nq.b.c := {\"d\": 1}\np if { k := input.k; not data.gen.q[k].c.d }", input: `{"k": "b"}`, want: `set()`, unsupported: true,
	},
	"not of base data that a variable names": {
		rules: "p if { k := input.k; not data.q[k][1] }", input: `{"k": "a"}`, data: `{"q": {"a": 0}}`, want: `{true}`,
	},
	"not of a member of a rule that a variable names": {
		rules: "q[k] := input.k if some k in [\"a\"]\np if { k := input.k; not data.gen.q[k][1] }", input: `{"k": "a"}`, want: `{true}`,
	},
	"a variable that names what is above a rule": {
		rules: "a.b.c.allow := true\na.x.d.allow := 1\na.y[x] := 1 if x := input.x\np := data.gen.a[input.k][input.l]", input: `{"k": "b", "l": "c"}`,
		want: `{{"allow": true}}`, unsupported: true,
	},
	"a variable that names a rule": {
		rules: "a.b := 1\na.c := 2\np := [x | some x in [\"b\", \"c\", \"d\"]; data.gen.a[x] > 0]", want: `{["b", "c"]}`,
	},
	"one key twice in an object": {
		rules: "p contains v if some v in {\"a\": [], lower(input.k): set()}", input: `{"k": "A"}`, want: `{{[]}}`, ambiguous: true,
	},
	"one key twice with one value": {
		rules: "p := {\"a\": 1, lower(input.k): 1.0}.a", input: `{"k": "A"}`, want: `{1}`,
	},
	"a comprehension that OPA indexes by a variable": {
		rules: "p := {i | v; some i; input.xs[i] == v} if v := false", input: `{"xs": [false]}`, want: `{{0}}`, indexed: true,
	},
}

func TestRegressions(t *testing.T) {
	for name, test := range regressions {
		t.Run(name, func(t *testing.T) {
			if test.data == "" {
				test.data = "{}"
			}
			if test.input == "" {
				test.input = "{}"
			}
			c, err := newComparison(map[string]string{"gen.rego": "package gen\n" + test.rules}, test.data)
			if err != nil {
				t.Fatal(err)
			}
			a, err := c.ask(t.Context(), "x = data.gen.p")
			if _, ok := errors.AsType[*plan.UnsupportedError](err); ok != test.unsupported || !ok && err != nil {
				t.Fatalf("got %v, unsupported shall be %t", err, test.unsupported)
			}
			for _, strict := range []bool{false, true} {
				q := question{input: test.input, strict: strict}
				if got := a.opa(t.Context(), q); got.String() != test.want {
					t.Errorf("OPA gives %v, want %s", got, test.want)
				}
				if test.unsupported {
					continue
				}
				want := test.want
				if test.indexed {
					want = a.opa(t.Context(), question{input: test.input, plain: true}).String()
				}
				if got := a.plan(t.Context(), q); got.String() != want && !(test.ambiguous && got.code() == topdown.InternalErr) {
					t.Errorf("the plan gives %v, want %s", got, want)
				}
			}
		})
	}
}
