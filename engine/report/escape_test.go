package report_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/report"
)

func TestEscape(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", "kv-ai can be purged", "kv-ai can be purged"},
		{"letters", "schlüssel 鍵 é e\u0301 🔑", "schlüssel 鍵 é e\u0301 🔑"},
		{"ansi", "\x1b[31m", `\u{1b}[31m`},
		{"bell", "a\ab", `a\u{7}b`},
		{"line ends", "a\r\nb\tc", `a\r\nb\tc`},
		{"delete and c1", "\x7f\u009b", `\u{7f}\u{9b}`},
		{"line separators", "\u2028\u2029\u0085", `\u{2028}\u{2029}\u{85}`},
		{"bidi", "\u202e\u2066\u200f", `\u{202e}\u{2066}\u{200f}`},
		{"zero width", "a\u200b\u200d\ufeffb", `a\u{200b}\u{200d}\u{feff}b`},
		{"hidden tag", "\U000e0041", `\u{e0041}`},
		{"hidden selector", "\U000e0100\ufe00", `\u{e0100}\u{fe00}`},
		{"filler", "\u3164\u115f", `\u{3164}\u{115f}`},
		{"no-break space", "a\u00a0b", `a\u{a0}b`},
		{"not utf-8", "a\xff\xc3b", `a\x{ff}\x{c3}b`},
		{"accents", "e\u0301\u0302\u0303\u0304", "e\u0301\u0302\u0303\u0304"},
		{"a pile of accents", "e" + strings.Repeat("\u0301", 6), "e" + strings.Repeat("\u0301", 4) + `\u{301}\u{301}`},
		{"replacement character", "\ufffd", "\ufffd"},
		{"azure command", "x ##vso[task", `x #\u{23}vso[task`},
		{"azure command in capitals", "##VSO[", `#\u{23}VSO[`},
		{"log command", "##[error]", `#\u{23}[error]`},
		{"three hashes", "###[error]", `##\u{23}[error]`},
		{"harmless hashes", "## title #1", "## title #1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := report.Escape(test.text); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

var command = regexp.MustCompile(`(?i)##(vso)?\[`)

// unsafe returns what a terminal or a CI log would obey in output, "" if nothing.
func unsafe(output string) string {
	if !utf8.ValidString(output) {
		return "invalid UTF-8"
	}
	for _, r := range output {
		if r != '\n' && (unicode.Is(unicode.C, r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control)) {
			return string(r)
		}
	}
	if c := command.FindString(output); c != "" {
		return c
	}
	for l := range strings.Lines(output) {
		if strings.HasPrefix(strings.TrimSpace(l), "::") {
			return l
		}
	}
	return ""
}

func TestNoFormatObeysItsInput(t *testing.T) {
	r := hostile(slices.Concat(attacks, long))
	for _, format := range report.Formats() {
		for _, width := range []int{0, 41, 80, 133, 20_000} {
			if bad := unsafe(write(t, format, r, report.Options{Width: width})); bad != "" {
				t.Errorf("%s at width %d lets %q through", format, width, bad)
			}
		}
	}
}

func FuzzEscape(f *testing.F) {
	for _, a := range attacks {
		f.Add(a)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if bad := unsafe("|" + report.Escape(s)); bad != "" || strings.Contains(report.Escape(s), "\n") {
			t.Errorf("Escape(%q) = %q lets %q through", s, report.Escape(s), bad)
		}
		if report.Escape(s) != report.Escape(report.Escape(s)) {
			t.Errorf("Escape(%q) changes what it escaped", s)
		}
	})
}

func FuzzText(f *testing.F) {
	for i, a := range slices.Concat(attacks, long) {
		f.Add(a, a, i, i+5, 40+i)
	}
	f.Fuzz(func(t *testing.T, text, snippet string, column, end, width int) {
		r := passing()
		l := line(text, 3, column, end, engine.AtParent, snippet)
		r.Findings = []engine.Finding{find(purge, engine.Fail, text, text, []any{text}, l)}
		r.Errors = []engine.Failure{{Code: text, Message: text, Hint: text, Location: l}}
		r.Skipped = []engine.Skipped{{Path: text, Reason: text}}
		r.Coverage.Vacuous = []engine.Vacuous{{Rule: text, Resource: text}}
		for _, format := range report.Formats() {
			if bad := unsafe(write(t, format, r, report.Options{Width: width % 300})); bad != "" {
				t.Errorf("%s lets %q through", format, bad)
			}
		}
	})
}
