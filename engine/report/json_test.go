package report_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/report"
)

// kept returns r without what its JSON form leaves out, and with lists where it has none.
func kept(r *engine.Report) *engine.Report {
	r.Rules = nil
	r.Run.Inputs = append([]engine.Input{}, r.Run.Inputs...)
	r.Findings = append([]engine.Finding{}, r.Findings...)
	r.Coverage.Types = append([]engine.TypeCoverage{}, r.Coverage.Types...)
	r.Coverage.Unmatched = append([]engine.TypeCoverage{}, r.Coverage.Unmatched...)
	r.Coverage.Vacuous = append([]engine.Vacuous{}, r.Coverage.Vacuous...)
	r.Skipped = append([]engine.Skipped{}, r.Skipped...)
	r.Errors = append([]engine.Failure{}, r.Errors...)
	for i := range r.Findings {
		r.Findings[i].Path = append([]any{}, r.Findings[i].Path...)
		r.Findings[i].Location.Snippet = ""
	}
	for i := range r.Errors {
		r.Errors[i].Location.Snippet = ""
	}
	for _, e := range r.Evaluations {
		for i := range e.Reads {
			e.Reads[i].Path = append([]any{}, e.Reads[i].Path...)
			e.Reads[i].Location.Snippet = ""
		}
	}
	return r
}

func TestReadReturnsWhatWasWritten(t *testing.T) {
	for name, build := range reports {
		if name == "hostile" {
			continue // bytes that are not UTF-8 cannot be kept in JSON; see below
		}
		t.Run(name, func(t *testing.T) {
			text := write(t, "json", build(), report.Options{})
			got, err := report.Read(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if want := kept(build()); !reflect.DeepEqual(got, want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
			if again := write(t, "json", got, report.Options{}); again != text {
				t.Errorf("the second write differs:\n%s", again)
			}
		})
	}
}

func TestJSONKeepsHostileText(t *testing.T) {
	r := hostile(attacks)
	got, err := report.Read(strings.NewReader(write(t, "json", r, report.Options{})))
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range got.Findings {
		if want := strings.ToValidUTF8(strings.ReplaceAll(attacks[i], "\xff\xfe", "\ufffd\ufffd"), "?"); f.Message != want {
			t.Errorf("got %q, want %q", f.Message, want)
		}
	}
}

func TestJSONHasNoNull(t *testing.T) {
	for name, build := range reports {
		if text := write(t, "json", build(), report.Options{}); strings.Contains(text, "null") || !strings.HasSuffix(text, "}\n") {
			t.Errorf("%s: got null or no line end:\n%s", name, text)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	good := write(t, "json", mixed(), report.Options{})
	replace := func(old, now string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("the report does not contain %s", old)
		}
		return strings.Replace(good, old, now, 1)
	}
	tests := []struct{ name, text, want string }{
		{"nothing", "", "EOF"},
		{"half a report", good[:len(good)/2], "EOF"},
		{"something after it", good + "{}", "follows"},
		{"another schema", replace("tipstaff.report/v1", "tipstaff.report/v2"), "schema"},
		{"unknown field", replace(`"verdict"`, `"extra": 1, "verdict"`), "extra"},
		{"field in capitals", replace(`"verdict"`, `"Verdict"`), "Verdict"},
		{"repeated field", replace(`"verdict": "error"`, `"verdict": "error", "verdict": "pass"`), `"verdict" occurs twice`},
		{"repeated by an escape", replace(`"verdict": "error"`, `"verdict": "error", "v\u0065rdict": "pass"`), `"verdict" occurs twice`},
		{"no such verdict", replace(`"verdict": "error"`, `"verdict": "green"`), "verdict"},
		{"no such severity", replace(`"severity": "high"`, `"severity": "huge"`), "severity"},
		{"finding that passes", replace(`"outcome": "fail"`, `"outcome": "pass"`), "outcome"},
		{"null list", replace(`"skipped": [`, `"skipped": null, "x": [`), "skipped"},
		{"fraction in a path", replace(`"enablePurgeProtection"`, `1.5`), "path"},
		{"huge index", replace(`"enablePurgeProtection"`, `1e30`), "path"},
		{"negative count", replace(`"pass": 7`, `"pass": -7`), "pass"},
		{"no counts", replace(`"counts"`, `"count"`), "counts"},
		{"not utf-8", replace("kv-ai", "kv-\xff"), "UTF-8"},
		{"a list", "[]", "object"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := report.Read(strings.NewReader(test.text))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want an error about %s", err, test.want)
			}
		})
	}
}

func TestSchemaIsCompleteAndClosed(t *testing.T) {
	var schema any
	if err := json.Unmarshal(report.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	objects := 0
	closed(t, schema, "", &objects)
	if objects < 10 {
		t.Errorf("got %d objects with properties, want the whole report", objects)
	}
}

// closed fails unless every object of a schema that has properties allows no others.
func closed(t *testing.T, node any, at string, objects *int) {
	object, ok := node.(map[string]any)
	if !ok {
		return
	}
	if _, ok := object["properties"].(map[string]any); ok && object["type"] == "object" {
		*objects++
		if object["additionalProperties"] != false {
			t.Errorf("%s allows other properties", at)
		}
	}
	for key, child := range object {
		closed(t, child, at+"/"+key, objects)
	}
}

func FuzzRead(f *testing.F) {
	for _, build := range reports {
		var b strings.Builder
		if err := report.JSON(&b, build(), report.Options{}); err != nil {
			f.Fatal(err)
		}
		f.Add(b.String())
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := report.Read(strings.NewReader(text))
		if err != nil {
			return
		}
		if _, err := report.Read(strings.NewReader(write(t, "json", r, report.Options{}))); err != nil {
			t.Errorf("a report that was read cannot be read again: %v", err)
		}
		for _, format := range report.Formats() {
			write(t, format, r, report.Options{})
		}
	})
}
