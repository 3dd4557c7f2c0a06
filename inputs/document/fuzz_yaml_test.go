package document_test

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"sigs.k8s.io/yaml"

	"github.com/tipstaff/tipstaff/inputs/document"
)

var yamlSeeds = []string{
	"a: 1\n---\nb: [1, {c: d}]\n", "a: &x [1]\nb: *x\n", "<<: {a: 1}\nb: 2", "a: |\n  x\n  y\nb: >-\n  z\n", "a: 'it''s'\nb: \"q\\\"\"\n",
	"yes: no\n1.5: 0x1F\n", "a: !!str 1\n", "? a\n: b\n", "- - a\n  - b\n", "a: .nan\n", "{a: {{ .x }}}", "a: 1 # c\n", "...\n", "a:\r\n  - b\r\n", "%YAML 1.1\n---\na: 1\n",
	"a: 1_000\nb: 010\nc: 0b1\nd: +.5\ne: 1e3\n", "\ta: 1", "a: é # ü\nb: 'x\n\n  y'\n", "[a: b, {c}]", "a: ! 1", "- &a a\n- *a : b\n",
	"a: &x {b: 1}\nc: {<<: [*x, {d: 2}], e: 3}\n", "---\n---\na", "a: 2024-01-01\nb: 12:30:45\n",
}

func FuzzYAML(f *testing.F) {
	for _, seed := range yamlSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		docs, err := document.ParseYAML(b, document.DefaultLimits, document.Core)
		text, textErr := document.Text(b)
		if err != nil {
			if textErr == nil {
				checkError(t, err, text)
			}
			return
		}
		if n := markers(text); len(docs) > n {
			t.Fatalf("%d documents between %d markers", len(docs), n)
		}
		for _, doc := range docs {
			checkYAMLSpans(t, doc, text)
			if _, err := document.ParseJSON(doc.Root.AppendJSON(nil), document.DefaultLimits, nil); err != nil {
				t.Fatalf("written as JSON it is %v", err)
			}
		}
		if len(docs) == 1 && docs[0].Index == 0 {
			checkJSONIsYAML(t, docs[0], text)
		}
	})
}

// markers returns how many documents a file can hold at most: the lines that start with --- and one more.
func markers(text []byte) int {
	lines := strings.Split(strings.ReplaceAll(string(text), "\r", "\n"), "\n")
	n := 1
	for _, line := range lines {
		if strings.HasPrefix(line, "---") {
			n++
		}
	}
	return n
}

// checkJSONIsYAML asserts that a file that is both has one meaning.
func checkJSONIsYAML(t *testing.T, doc *document.Document, text []byte) {
	t.Helper()
	asJSON, err := document.ParseJSON(text, document.DefaultLimits, nil)
	if err != nil {
		return
	}
	want, got := asJSON.Root.AppendJSON(nil), doc.Root.AppendJSON(nil)
	if !bytes.Equal(want, got) {
		t.Fatalf("as YAML it is %s, as JSON %s", got, want)
	}
}

// checkYAMLSpans asserts that each node has a span inside the text that does not end before it starts.
func checkYAMLSpans(t *testing.T, doc *document.Document, text []byte) {
	t.Helper()
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(text)), "\n")
	inside := func(p document.Position) bool {
		return p.Line >= 1 && p.Line <= len(lines) && p.Column >= 1 && p.Column <= utf8.RuneCountInString(lines[p.Line-1])+1
	}
	next := document.Node(0)
	for path, v := range doc.Root.All() {
		next++
		s, ok := doc.Span(next)
		if !ok || v.Node() != next || !inside(s.Start) || !inside(s.End) {
			t.Fatalf("%v: node %d (want %d) has span %v", path, v.Node(), next, s)
		}
		if s.End.Line < s.Start.Line || s.End.Line == s.Start.Line && s.End.Column < s.Start.Column {
			t.Fatalf("%v: span %v ends before it starts", path, s)
		}
		if v.Kind() == document.Number && !strings.ContainsAny(cut(lines, s.Start, s.End), "0123456789") && !strings.HasPrefix(cut(lines, s.Start, s.End), "*") {
			t.Fatalf("%v: the span of a number holds %q", path, cut(lines, s.Start, s.End))
		}
	}
}

