package plan_test

import (
	"fmt"
	"testing"

	"github.com/tipstaff/tipstaff/engine/plan"
)

// smallRules are rules as they are on most resources: one condition, which holds.
var smallRules = map[string]string{
	"equal":      `not input.resource.properties.publicNetworkAccess == "Enabled"`,
	"true":       `not input.resource.properties.enablePurgeProtection`,
	"helper":     "not _safe\n}\n_safe if {\n\tstartswith(input.resource.properties.networkAcls.defaultAction, \"All\")",
	"order":      "not _safe\n}\n_safe if {\n\tinput.resource.properties.softDeleteRetentionInDays >= 30",
	"membership": `not input.resource.location in {"westeurope", "northeurope"}`,
	"fold":       `not lower(input.resource.properties.publicNetworkAccess) == "enabled"`,
	"iteration":  `some r in input.resource.properties.networkAcls.ipRules; r.value == "0.0.0.0/0"`,
	"pattern":    "not _safe\n}\n_safe if {\n\tglob.match(\"kv-*-prod\", [], input.resource.name)",
}

// BenchmarkRule evaluates one small rule on one input after the other, and Begin none.
func BenchmarkRule(b *testing.B) {
	modules := map[string]string{}
	query := "x = {"
	for name, condition := range smallRules {
		modules[name+".rego"] = fmt.Sprintf("package rules.%s\ndeny contains {\"message\": $\"{input.resource.name}\", \"path\": [\"properties\"]} if {\n\t%s\n}\n", name, condition)
		query += fmt.Sprintf("%q: [x | x := data.rules.%s.deny], ", name, name)
	}
	policy, err := planOf(b.Context(), query+`"": []}`, modules)
	if err != nil {
		b.Fatal(err)
	}
	program, err := plan.Link(policy, plan.Options{Strict: true, Unknown: true, Contract: contract})
	if err != nil {
		b.Fatal(err)
	}
	input := parseForBench(b, vault, nil)
	b.Run("begin", func(b *testing.B) {
		m := program.NewMachine(plan.Value{})
		defer cpuPerOp(b)()
		for b.Loop() {
			m.Begin(input)
		}
	})
	var rules []plan.Rule
	for name := range smallRules {
		rule, err := program.Rule("rules", name, "deny")
		if err != nil {
			b.Fatal(err)
		}
		rules = append(rules, rule)
		b.Run(name, func(b *testing.B) {
			m := program.NewMachine(plan.Value{})
			b.ReportAllocs()
			defer cpuPerOp(b)()
			for b.Loop() {
				m.Begin(input)
				v, err := m.Value(b.Context(), rule)
				if err != nil || v.Len() != 0 {
					b.Fatalf("%d findings, %v", v.Len(), err)
				}
			}
		})
	}
	b.Run("all", func(b *testing.B) {
		m := program.NewMachine(plan.Value{})
		b.ReportAllocs()
		defer cpuPerOp(b)()
		for b.Loop() {
			m.Begin(input)
			for _, rule := range rules {
				if _, err := m.Value(b.Context(), rule); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
