package engine_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
)

func waivers(t *testing.T, text string) []engine.Waiver {
	t.Helper()
	w, err := engine.ParseWaivers("waivers.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestWaivers counts what waivers do to three failed evaluations of one rule: two on a, with two findings
// each, and one on b.
func TestWaivers(t *testing.T) {
	e := load(t, map[string]string{"r.rego": rule("r", "aws_thing", `deny contains {"message": "one"} if input.resource.properties.bad

deny contains {"message": "two"} if input.resource.properties.bad == 2`)})
	resources := []*inputs.Resource{
		in(t, "x.json", false, `{"type": "aws_thing", "id": "a", "name": "a", "properties": {"bad": 2}}`),
		in(t, "y.json", false, `{"type": "aws_thing", "id": "a", "name": "a", "properties": {"bad": 2}}`),
		in(t, "x.json", false, `{"type": "aws_thing", "id": "b", "name": "b", "properties": {"bad": true}}`),
	}
	const entry = "  - {rule: test.r, reason: r, owner: o@example.com, approved_by: %s, expires: %s, resource: %s}\n"
	one := func(resource, approver, expires string) string {
		return fmt.Sprintf(entry, approver, expires, resource)
	}
	tests := []struct {
		name, text   string
		fail, waived int
		defects      []string
		verdict      engine.Outcome
	}{
		{"none", "", 3, 0, nil, engine.Fail},
		{"a", one("a", "p@example.com", "2027-01-31"), 1, 2, nil, engine.Fail},
		{"both", one("a", "p@example.com", "2027-01-31") + one("b", "p@example.com", "2027-01-31"), 0, 3, nil, engine.Waived},
		{"glob", one(`"*", max_matches: 2`, "p@example.com", "2027-01-31"), 0, 3, nil, engine.Waived},
		{"glob that matches more", one(`"*", max_matches: 1`, "p@example.com", "2027-01-31"), 3, 0, []string{"waivers.over_broad"}, engine.Fail},
		{"glob without a number", one(`"*"`, "p@example.com", "2027-01-31"), 3, 0, []string{"waivers.over_broad"}, engine.Fail},
		{"last day", one("a", "p@example.com", "2026-11-24"), 1, 2, nil, engine.Fail},
		{"expired", one("a", "p@example.com", "2026-11-23"), 3, 0, []string{"waivers.expired"}, engine.Fail},
		{"too long", one("a", "p@example.com", "2028-01-31"), 3, 0, []string{"waivers.over_broad"}, engine.Fail},
		{"self-approved", one("a", "O@example.com", "2027-01-31"), 3, 0, []string{"waivers.self_approved"}, engine.Fail},
		{"unused", one("c", "p@example.com", "2027-01-31"), 3, 0, []string{"waivers.unused"}, engine.Fail},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := "waivers: []\n"
			if test.text != "" {
				text = "waivers:\n" + test.text
			}
			report := e.Check(t.Context(), items(resources...), engine.CheckOptions{
				Command: "check", Now: testTime, Started: testTime, Waivers: waivers(t, text),
			})
			var defects []string
			for _, f := range report.Findings {
				if f.Resource.Type == "Waiver" {
					defects = append(defects, f.Rule)
				}
				if (f.Outcome == engine.Waived) != (f.Waiver != nil) {
					t.Errorf("%+v", f)
				}
			}
			if strings.Join(defects, " ") != strings.Join(test.defects, " ") {
				t.Errorf("defects: got %v, want %v", defects, test.defects)
			}
			if c := report.Counts; c.Fail != test.fail || c.Waived != test.waived || c.Evaluations != 3 || report.Verdict != test.verdict {
				t.Errorf("got %+v, %s", c, report.Verdict)
			}
		})
	}
}

// TestCancelled checks that a run that is cancelled is an error, however little it had left to do.
func TestCancelled(t *testing.T) {
	e := load(t, map[string]string{"r.rego": rule("r", "aws_thing", `deny contains {"message": "x"} if input.resource.properties.bad`)})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	report := e.Check(ctx, items(resource(t, `{"type": "aws_thing", "id": "a", "name": "a", "properties": {}}`)), engine.CheckOptions{Now: testTime})
	if report.Verdict != engine.Error || len(report.Errors) == 0 || report.Errors[0].Code != "cancelled" {
		t.Errorf("got %s, %+v", report.Verdict, report.Errors)
	}
}
