package plan_test

import (
	"slices"
	"testing"

	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// readsInput has nodes 1 (itself), 2 a, 3 a.b, 4 list, 5-7 its elements, 8 whole, 9 whole.x, 10 unread.
const readsInput = `{"a": {"b": 1}, "list": [1, 2, 3], "whole": {"x": 1}, "unread": 5}`

func TestReads(t *testing.T) {
	tests := map[string]struct {
		rule string
		want []plan.Read
	}{
		"a value":          {"p if input.a.b == 1", []plan.Read{{Node: 2}, {Node: 3}}},
		"an absent key":    {"p if not input.a.c", []plan.Read{{Node: 2}, {Node: 2, Kind: plan.ReadAbsent, Key: "c"}}},
		"below a scalar":   {"p if not input.unread.c", []plan.Read{{Node: 10}, {Node: 10, Kind: plan.ReadAbsent, Key: "c"}}},
		"an iteration":     {"p if { some x in input.list; x == 3 }", []plan.Read{{Node: 4}, {Node: 4, Kind: plan.ReadMembers}}},
		"an element":       {"p if input.list[1] == 2", []plan.Read{{Node: 4}, {Node: 6}}},
		"a comparison":     {`p if input.whole == {"x": v | v := 1}`, []plan.Read{{Node: 8}, {Node: 8, Kind: plan.ReadWhole}}},
		"a pattern":        {`p if input.whole == {"x": 1}`, []plan.Read{{Node: 8}, {Node: 8, Kind: plan.ReadMembers}, {Node: 9}}},
		"a built-in":       {`p if json.marshal(input.whole) != ""`, []plan.Read{{Node: 8}, {Node: 8, Kind: plan.ReadWhole}}},
		"a glance":         {`p if object.get(input.whole, "x", 0) == 1`, []plan.Read{{Node: 8}, {Node: 9}}},
		"in the result":    {"p := [input.whole]", []plan.Read{{Node: 8}, {Node: 8, Kind: plan.ReadWhole}}},
		"by a helper":      {"p if { h; h }\nh if input.a", []plan.Read{{Node: 2}, {Node: 2}}},
		"all of the input": {"p := input", []plan.Read{{Node: 1, Kind: plan.ReadWhole}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			m := machineOf(t, test.rule, plan.Options{Reads: true})
			for range 2 {
				if got := evalOf(t, m, parseForBench(t, readsInput, nil)); got.Len() != 1 {
					t.Fatal("the rule is undefined")
				}
				if got := m.Reads(); !slices.Equal(got, test.want) {
					t.Errorf("got %v, want %v", got, test.want)
				}
			}
		})
	}
}

func TestUnknown(t *testing.T) {
	input := document.ObjectValue(
		document.Field("known", document.BoolValue(true)),
		document.Field("unknown", document.UnknownValue()),
		document.Field("list", document.ArrayValue(document.StringValue("a"), document.UnknownValue())),
		document.Field("deep", document.ObjectValue(document.Field("x", document.ArrayValue(document.UnknownValue())))))
	tests := map[string]struct {
		rule    string
		unknown bool
	}{
		"not read":          {"p if input.known", false},
		"an absent key":     {"p if input.nothing", false},
		"read":              {"p if input.unknown", true},
		"below":             {"p if input.unknown.x.y", true},
		"negated":           {"p if not input.unknown", true},
		"a container of it": {"p if input.deep.x", false},
		"compared":          {`p if input.deep == {"x": []}`, true},
		"iterated":          {`p if { some x in input.list; x == "b" }`, true},
		"counted":           {"p if count(input.list) == 2", true},
		"got":               {`p if object.get(input, "unknown", 1) == 1`, true},
		"members":           {`p if { some k, v in input; k == "z"; v }`, true},
		"in the result":     {"p := input.deep", true},
		"a member of":       {`p if "b" in input.list`, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			for option, o := range map[string]plan.Options{"unknown": {Unknown: true}, "reads": {Reads: true, Unknown: true}} {
				m := machineOf(t, test.rule, o)
				evalOf(t, m, input)
				if m.Unknown() != test.unknown {
					t.Errorf("%s: unknown is %t, want %t", option, m.Unknown(), test.unknown)
				}
			}
		})
	}
}

func machineOf(tb testing.TB, rule string, o plan.Options) *plan.Machine {
	policy, err := planOf(tb.Context(), "data.test.p = x", map[string]string{"test.rego": "package test\n" + rule})
	if err != nil {
		tb.Fatal(err)
	}
	program, err := plan.Compile(policy, o)
	if err != nil {
		tb.Fatal(err)
	}
	return program.NewMachine(plan.Value{})
}

func evalOf(tb testing.TB, m *plan.Machine, input document.Value) plan.Value {
	got, err := m.Eval(tb.Context(), input)
	if err != nil {
		tb.Fatal(err)
	}
	return got
}
