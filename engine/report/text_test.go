package report_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/report"
)

func TestCarets(t *testing.T) {
	minified := strings.Repeat(`"k":"v",`, 100_000) + `"tls":"1.0"` + strings.Repeat(`,"k":"v"`, 100_000)
	column := strings.Index(minified, `"1.0"`) + 1
	tests := []struct {
		name     string
		location engine.Location
		want     string
	}{
		{"one word", line("f", 7, 3, 6, "", "a bcd e"), " 7 | a bcd e\n   |   ^^^"},
		{"tabs", line("f", 7, 3, 4, "", "\t\tx\ty"), " 7 |         x   y\n   |         ^"},
		{"a tab inside", line("f", 7, 2, 5, "", "a\tb\tc"), " 7 | a   b   c\n   |  ^^^^^^^"},
		{"wide characters", line("f", 7, 4, 6, "", "鍵: 鍵値"), " 7 | 鍵: 鍵値\n   |     ^^^^"},
		{"combining marks", line("f", 7, 4, 6, "", "e\u0301 xy"), " 7 | e\u0301 xy\n   |   ^^"},
		{"escapes", line("f", 7, 2, 3, "", "\x1bX"), " 7 | \\u{1b}X\n   |       ^"},
		{"to another line", engine.Location{File: "f", Line: 7, Column: 3, EndLine: 9, EndColumn: 1, Snippet: "a bcd e  \r\n"}, " 7 | a bcd e\n   |   ^^^^^"},
		{"no column", line("f", 7, 0, 0, "", "  a bcd"), " 7 |   a bcd\n   |   ^^^^^"},
		{"end before start", line("f", 7, 3, 2, "", "a bcd"), " 7 | a bcd\n   |   ^^^"},
		{"beyond the line", line("f", 7, 99, 120, "", "abc"), ""},
		{"just beyond the line", line("f", 7, 4, 5, "", "abc"), " 7 | abc\n   |    ^"},
		{"only spaces", line("f", 7, 2, 3, "", "   "), ""},
		{"a long number", line("f", 12345, 1, 2, "", "abc"), "12345 | abc\n      | ^"},
		{"before the middle", line("f", 7, 1, 4, "", strings.Repeat("abcd ", 30)), " 7 | " + strings.Repeat("abcd ", 30)[:72] + "…\n   | ^^^"},
		{"wider than the width", line("f", 7, 1, 151, "", strings.Repeat("abcde", 30)), " 7 | " + strings.Repeat("abcde", 15)[:72] + "…\n   | " + strings.Repeat("^", 72)},
		{"minified", line("f", 7, column, column+5, "", minified), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := passing()
			r.Findings = []engine.Finding{find(purge, engine.Fail, "m", "id", nil, test.location)}
			text := write(t, "text", r, report.Options{Width: 79})
			if test.want != "" && !strings.Contains(text, test.want+"\n") {
				t.Errorf("got\n%s\nwant\n%s", text, test.want)
			}
		})
	}
}

func TestCaretsOfLongLine(t *testing.T) {
	r := passing()
	before, after := strings.Repeat("鍵 ", 500), strings.Repeat(" x", 500)
	r.Findings = []engine.Finding{find(purge, engine.Fail, "m", "id", nil, line("f", 1, 1001, 1006, "", before+"WRONG"+after))}
	frame := strings.Split(write(t, "text", r, report.Options{}), "\n")[3:5]
	at := strings.Index(frame[0], "WRONG")
	if at < 0 || !strings.Contains(frame[0], "…") || !strings.HasSuffix(frame[0], "…") {
		t.Fatalf("got %s, want the wrong word between marks", frame[0])
	}
	carets := strings.Index(frame[1], "^^^^^")
	if got := runewidth.StringWidth(frame[0][:at]); got != carets || strings.Count(frame[1], "^") != 5 {
		t.Errorf("the word is at column %d, the carets at %d:\n%s", got, carets, strings.Join(frame, "\n"))
	}
}

func TestTextKeepsToItsWidth(t *testing.T) {
	whole := regexp.MustCompile(`^ *(-->|= see:|= in:) `) // places, links and ids stay in one piece, to be copied
	for _, r := range []*engine.Report{mixed(), hostile(attacks), hostile(long)} {
		for _, width := range []int{40, 80, 100} {
			lines := 0
			for l := range strings.Lines(write(t, "text", r, report.Options{Width: width})) {
				l = strings.TrimSuffix(l, "\n")
				if lines++; runewidth.StringWidth(l) > width && !whole.MatchString(l) {
					t.Errorf("got %d columns, want %d: %s", runewidth.StringWidth(l), width, l)
				}
			}
			if lines < 10 {
				t.Errorf("got %d lines, want a report", lines)
			}
		}
	}
}

var ansi = regexp.MustCompile("\x1b\\[[0-9;]*m")

func TestColourSaysNothingByItself(t *testing.T) {
	for _, noColor := range []string{"", "1"} {
		t.Setenv("NO_COLOR", noColor) // the options decide, not the environment
		plain := write(t, "text", mixed(), report.Options{})
		coloured := write(t, "text", mixed(), report.Options{Color: true})
		if strings.Contains(plain, "\x1b") || !strings.Contains(coloured, "\x1b[") {
			t.Error("colour does not follow the options")
		}
		if got := ansi.ReplaceAllString(coloured, ""); got != plain {
			t.Errorf("without its colours the text differs:\n%s", got)
		}
	}
}

