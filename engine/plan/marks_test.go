package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine/plan"
)

var contract = plan.Contract{Subject: "resource", Plain: []string{"type", "name", "properties"}, Run: "run"}

const marksInput = `{"resource": {"type": "t", "name": "n", "tags": {"name": "x"}, "properties": {"a": {"type": 1}}}, "run": {"now": "then"}}`

func TestMarks(t *testing.T) {
	tests := map[string]struct {
		rule string
		want plan.Marks
	}{
		"nothing":                     {"p := 1", 0},
		"the subject itself":          {"p if input.resource", 0},
		"plain members":               {`p if { input.resource.type == "t"; input.resource.name; input.resource.properties }`, 0},
		"another member":              {"p if input.resource.tags", plan.MarkInput},
		"an absent member":            {"p if not input.resource.owner", plan.MarkInput},
		"below a plain member":        {"p if input.resource.properties.a", plan.MarkInput},
		"an absent one below":         {"p if not input.resource.properties.type", plan.MarkInput},
		"all members":                 {"p if { some k, v in input.resource; v }", plan.MarkInput},
		"a member by a computed name": {`p if { some k in ["tags"]; input.resource[k] }`, plan.MarkInput},
		"a plain one by a name":       {`p if { some k in ["type"]; input.resource[k] }`, 0},
		"the run":                     {"p if input.run", plan.MarkRun},
		"a member of the run":         {`p if input.run.now == "then"`, plan.MarkRun},
		"the run through a variable":  {`p if { x := input; x.run.now == "then" }`, plan.MarkRun},
		"the run by a computed name":  {`p if { some k in ["run"]; input[k].now }`, plan.MarkRun},
		"the run compared":            {`p if input.run == {"now": "then"}`, plan.MarkRun},
		"all of the input":            {"p if { some v in input; v.now }", plan.MarkRun | plan.MarkInput},
		"the input compared":          {"p if input != {}", plan.MarkRun | plan.MarkInput},
		"the run of a changed input":  {`p if h with input.resource as {"type": "u"}` + "\nh if input.run.now", plan.MarkRun},
		"a run of the subject":        {"p if not input.resource.run", plan.MarkInput},
		"in a comparison":             {`p if input.resource.tags == {"name": "x"}`, plan.MarkInput},
		"in a built-in":               {"p if count(input.resource) == 4", plan.MarkInput},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			m := machineOf(t, test.rule, plan.Options{Unknown: true, Contract: contract})
			if got := evalOf(t, m, parseForBench(t, marksInput, nil)); got.Len() != 1 {
				t.Fatal("the rule is undefined")
			}
			if got := m.Marks(); got != test.want {
				t.Errorf("marks are %b, want %b", got, test.want)
			}
		})
	}
}

// TestRules evaluates several rules on one input. What a shared helper depended on counts for each of them.
func TestRules(t *testing.T) {
	policy, err := planOf(t.Context(), "x = [data.test.a, data.test.b, data.test.c, data.test.bad]", map[string]string{"test.rego": `package test
a := 1 if helper
b := 2 if helper
c := 3
bad := 1 / input.zero
helper if { input.a; deeper; deeper }
deeper if input.missing != 1
deeper if input.a
`})
	if err != nil {
		t.Fatal(err)
	}
	program, err := plan.Link(policy, plan.Options{Strict: true, Reads: true})
	if err != nil {
		t.Fatal(err)
	}
	m := program.NewMachine(plan.Value{})
	absent := plan.Read{Node: 1, Kind: plan.ReadAbsent, Key: "missing"}
	for range 2 {
		m.Begin(parseForBench(t, `{"a": true, "zero": 0}`, nil))
		for _, test := range []struct {
			rule  string
			value string
			fails bool
			reads []plan.Read
		}{
			{rule: "a", value: "1", reads: []plan.Read{{Node: 2}, absent, {Node: 2}, absent, {Node: 2}}},
			{rule: "bad", fails: true, reads: []plan.Read{{Node: 3}}},
			{rule: "b", value: "2", reads: []plan.Read{{Node: 2}, absent, {Node: 2}, absent, {Node: 2}}},
			{rule: "c", value: "3"},
		} {
			rule, err := program.Rule("test", test.rule)
			if err != nil {
				t.Fatal(err)
			}
			v, err := m.Value(t.Context(), rule)
			if (err != nil) != test.fails || err == nil && v.Text() != test.value {
				t.Errorf("%s is %q, %v", test.rule, v.Text(), err)
			}
			if got := m.Reads(); !slices.Equal(got, test.reads) {
				t.Errorf("%s reads %v, want %v", test.rule, got, test.reads)
			}
		}
	}
	if _, err := program.Rule("test", "nothing"); err == nil || !strings.Contains(err.Error(), "data.test.nothing") {
		t.Errorf("a rule that is not there: %v", err)
	}
}
