package report_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/report"
)

// parse writes r as SARIF, checks it against the official schema and returns its run.
func parse(t *testing.T, r *engine.Report, o report.Options) *sarif.Run {
	t.Helper()
	text := write(t, "sarif", r, o)
	if path := nulls(text); path != "" {
		t.Fatalf("%s is null", path)
	}
	log, err := sarif.FromString(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := log.Validate(); err != nil {
		t.Fatal(err)
	}
	if len(log.Runs) != 1 {
		t.Fatalf("got %d runs, want 1", len(log.Runs))
	}
	return log.Runs[0]
}

// nulls returns where the first null of some JSON is.
func nulls(text string) string {
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		return err.Error()
	}
	return null(v, "$")
}

func null(v any, at string) string {
	switch v := v.(type) {
	case nil:
		return at
	case []any:
		for i, e := range v {
			if p := null(e, fmt.Sprintf("%s[%d]", at, i)); p != "" {
				return p
			}
		}
	case map[string]any:
		for k, e := range v {
			if p := null(e, at+"."+k); p != "" {
				return p
			}
		}
	}
	return ""
}

func TestSARIFFollowsTheSchema(t *testing.T) {
	for name, build := range reports {
		t.Run(name, func(t *testing.T) { parse(t, build(), report.Options{Source: source}) })
	}
}

func TestSARIFResults(t *testing.T) {
	run := parse(t, mixed(), report.Options{Source: source, Category: "prod"})
	if got := *run.AutomationDetails.ID; got != "tipstaff/prod/" {
		t.Errorf("got the category %s", got)
	}
	type result struct{ rule, level, state, uri string }
	want := []result{
		{roles, "error", "new", "infra/roles.json"},
		{network, "error", "new", "infra/main.json"},
		{purge, "error", "new", "infra/main.json"},
		{purge, "error", "unchanged", "infra/main.json"},
		{roles, "warning", "new", "infra/roles.json"},
		{purge, "error", "new", "infra/sandbox.json"},
	}
	if len(run.Results) != len(want) {
		t.Fatalf("got %d results, want %d", len(run.Results), len(want))
	}
	for i, r := range run.Results {
		got := result{*r.RuleID, r.Level, *r.BaselineState, *r.Locations[0].PhysicalLocation.ArtifactLocation.URI}
		if got != want[i] {
			t.Errorf("result %d: got %v, want %v", i, got, want[i])
		}
		if id := *run.Tool.Driver.Rules[r.RuleIndex].ID; id != *r.RuleID {
			t.Errorf("result %d: got the index of %s, want %s", i, id, *r.RuleID)
		}
		if r.Kind != "fail" || r.PartialFingerprints["tipstaff/v1"] != strings.Repeat("ab", 32) {
			t.Errorf("result %d: got kind %s and fingerprints %v", i, r.Kind, r.PartialFingerprints)
		}
		if suppressed := len(r.Suppressions) > 0; suppressed != (i == 5) {
			t.Errorf("result %d: got suppressed %v", i, suppressed)
		}
	}
	if s := run.Results[5].Suppressions[0]; *s.Kind != "external" || *s.Status != "accepted" || !strings.Contains(*s.Justification, "SEC-142") {
		t.Errorf("got the suppression %+v", s)
	}
	if m := *run.Results[4].Message.Text; !strings.HasPrefix(m, "Could not be decided: ") {
		t.Errorf("got %q for an unknown", m)
	}
}

func TestSARIFRules(t *testing.T) {
	r := passing()
	many := map[string][]string{"f": {}}
	for i := range 30 {
		many["f"] = append(many["f"], fmt.Sprint(i))
	}
	r.Rules[purge].Controls = many
	r.Rules[purge].Description = strings.Repeat("long ", 1000)
	r.Findings = []engine.Finding{find(purge, engine.Fail, "m", "id", nil, engine.Location{})}
	r.Findings[0].Rule = "not.loaded"
	run := parse(t, r, report.Options{})
	var ids []string
	for _, d := range run.Tool.Driver.Rules {
		ids = append(ids, *d.ID)
		for _, text := range []*sarif.MultiformatMessageString{d.ShortDescription, d.FullDescription, d.Help} {
			if *text.Text == "" {
				t.Errorf("%s has an empty text", *d.ID)
			}
		}
		if n := len([]rune(*d.FullDescription.Text)); n > 1024 {
			t.Errorf("%s: got a description of %d characters, want at most 1024", *d.ID, n)
		}
		if n := len(d.Properties.Tags); n > 20 || d.Properties.Tags[0] != "security" {
			t.Errorf("%s: got %d tags, want at most 20", *d.ID, n)
		}
	}
	if got, want := strings.Join(ids, " "), strings.Join([]string{network, purge, "not.loaded", roles}, " "); got != want {
		t.Errorf("got the rules %s, want %s", got, want)
	}
	if score := run.Tool.Driver.Rules[0].Properties.Properties["security-severity"]; score != "9.5" {
		t.Errorf("got %v for critical, want the string 9.5", score)
	}
}

func TestSARIFExecution(t *testing.T) {
	tests := []struct {
		name    string
		report  *engine.Report
		success bool
		codes   string
	}{
		{"pass", passing(), true, ""},
		{"nothing", nothing(), false, "coverage/error skipped/note"},
		{"errors", errorsOnly(), false, "input/error rule/error coverage/error coverage/error"},
		{"mixed", mixed(), false, "input/error coverage/warning coverage/note skipped/note"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			in := parse(t, test.report, report.Options{}).Invocations[0]
			var codes []string
			for _, n := range in.ToolExecutionNotifications {
				codes = append(codes, *n.Descriptor.ID+"/"+n.Level)
			}
			if got := strings.Join(codes, " "); got != test.codes || *in.ExecutionSuccessful != test.success {
				t.Errorf("got %v, %s, want %v, %s", *in.ExecutionSuccessful, got, test.success, test.codes)
			}
		})
	}
}