func TestTextAbridgesWhatNobodyReads(t *testing.T) {
	r := passing()
	message := strings.Repeat("x", 5_000_000)
	r.Findings = []engine.Finding{find(purge, engine.Fail, message, message, nil, engine.Location{File: "f"})}
	text := write(t, "text", r, report.Options{})
	if len(text) > 10_000 || !strings.Contains(strings.Join(strings.Fields(text), " "), "… (4996000 more characters; the json report has them)") {
		t.Errorf("got %d bytes: %.200s", len(text), text)
	}
}

func TestQuietKeepsFindingsErrorsAndVerdict(t *testing.T) {
	text := write(t, "text", mixed(), report.Options{Quiet: true})
	for _, want := range []string{"kv-ai can be purged", "occurs twice", "waived high", "ERROR: ", "3 resources not judged"} {
		if !strings.Contains(text, want) {
			t.Errorf("quiet text lacks %q", want)
		}
	}
	for _, not := range []string{"README.md", "judged 12"} {
		if strings.Contains(text, not) {
			t.Errorf("quiet text has %q", not)
		}
	}
}

func TestTextFoldsWhatIsUnknown(t *testing.T) {
	r := passing()
	r.Verdict = engine.Unknown
	for _, name := range []string{"a", "b", "b", "c", "d", "e"} {
		r.Findings = append(r.Findings, find(purge, engine.Unknown, "message of "+name, name, nil, line("f", 7, 1, 2, "", "x")))
	}
	r.Findings = append(r.Findings, find(purge, engine.Fail, "it fails", "a", nil, line("f", 7, 1, 2, "", "x")))
	folded := write(t, "text", r, report.Options{})
	for _, want := range []string{"]: 5 resources could not be decided: a,\n    b, c and 2 more\n", "add --all", "]: it fails\n  --> f:7:1 (a)\n"} {
		if !strings.Contains(folded, want) {
			t.Errorf("folded text lacks %q:\n%s", want, folded)
		}
	}
	if strings.Contains(folded, "message of") || strings.Count(folded, "unknown high[") != 1 {
		t.Errorf("several results do not take one line:\n%s", folded)
	}
	each := write(t, "text", r, report.Options{EachUnknown: true})
	if strings.Count(each, "]: message of") != 6 || strings.Contains(each, "--all") {
		t.Errorf("not each result is shown:\n%s", each)
	}
	if hidden := write(t, "text", r, report.Options{HideUnknown: true}); strings.Contains(hidden, "decided: a") || strings.Contains(hidden, "--all") {
		t.Errorf("what is unknown is shown:\n%s", hidden)
	}
}

func TestTextOrder(t *testing.T) {
	text := write(t, "text", mixed(), report.Options{})
	at := -1
	for _, want := range []string{"waived high", "unknown medium", "high[", "critical[", "error medium", "error[input]", "skipped", "judged", "ERROR"} {
		next := strings.Index(text, "\n"+want)
		if next < at || next < 0 && want != "waived high" {
			t.Errorf("%q is not where it should be", want)
		}
		at = next
	}
	if n := strings.Count(text, "= why: Without it"); n != 1 {
		t.Errorf("got the reason of one rule %d times, want once for its two failures", n)
	}
}

func TestVerdict(t *testing.T) {
	with := func(change func(r *engine.Report)) *engine.Report {
		r := passing()
		change(r)
		return r
	}
	tests := []struct {
		name   string
		report *engine.Report
		want   string
	}{
		{"pass", passing(), "PASS: 22 evaluations of 1 resource, no findings"},
		{"nothing", nothing(), "ERROR: nothing was evaluated"},
		{"errors", errorsOnly(), "ERROR: nothing was evaluated; 3 errors"},
		{"fail", with(func(r *engine.Report) {
			r.Verdict, r.Findings = engine.Fail, mixed().Findings
		}), "FAIL: 3 findings (1 critical, 2 high), 2 of them new"},
		{"pass of nothing", with(func(r *engine.Report) { r.Counts = engine.Counts{} }), "PASS: nothing was evaluated"},
		{"pass with errors", with(func(r *engine.Report) { r.Errors = errorsOnly().Errors }), "PASS: 22 evaluations of 1 resource, no findings; 3 errors"},
		{"pass of a part", with(func(r *engine.Report) { r.Coverage.Unmatched = []engine.TypeCoverage{{Type: "x", Resources: 2}} }), "PASS: 22 evaluations of 1 resource, no findings; 2 resources not judged"},
		{"waived", with(func(r *engine.Report) { r.Verdict, r.Counts.Waived = engine.Waived, 1 }), "WAIVED: no failure without a waiver; 1 failure waived"},
		{"unknown", with(func(r *engine.Report) {
			r.Verdict = engine.Unknown
			r.Findings = []engine.Finding{{Outcome: engine.Unknown, Severity: engine.Low}}
		}), "UNKNOWN: 1 result (1 low) could not be decided"},
		{"error and fail", mixed(), "ERROR: 3 findings (1 critical, 2 high), 2 of them new; 1 error; 1 evaluation ended in an error; 3 resources not judged"},
		{"error without a reason", with(func(r *engine.Report) { r.Verdict = engine.Error }), "ERROR: the run is not complete"},
		{"none", &engine.Report{}, `ERROR: the report has no verdict, but ""`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			word, reason := report.Verdict(test.report)
			if got := fmt.Sprintf("%s: %s", word, reason); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
