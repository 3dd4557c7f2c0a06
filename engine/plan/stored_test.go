package plan_test

import (
	"testing"

	"github.com/tipstaff/tipstaff/engine/plan"
)

// TestReadsOfBaseData looks at base data, which is no read of the input.
func TestReadsOfBaseData(t *testing.T) {
	policy, err := planOf(t.Context(), "data.t.p = x", map[string]string{"t.rego": "package t\n\np := o.s if { o := data.o }"})
	if err != nil {
		t.Fatal(err)
	}
	program, err := plan.Compile(policy, plan.Options{Reads: true})
	if err != nil {
		t.Fatal(err)
	}
	m := program.NewMachine(plan.Load(parseForBench(t, `{"o": {"s": "x"}}`, nil)))
	if _, err := m.Eval(t.Context(), parseForBench(t, `{"a": 1}`, nil)); err != nil || len(m.Reads()) > 0 {
		t.Errorf("got %v, %v", m.Reads(), err)
	}
}