// FuzzKubernetesYAML compares with what kubectl reads, where both accept it: it splits the file at lines of
// three dashes and reads the parts one by one.
func FuzzKubernetesYAML(f *testing.F) {
	for _, seed := range yamlSeeds {
		f.Add([]byte(seed))
		f.Add([]byte("---\n" + seed + "\n---\n---\n# c\n" + seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		docs, err := document.ParseYAML(b, document.DefaultLimits, document.Kubernetes)
		if err != nil {
			return
		}
		text, err := document.Text(b)
		if err != nil {
			t.Fatal(err)
		}
		want, ok := kubectlReads(t, text)
		if !ok {
			return
		}
		var got []any
		for _, doc := range docs {
			if doc.Root.Kind() != document.Null {
				got = append(got, doc.Root.Interface())
			}
		}
		if !sameJSON(got, want) {
			t.Fatalf("got %v, kubectl reads %v", got, want)
		}
	})
}

// kubectlReads returns the documents of a file that are not null; false if kubectl refuses one of them, or
// the file has markers that it and YAML take differently.
func kubectlReads(t *testing.T, text []byte) ([]any, bool) {
	t.Helper()
	var parts [][]byte
	part := []byte{}
	for line := range bytes.Lines(text) {
		marker := bytes.HasPrefix(line, []byte("---"))
		if marker && len(bytes.TrimSpace(line)) > 3 || bytes.HasPrefix(line, []byte("...")) || line[0] == '%' || bytes.Contains(bytes.TrimSuffix(line, []byte("\r\n")), []byte("\r")) {
			return nil, false
		}
		if marker {
			parts = append(parts, part)
			part = []byte{}
			continue
		}
		part = append(part, line...)
	}
	var docs []any
	for _, part := range append(parts, part) {
		theirs, err := yaml.YAMLToJSON(part)
		if err != nil {
			return nil, false
		}
		doc, err := standard(theirs)
		if err != nil {
			t.Fatal(err)
		}
		if doc != nil {
			docs = append(docs, doc)
		}
	}
	return docs, true
}

// sameJSON compares values, and numbers as kubectl keeps them: as 64-bit integers and floats.
func sameJSON(a, b any) bool {
	switch a := a.(type) {
	case json.Number:
		b, ok := b.(json.Number)
		return ok && sameNumber(a.String(), b.String())
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !sameJSON(a[i], b[i]) {
				return false
			}
		}
		return true
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for key := range a {
			if _, ok := b[key]; !ok || !sameJSON(a[key], b[key]) {
				return false
			}
		}
		return true
	}
	return a == b
}

func sameNumber(a, b string) bool {
	if i, err := strconv.ParseInt(a, 10, 64); err == nil {
		j, err := strconv.ParseInt(b, 10, 64)
		return err == nil && i == j
	}
	x, _ := strconv.ParseFloat(a, 64)
	y, _ := strconv.ParseFloat(b, 64)
	return x == y || math.Abs(x-y) <= math.Abs(x)*1e-15
}

func TestKubernetesScalars(t *testing.T) {
	words := []string{
		"y", "Y", "yes", "Yes", "YES", "yEs", "n", "no", "on", "On", "off", "OFF", "true", "True", "tRue", "~", "null", "Null", "", "0", "-0", "+0", "00", "010", "08", "0o10", "-0o10",
		"0x1f", "-0x1F", "0X1F", "0b101", "-0b101", "0b-1", "0b+1", "0B1", "1_0", "_1", "1__", "+_1", "-_", "+", "-", ".", ".5", "+.5", "-.5e3", "5.", "5.e1", "1e3", "1E+3", "1e", "e1", ".e1", "0.1.2", "1:20", "9223372036854775807",
		"9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616", "2024-01-01", "2024-1-1 1:2:3", "0x", "0b", "0o", "0_7", "0x_f", "1e-400", ".1_0", "1_0.5_0", "=", "<", "Infinity", "NaN", "+Inf", "0x1p4", "1d", "12e03", "- a", "1.0", "1.50", "5555555.", "05555559", "5555555", "!!float 12", "!!float 5555555", "0b-101",
	}
	for _, word := range words {
		for _, text := range []string{"- " + word + "\n", "{a: [" + word + " ]}\n", word + ": x\n"} {
			docs, err := document.ParseYAML([]byte(text), document.DefaultLimits, document.Kubernetes)
			theirs, theirErr := yaml.YAMLToJSON([]byte(text))
			if (err == nil) != (theirErr == nil) && word != "1e-400" {
				t.Errorf("%q: got %v, kubectl says %v", text, err, theirErr)
			}
			if err != nil || theirErr != nil {
				continue
			}
			want, err := standard(theirs)
			if err != nil {
				t.Fatal(err)
			}
			if len(docs) != 1 || !sameJSON(docs[0].Root.Interface(), want) {
				t.Errorf("%q: got %s, kubectl reads %s", text, shown(docs), theirs)
			}
		}
	}
}
