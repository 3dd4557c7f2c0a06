package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/tipstaff/tipstaff/engine/plan"
)

// assignments is base data with n role assignments; every tenth is odd in some way.
func assignments(n int) string {
	var b strings.Builder
	b.WriteString(`{"assignments": [`)
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		switch i % 10 {
		case 3:
			fmt.Fprintf(&b, `{"role": "no principal %d"}`, i)
		case 4:
			fmt.Fprintf(&b, `{"principal": %d.0, "role": "r%d"}`, i/2, i)
		case 5:
			fmt.Fprintf(&b, `"no object %d"`, i)
		default:
			fmt.Fprintf(&b, `{"principal": %d, "role": "r%d", "scope": {"id": "s%d"}}`, i/2, i, i%7)
		}
	}
	return b.String() + "]}"
}

// TestJoin compares iterations that an index may serve with OPA's.
func TestJoin(t *testing.T) {
	rules := map[string]string{
		"a field of input":     `p := [[i, a.role] | some i, a in data.assignments; a.principal == input.id]`,
		"turned around":        `p := [a.role | some a in data.assignments; input.id == a.principal]`,
		"a number":             `p := [a.role | some a in data.assignments; a.principal == 7]`,
		"a number as text":     `p := [a.role | some a in data.assignments; a.principal == 7.0]`,
		"a constant":           `p := [a.role | some a in data.assignments; a.role == "r12"]`,
		"a variable":           `p := [a.role | x := input.id + 1; some a in data.assignments; a.principal == x]`,
		"two loops":            `p := [[a.role, b.role] | some a in data.assignments; some b in data.assignments; b.principal == a.principal; a.role == "r12"]`,
		"another field first":  `p := [a.role | some a in data.assignments; a.role; a.principal == input.id]`,
		"a computed value":     `p := [a.role | some a in data.assignments; a.principal == object.get(input, "id", 1)]`,
		"undefined":            `p := [a.role | some a in data.assignments; a.principal == input.nothing]`,
		"a deeper field":       `p := [a.role | some a in data.assignments; a.scope.id == input.scope]`,
		"a composite":          `p := [a.role | some a in data.assignments; a.scope == {"id": input.scope}]`,
		"two fields of itself": `p := [a.role | some a in data.assignments; a.role == a.principal]`,
		"an index":             `p := [data.assignments[i].role | data.assignments[i].principal == input.id]`,
		"replaced":             `q := [a.role | some a in data.assignments; a.principal == input.id]` + "\n" + `p := x if x := q with data.assignments as [{"principal": 7, "role": "x"}]`,
		"replaced input":       `q := [a.role | some a in data.assignments; a.principal == input.id]` + "\n" + `p := [x | some i in [7, 10]; x := q with input.id as i]`,
		"not":                  `p if not some_one` + "\n" + `some_one if { some a in data.assignments; a.principal == input.id }`,
	}
	data := plan.Load(parseForBench(t, assignments(60), nil))
	facts := map[string]any{}
	if err := ast.As(ast.MustParseTerm(assignments(60)).Value, &facts); err != nil {
		t.Fatal(err)
	}
	found := 0
	for name, rule := range rules {
		modules := map[string]string{"test.rego": "package test\n" + rule}
		policy, err := planOf(t.Context(), "data.test.p = result", modules)
		if err != nil {
			t.Fatal(err)
		}
		program, err := plan.Compile(policy, plan.Options{})
		if err != nil {
			t.Fatal(err)
		}
		query, err := rego.New(rego.Query("data.test.p = result"), rego.Module("test.rego", modules["test.rego"]),
			rego.Store(inmem.NewFromObject(facts))).PrepareForEval(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, input := range []string{`{"id": 7, "scope": "s1"}`, `{"id": 2}`, `{"id": 7.0}`, `{"id": 100}`, `{}`} {
			got := evalWith(t, program.NewMachine(data), input)
			rs, err := query.Eval(t.Context(), rego.EvalParsedInput(ast.MustParseTerm(input).Value))
			if err != nil || len(rs) != got.Len() {
				t.Fatalf("%s: %d solutions, want %d (%v)", name, got.Len(), len(rs), err)
			}
			if len(rs) == 0 {
				continue
			}
			ours, theirs := solutionOf(t, got), ast.MustInterfaceToValue(rs[0].Bindings["result"])
			if ours.Compare(theirs) != 0 {
				t.Errorf("%s, %s: %v, want %v", name, input, ours, theirs)
			}
			if list, ok := ours.(*ast.Array); ok {
				found += list.Len()
			}
		}
	}
	if found == 0 {
		t.Error("nothing was found")
	}
}

// TestJoinIsIndexed has fewer steps to spend than there are assignments.
func TestJoinIsIndexed(t *testing.T) {
	data := plan.Load(parseForBench(t, assignments(10_000), nil))
	for name, value := range map[string]string{"of the input": "input.subject.id", "a number": "11"} {
		t.Run(name, func(t *testing.T) {
			policy, err := planOf(t.Context(), "data.test.p = x", map[string]string{
				"test.rego": "package test\np contains a.role if { some a in data.assignments; a.principal == " + value + " }",
			})
			if err != nil {
				t.Fatal(err)
			}
			program, err := plan.Compile(policy, plan.Options{Budget: 2000})
			if err != nil {
				t.Fatal(err)
			}
			m := program.NewMachine(data)
			if got := evalWith(t, m, `{"subject": {"id": 11}}`).At(0).Get("x").Len(); got != 1 {
				t.Errorf("%d roles, want 1", got)
			}
		})
	}
}

func evalWith(t *testing.T, m *plan.Machine, input string) plan.Value {
	return evalOf(t, m, parseForBench(t, input, nil))
}

func BenchmarkJoin(b *testing.B) {
	policy, err := planOf(b.Context(), "data.test.p = x", map[string]string{
		"test.rego": "package test\np if { some a in data.assignments; a.principal == input.id; a.scope.id == input.scope }",
	})
	if err != nil {
		b.Fatal(err)
	}
	program, err := plan.Compile(policy, plan.Options{Strict: true})
	if err != nil {
		b.Fatal(err)
	}
	m := program.NewMachine(plan.Load(parseForBench(b, assignments(100_000), nil)))
	input := parseForBench(b, `{"id": 4711, "scope": "s1"}`, nil)
	b.ReportAllocs()
	for b.Loop() {
		evalOf(b, m, input)
	}
}
