package plan_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// FuzzInput runs the rules of the benchmark on any input, here and with OPA.
func FuzzInput(f *testing.F) {
	f.Add(vault)
	f.Add(`{"resource": {"name": "kv-a-dev", "tags": {"owner": 1.0, "environment": null}, "location": "northeurope"}}`)
	f.Add(`{"resource": {"properties": {"softDeleteRetentionInDays": 9e1, "accessPolicies": {"a": {"permissions": [["ALL", 1]]}}}}}`)
	f.Add(`{"resource": {"relations": {"private_endpoints": [1, 1.0, "x"]}, "properties": {"networkAcls": {"ipRules": "0"}}}}`)
	f.Add(`[]`)
	symbols := symbolsForBench(f)
	m, query := machineForBench(f, plan.Options{Symbols: symbols}), opaForBench(f)
	f.Fuzz(func(t *testing.T, text string) {
		d, err := document.ParseJSON([]byte(text), document.Limits{Bytes: 1 << 16}, symbols)
		if err != nil {
			return
		}
		input, err := ast.ValueFromReader(strings.NewReader(text))
		if err != nil {
			return
		}
		got, err := m.Eval(t.Context(), d.Root)
		rs, opaErr := query.Eval(t.Context(), rego.EvalParsedInput(input))
		if err != nil || opaErr != nil {
			t.Fatalf("plan: %v, OPA: %v", err, opaErr)
		}
		if len(rs) != got.Len() {
			t.Fatalf("%d solutions, for OPA %d", got.Len(), len(rs))
		}
		if ours, theirs := solutionOf(t, got), ast.MustInterfaceToValue(rs[0].Bindings["result"]); ours.Compare(theirs) != 0 {
			t.Errorf("%v, for OPA %v", ours, theirs)
		}
	})
}

// solutionOf is the variable result of the first solution, with sets as arrays.
func solutionOf(t *testing.T, v plan.Value) ast.Value {
	x, err := ast.JSON(plan.ToTerm(v.At(0).Get("result")).Value)
	if err != nil {
		t.Fatal(err)
	}
	return ast.MustInterfaceToValue(x)
}

// TestConcurrentMachines shares a program and base data between goroutines.
func TestConcurrentMachines(t *testing.T) {
	symbols := symbolsForBench(t)
	policy, err := planOf(t.Context(), vaultQuery(), vaultModules())
	if err != nil {
		t.Fatal(err)
	}
	program, err := plan.Compile(policy, plan.Options{Symbols: symbols, Strict: true, Reads: true})
	if err != nil {
		t.Fatal(err)
	}
	data, input := plan.Load(parseForBench(t, vaultFacts, symbols)), parseForBench(t, vault, symbols)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			m := program.NewMachine(data)
			for range 50 {
				got, err := m.Eval(t.Context(), input)
				if err != nil || strings.Count(plan.ToTerm(got).String(), `"message"`) != 7 {
					t.Errorf("%v, %v", plan.ToTerm(got), err)
				}
			}
		})
	}
	wait.Wait()
}
