package plan_test

import (
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ir"

	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestLiterals evaluates rules with constants in them again and again: what is made once must stay as it is.
func TestLiterals(t *testing.T) {
	tests := map[string]string{
		"a set that is searched":       `p := [x | some x in input; x in {"a", 2, null}]`,
		"an array that is added to":    `p := array.concat(["c", {"d": [1.5, true]}], input)`,
		"an object that is filled":     `p := {"a": 1, "b": input[0], "c": {"d": []}}`,
		"an object that is changed":    `p := object.union({"a": 1, "b": {"c": 2}}, {"b": {"d": input}})`,
		"a set that is sorted":         `p := [x | some x in {"z", "a", 3, input[0]}]`,
		"nested under a computed key":  "p[k].x := 1 if some k in input\np[k].y := [2] if some k in input",
		"defaults of partial objects":  "p.a := {\"x\": 1} if input\np.b := {} if input",
		"numbers":                      `p := [x | some x in input; x != 1.50; x >= -2]`,
		"a copy":                       `p := [x, y] if { x := [1, 2]; y := array.concat(x, input) }`,
		"an empty set":                 "p contains x if { some x in input; x == \"nothing\" }",
		"a literal that a loop starts": `p := [[x, y] | some x in ["a", "b"]; some y in input]`,
	}
	inputs := []document.Value{
		document.ArrayValue(document.StringValue("a"), document.NumberValue("1.5")),
		document.ArrayValue(document.StringValue("b"), document.NullValue()),
	}
	for name, rule := range tests {
		t.Run(name, func(t *testing.T) {
			want := make([]string, len(inputs))
			for i, input := range inputs { // a machine and a program for each
				got := evalOf(t, machineOf(t, rule, plan.Options{}), input)
				want[i] = plan.ToTerm(got).String()
			}
			m := machineOf(t, rule, plan.Options{Strict: true, Unknown: true})
			for i := range 6 {
				if got := plan.ToTerm(evalOf(t, m, inputs[i%2])).String(); got != want[i%2] {
					t.Errorf("got %s in turn %d, want %s", got, i, want[i%2])
				}
			}
		})
	}
}

// TestLiteralsAreNotChanged runs plans that change a constant which they found in another value.
func TestLiteralsAreNotChanged(t *testing.T) {
	local, str := func(l ir.Local) ir.Operand { return ir.Operand{Value: l} }, ir.Operand{Value: ir.StringIndex(0)}
	found := []ir.Stmt{
		&ir.MakeObjectStmt{Target: 3}, &ir.ObjectInsertStmt{Key: str, Value: local(2), Object: 3},
		&ir.ObjectInsertStmt{Key: local(0), Value: local(0), Object: 3}, // so that it is no constant itself
		&ir.DotStmt{Source: local(3), Key: str, Target: 4},
	}
	tests := map[string][2][]ir.Stmt{
		"an array":       {{&ir.MakeArrayStmt{Target: 2}, &ir.ArrayAppendStmt{Value: str, Array: 2}}, {&ir.ArrayAppendStmt{Value: str, Array: 4}}},
		"a set":          {{&ir.MakeSetStmt{Target: 2}, &ir.SetAddStmt{Value: str, Set: 2}}, {&ir.SetAddStmt{Value: local(0), Set: 4}}},
		"an object":      {{&ir.MakeObjectStmt{Target: 2}}, {&ir.ObjectInsertStmt{Key: str, Value: str, Object: 4}}},
		"a partial rule": {{&ir.MakeObjectStmt{Target: 2}}, {&ir.ObjectInsertOnceStmt{Key: str, Value: str, Object: 4}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			stmts := append(append(test[0], found...), test[1]...)
			policy := &ir.Policy{
				Static: &ir.Static{Strings: []*ir.StringConst{{Value: "k"}}}, Funcs: &ir.Funcs{},
				Plans: &ir.Plans{Plans: []*ir.Plan{{Blocks: []*ir.Block{{Stmts: stmts}}}}},
			}
			program, err := plan.Compile(policy, plan.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if _, err = program.NewMachine(plan.Value{}).Eval(t.Context(), document.BoolValue(true)); err == nil || !strings.Contains(err.Error(), "malformed plan") {
				t.Errorf("got %v, want a malformed plan", err)
			}
		})
	}
}