func TestSARIFLocations(t *testing.T) {
	tests := []struct {
		name     string
		location engine.Location
		want     string
	}{
		{"attribute", line("a/b.json", 3, 5, 9, engine.AtAttribute, ""), "a/b.json %SRCROOT% 3:5-3:9"},
		{"several lines", engine.Location{File: "a.json", Line: 3, Column: 5, EndLine: 7, EndColumn: 2}, "a.json %SRCROOT% 3:5-0:0"},
		{"line only", engine.Location{File: "a.json", Line: 3}, "a.json %SRCROOT% 3:0-0:0"},
		{"file only", engine.Location{File: "a.json"}, "a.json %SRCROOT%"},
		{"special characters", engine.Location{File: "./a b/%2e#?ü.json"}, "a%20b/%252e%23%3F%C3%BC.json %SRCROOT%"},
		{"a scheme in disguise", engine.Location{File: "javascript:x"}, "./javascript:x %SRCROOT%"},
		{"absolute", engine.Location{File: "/tmp/a b.json"}, "file:///tmp/a%20b.json "},
		{"none", engine.Location{}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := passing()
			r.Findings = []engine.Finding{find(purge, engine.Fail, "m", "id", nil, test.location)}
			location := parse(t, r, report.Options{}).Results[0].Locations[0]
			if got := describe(location.PhysicalLocation); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if got := *location.LogicalLocations[0].FullyQualifiedName; got != "id" {
				t.Errorf("got the resource %s", got)
			}
		})
	}
}

func describe(p *sarif.PhysicalLocation) string {
	if p == nil {
		return ""
	}
	value := func(n *int) int {
		if n == nil {
			return 0
		}
		return *n
	}
	base := ""
	if p.ArtifactLocation.URIBaseID != nil {
		base = *p.ArtifactLocation.URIBaseID
	}
	text := *p.ArtifactLocation.URI + " " + base
	if g := p.Region; g != nil {
		text += fmt.Sprintf(" %d:%d-%d:%d", value(g.StartLine), value(g.StartColumn), value(g.EndLine), value(g.EndColumn))
	}
	return text
}

func TestSARIFMessagesHoldNoLinks(t *testing.T) {
	r := passing()
	r.Findings = []engine.Finding{find(purge, engine.Fail, "a[0] and [x](https://evil.example)", "id", nil, engine.Location{})}
	if got, want := *parse(t, r, report.Options{}).Results[0].Message.Text, `a[0] and [x\](https://evil.example)`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSARIFSaysWhatItLeavesOut(t *testing.T) {
	r := passing()
	for i := range 25_003 {
		f := find(purge, engine.Fail, "m", "id", nil, engine.Location{File: "a.json"})
		if f.Severity = engine.Info; i == 25_002 {
			f.Severity = engine.Critical
		}
		r.Findings = append(r.Findings, f)
	}
	var log struct {
		Runs []struct {
			Results     []struct{ Level string }
			Invocations []struct {
				ToolExecutionNotifications []struct{ Message struct{ Text string } }
			}
		}
	}
	if err := json.Unmarshal([]byte(write(t, "sarif", r, report.Options{})), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if n := len(run.Results); n != 25_000 || run.Results[0].Level != "error" {
		t.Errorf("got %d results, the first %s, want 25000, the worst first", n, run.Results[0].Level)
	}
	if n := run.Invocations[0].ToolExecutionNotifications; len(n) != 1 || !strings.HasPrefix(n[0].Message.Text, "3 results are not in this file") {
		t.Errorf("got %v, want a notification of 3 results", n)
	}
}

func TestPrimaryLocationLineHash(t *testing.T) {
	lorem := strings.Repeat("Lorem ipsum dolor sit amet.\n", 10)
	tests := []struct{ name, text, want string }{
		{"empty", "", "c129715d7a2bc9a3:1"},
		{"spaces and tabs", " a\nb\n  \t\tc\n d", "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1"},
		{"line ends", " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", "e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 b3edc88f2938467e:1 c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1"},
		{"repeated lines", lorem, "a7f2ff13bc495cf2:1 a7f2ff13bc495cf2:2 a7f2ff13bc495cf2:3 a7f2ff13bc495cf2:4 a7f2ff13bc495cf2:5 a7f2ff13bc495cf2:6 a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1 c129715d7a2bc9a3:1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := strings.Fields(test.want)
			got := hashes(t, len(want)+1, func(string) ([]byte, error) { return []byte(test.text), nil })
			for i, hash := range append(want, "") { // no hash for a line beyond the end
				if got[i] != hash {
					t.Errorf("line %d: got %s, want %s", i+1, got[i], hash)
				}
			}
		})
	}
	unreadable := hashes(t, 1, func(string) ([]byte, error) { return nil, errors.New("no such file") })
	if got := slices.Concat(unreadable, hashes(t, 1, nil)); strings.Join(got, "") != "" {
		t.Errorf("got %v for a file that cannot be read, want none", got)
	}
}

// hashes returns the line hashes of results on the first lines of a file.
func hashes(t *testing.T, lines int, source func(string) ([]byte, error)) []string {
	t.Helper()
	r := passing()
	for i := range lines {
		r.Findings = append(r.Findings, find(purge, engine.Fail, "m", "id", nil, engine.Location{File: "a", Line: i + 1}))
	}
	var got []string
	for _, result := range parse(t, r, report.Options{Source: source}).Results {
		got = append(got, result.PartialFingerprints["primaryLocationLineHash"])
	}
	return got
}
