package plan_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestBudget runs policies that would take for ever, or all of the memory.
func TestBudget(t *testing.T) {
	chain := func(first, step string) string {
		var b strings.Builder
		b.WriteString("p if { x0 := " + first + "\n")
		for i := range 40 {
			fmt.Fprintf(&b, "x%d := %s\n", i+1, fmt.Sprintf(step, fmt.Sprintf("x%d", i)))
		}
		return b.String() + "x40 != 1 }"
	}
	shared := chain(`[1]`, `[v | some i in [1, 2]; v := %[1]s]`)
	tests := map[string]string{
		"nested loops":    "p if { some a in input; some b in input; some c in input; some d in input; a + b + c + d == -1 }",
		"growing text":    chain(`"abcdefgh"`, `concat("", [%[1]s, %[1]s])`),
		"growing array":   chain(`[1]`, `array.concat(%[1]s, %[1]s)`),
		"growing numbers": "p if { some a in input; some b in input; some c in input; sprintf(\"%d\", [a + b + c]) == \"x\" }",
		"same structure":  strings.Replace(shared, "x40 != 1", "x40", 1),
		"compared":        strings.Replace(shared, "x40 != 1", "y := [v | some i in [1, 2]; v := x39]; x40 == y", 1),
		"hashed":          strings.Replace(shared, "x40 != 1", "count({x40, 1, 2}) == 3", 1),
		"converted":       strings.Replace(shared, "x40 != 1", `json.marshal(x40) != ""`, 1),
		"returned":        strings.Replace(shared, "p if", "p := x40 if", 1),
	}
	bounded := map[string]bool{"same structure": true} // shared, so it costs nothing
	numbers := make([]document.Value, 300)
	for i := range numbers {
		numbers[i] = document.NumberValue(fmt.Sprint(i))
	}
	input := document.ArrayValue(numbers...)
	for name, rule := range tests {
		t.Run(name, func(t *testing.T) {
			m := machineOf(t, rule, plan.Options{})
			_, err := m.Eval(t.Context(), input)
			if bounded[name] {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if e, ok := errors.AsType[*topdown.Error](err); !ok || e.Code != topdown.CancelErr {
				t.Errorf("got %v, want a %s", err, topdown.CancelErr)
			}
		})
	}
}

// TestHelpersOfHelpers calls each helper twice: only remembered values keep it from 2^30 calls.
func TestHelpersOfHelpers(t *testing.T) {
	var b strings.Builder
	b.WriteString("p if f0(input)\n")
	for i := range 30 {
		fmt.Fprintf(&b, "f%[1]d(x) if { f%[2]d(x); f%[2]d(x) }\n", i, i+1)
	}
	b.WriteString("f30(x) if x == true")
	m := machineOf(t, b.String(), plan.Options{Strict: true})
	if got := evalOf(t, m, document.BoolValue(true)); got.Len() != 1 {
		t.Error("undefined")
	}
	if got := evalOf(t, m, document.BoolValue(false)); got.Len() != 0 {
		t.Error("defined for another input")
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m := machineOf(t, "p if { some a in input; some b in input; some c in input; a + b + c == -1 }", plan.Options{})
	numbers := make([]document.Value, 100)
	for i := range numbers {
		numbers[i] = document.NumberValue("1")
	}
	if _, err := m.Eval(ctx, document.ArrayValue(numbers...)); !errors.Is(err, context.Canceled) || !topdown.IsError(err) {
		t.Errorf("got %v, want a cancellation", err)
	}
	if got := evalOf(t, m, document.ArrayValue(numbers[:2]...)); got.Len() != 0 {
		t.Error("the machine cannot be used again")
	}
}

// TestMalformedPlans are plans that OPA does not make: an error, never a panic.
func TestMalformedPlans(t *testing.T) {
	local := func(l ir.Local) ir.Operand { return ir.Operand{Value: l} }
	tests := map[string][]ir.Stmt{
		"append to nothing":     {&ir.ArrayAppendStmt{Value: local(0), Array: 5}},
		"add to an object":      {&ir.MakeObjectStmt{Target: 2}, &ir.SetAddStmt{Value: local(2), Set: 2}},
		"insert into input":     {&ir.ObjectInsertStmt{Key: local(0), Value: local(0), Object: 0}},
		"insert into an array":  {&ir.MakeArrayStmt{Target: 2}, &ir.ObjectInsertOnceStmt{Key: local(0), Value: local(0), Object: 2}},
		"no such function":      {&ir.CallStmt{Func: "g0.data.nowhere", Result: 2}},
		"no such string":        {&ir.DotStmt{Source: local(0), Key: ir.Operand{Value: ir.StringIndex(7)}, Target: 2}},
		"no operand":            {&ir.EqualStmt{}},
		"a negative local":      {&ir.IsDefinedStmt{Source: -1}},
		"recursion":             {&ir.CallStmt{Func: "f", Args: []ir.Operand{local(0), local(1)}, Result: 2}},
		"too few arguments":     {&ir.CallStmt{Func: "plus", Args: []ir.Operand{local(0)}, Result: 2}},
		"an unknown number":     {&ir.MakeNumberRefStmt{Index: -1, Target: 2}},
		"a dynamic call's path": {&ir.CallDynamicStmt{Path: []ir.Operand{{}}, Result: 2}},
	}
	for name, stmts := range tests {
		t.Run(name, func(t *testing.T) {
			body := []*ir.Block{{Stmts: stmts}}
			policy := &ir.Policy{
				Static: &ir.Static{}, Plans: &ir.Plans{Plans: []*ir.Plan{{Blocks: body}}},
				Funcs: &ir.Funcs{Funcs: []*ir.Func{{Name: "f", Params: []ir.Local{0, 1}, Return: 3, Blocks: body}}},
			}
			program, err := plan.Compile(policy, plan.Options{})
			if err == nil {
				_, err = program.NewMachine(plan.Value{}).Eval(t.Context(), document.ArrayValue())
			}
			if err == nil || strings.Contains(err.Error(), "panicked") {
				t.Errorf("got %v, want an error", err)
			}
		})
	}
}

// TestLargeObjects looks every key of an object up, which takes too long without an index.
func TestLargeObjects(t *testing.T) {
	members := make([]document.Member, 50_000)
	for i := range members {
		members[i] = document.Field(fmt.Sprintf("k%d", i), document.NumberValue(fmt.Sprint(i)))
	}
	members = append(members, document.Member{Key: document.StringValue("hidden"), Value: document.UnknownValue()})
	input := document.ObjectValue(document.Field("o", document.ObjectValue(members...)))
	m := machineOf(t, `p := count([k | some k, v in input.o; input.o[k] == v])`, plan.Options{})
	if got := evalOf(t, m, input); got.At(0).Get("x").Text() != "50000" {
		t.Errorf("got %v", plan.ToTerm(got))
	}
	m = machineOf(t, `p if not input.o.hidden`, plan.Options{})
	if got := evalOf(t, m, input); got.Len() != 1 || !m.Unknown() {
		t.Errorf("got %v, unknown %t", plan.ToTerm(got), m.Unknown())
	}
}

// TestBudgetOfElements makes many elements in few iterations: they count, for they take time and memory.
func TestBudgetOfElements(t *testing.T) {
	elements := make([]document.Value, 100)
	for i := range elements {
		elements[i] = document.NumberValue("1")
	}
	input := document.ArrayValue(elements...)
	for name, rule := range map[string]string{
		"arrays":  "p := [[x, x, x, x, x, x, x, x, x, x] | some x in input]",
		"objects": "p := [{0: x, 1: x, 2: x, 3: x, 4: x, 5: x, 6: x, 7: x} | some x in input]",
		"sets":    "p := [{x, x + 1, x + 2, x + 3, x + 4, x + 5} | some x in input]",
	} {
		t.Run(name, func(t *testing.T) {
			m := machineOf(t, rule, plan.Options{Budget: 600})
			if _, err := m.Eval(t.Context(), input); !errors.Is(err, plan.ErrBudget) {
				t.Errorf("got %v", err)
			}
			m = machineOf(t, rule, plan.Options{Budget: 4000})
			if _, err := m.Eval(t.Context(), input); err != nil {
				t.Errorf("with a larger budget: %v", err)
			}
		})
	}
}
