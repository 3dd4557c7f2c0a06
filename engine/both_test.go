package engine

import (
	"context"
	"os"
	"strings"
	"testing"
)

// TestBothDisagree claims results that the plans of the tests do not give: each of them fails.
func TestBothDisagree(t *testing.T) {
	bundles := []Bundle{{Name: Embedded, FS: os.DirFS("../policies")}}
	report, err := TestBoth(context.Background(), bundles)
	if err != nil || len(report.Results) < 600 {
		t.Fatalf("%d results, %v", len(report.Results), err)
	}
	modules, base, err := testModules(bundles)
	if err != nil {
		t.Fatal(err)
	}
	e, err := testEngine(modules, base)
	if err != nil {
		t.Fatal(err)
	}
	claimed := report.Results[:20]
	for i := range claimed {
		if !claimed[i].Passed {
			t.Fatalf("%s: %s", claimed[i].Name, claimed[i].Reason)
		}
		claimed[i].Passed = false
	}
	if err := e.again(context.Background(), claimed); err != nil {
		t.Fatal(err)
	}
	for _, r := range claimed {
		if r.Passed || !strings.Contains(r.Reason, "the evaluators disagree: passed by OPA: false, by its plan: true") {
			t.Errorf("%s: %t, %s", r.Name, r.Passed, r.Reason)
		}
	}
}
