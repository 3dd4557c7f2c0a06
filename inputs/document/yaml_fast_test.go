package document_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// checkFast asserts that the fast way to read YAML gives up or comes to the same as the other one, and reports
// which of both.
func checkFast(t *testing.T, b []byte, limits document.Limits) bool {
	t.Helper()
	var headers []document.Header
	choose := func(h document.Header) document.Schema {
		headers = append(headers, h)
		if h["kind"] != "" {
			return document.Kubernetes
		}
		return document.Core
	}
	fast, ok, slow, err := document.BothYAML(b, limits, choose)
	if !ok {
		return false
	}
	if err != nil {
		t.Fatalf("accepted, but %v\n%s", err, b)
	}
	if len(fast) != len(slow) || len(headers) != 2*len(slow) {
		t.Fatalf("got %d documents, want %d, by %d headers\n%s", len(fast), len(slow), len(headers), b)
	}
	for i, got := range fast {
		if !reflect.DeepEqual(headers[i], headers[len(slow)+i]) {
			t.Fatalf("got header %v, want %v\n%s", headers[i], headers[len(slow)+i], b)
		}
		if got.Index != slow[i].Index {
			t.Fatalf("got document %d, want %d\n%s", got.Index, slow[i].Index, b)
		}
		checkSame(t, document.Field("root", got.Root), document.Field("root", slow[i].Root))
		for _, v := range got.Root.All() {
			span, ok := got.Span(v.Node())
			if want, wantOK := slow[i].Span(v.Node()); !ok || !wantOK || span != want {
				t.Fatalf("node %d: got span %v, want %v\n%s", v.Node(), span, want, b)
			}
		}
	}
	return true
}

// checkSame asserts that two members are the same in all that a value tells.
func checkSame(t *testing.T, a, b document.Member) {
	t.Helper()
	marks := ^document.Mark(0)
	for m := document.Mark(1); m != 0; m <<= 1 {
		if a.Value.Has(m) != b.Value.Has(m) {
			t.Fatalf("%s: the marks %b of %b differ", a.Key.Text(), m, marks)
		}
	}
	if a.Key != (document.Value{}) && (a.Key.Text() != b.Key.Text() || a.Key.Node() != b.Key.Node() || a.Key.Kind() != b.Key.Kind()) {
		t.Fatalf("got the key %q, want %q", a.Key.Text(), b.Key.Text())
	}
	v, want := a.Value, b.Value
	if v.Kind() != want.Kind() || v.Node() != want.Node() || v.Text() != want.Text() || v.Bool() != want.Bool() || v.Len() != want.Len() {
		t.Fatalf("%q: got node %d, %v %s, want node %d, %v %s", a.Key.Text(), v.Node(), v.Kind(), v.AppendJSON(nil), want.Node(), want.Kind(), want.AppendJSON(nil))
	}
	for i, e := range v.Elements() {
		checkSame(t, document.Member{Value: e}, document.Member{Value: want.Elements()[i]})
	}
	for i, m := range v.Members() {
		checkSame(t, m, want.Members()[i])
	}
}

func TestYAMLFastOnExamples(t *testing.T) {
	files, fast := 0, 0
	for _, pattern := range []string{"../examples/*/*.yaml", "../../policies/*/*/*.yaml", "../../.regal/*.yaml"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: got %d files and %v", pattern, len(paths), err)
		}
		for _, path := range paths {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files++
			if checkFast(t, b, document.DefaultLimits) {
				fast++
			} else {
				t.Logf("%s is read by way of its syntax tree", path)
			}
		}
	}
	if 10*fast < 8*files {
		t.Errorf("%d of %d files are read fast, want four of five", fast, files)
	}
}

var fastYAML = []string{
	"", "# c\n", "---\n", "a: b\n", "a: b", "a:\n", "a:", "- a\n- b\n", "-\n- \n", "a:\n- b\n- c\nd: e\n", "a:\n  - b\n  -   c: d\n      e: f\n", "- - a\n  - b\n- - - c\n",
	"a: [b, 'c', \"d\", [e], {f: g, h: 1}]\nb: {}\nc: []\nd: [ ]\n", "a: 'it''s' # c\nb: \"q\\\"\\\\\\n\\t\" # d\n", "'a b': 1\n\"c: d\": 2\n", "a: |\n  x\n    y\n\n  z\nb: |-\n  # w\n  v\n\n\nc: 1\n", "a: |\n\n\n  x\n   \n  \n",
	"# c\n---\n# d\na: 1\n---\n\n--- # e\n- x\n---\n", "  a: 1\n  b:\n     c: 2\n", "a: x y # z\nb: x#y\nc: -1\nd: --flag\n", "kind: x\na: yes\nb: [on, 010, n]\nc: {d: off, e: 1_000}\n", "a: yes\nb: 0o17\nc: 0xF\nd: 1e3\ne: +.5\nf: ~\n",
	"a: http://x:80/y?z=[1]{2}\nb: x, y\nc: \"\"\nd: ''\n", "x/y.z-1_2: a\n", "a: é\nb: 'ü'\n", "- a: 1\n  b: 2\n- c:\n- d:\n  - e\n", "a:   \n    b:    c   \n\n   # d\n\ne: f", "a: <<\nb: =\nc: a<b\n",
	"a: |\n x\n# y\nb: 1\n", "a: >\n  x y\n  z \n  w\n\nb: >-\n  # x\n  \n\n", "Art. 5: x\na  b: c\nd:e: f\na@b.c: 1\nüü: é\n", "a: [third parties, --output, -1, a:b, x@y.z , d.** ]\n", "a:\n# b\n- c\n# d\n  # e\n- f\n", "-\n  a: b\n-\n  - c\n", "a: 12:30:45\nb: 2024-01-01\n", "- |\n a\n- |-\n  b\n", "0a: 1\n1.2.3: 2\n", "\"<<\": {a: 1}\n'yes': 1\n\"\": 2\n", "---\na: 1\n---\na: 2", "a: '---'\nb: ...\n",
}

// notFastYAML is left to the full parser, whether it is YAML or not.
var notFastYAML = []string{
	"a", "a: &x 1\n", "a: *x\n", "a: !!str 1\n", "a: >\n  x\n\n  y\n", "a: >\n  x\n   y\n", "a: >-\n\n  x\n", "a: >\n  x\n   \n", "a : b\n", "a: [- b]\n", "a: [-]\n", "a: [- - b]\n", "a: [- -b]\n", "a: [--]\n", "a: {b , c: d}\n", "a: {b:c}\n", "a: |2\n  x\n", "a: |+\n  x\n", "a: x\n  y\n", "a: 'x\n  y'\n", "? a\n: b\n", "<<: {a: 1}\n", "a: 1\na: 2\n", "a:\tb\n", "a: b\r\n", "a: [b,\n c]\n", "%YAML 1.1\n---\na: 1\n", "--- a\n",
	"a: 1\n...\n", "a: b: c\n", "a: 1\n b: 2\n", " a: 1\nb: 2\n", "- a\nb: 1\n", "a: \"\\x41\"\n", "a: .inf\n", "1: a\n", "yes: 1\n", "a: 1e999\n", "{a: 1}\n", "[a]\n", "a: {b}\n", "a: [b: c]\n", "a: \"b\" c\n", "a: 'b'#c\n", "a: @b\n", "a: |\n  x", "a:\n  b\n",
	"a: x:\n", "-a: 1\n- b\n", "a:\n  - b\n - c\n", "a:\n    b: 1\n  c: 2\n", "a: [b,]\n", "a: {b: 1, b: 2}\n", "a: ! x\n", "a: - b\n", "a: |\n \n  x\n",
}

func TestYAMLFast(t *testing.T) {
	for _, text := range fastYAML {
		if !checkFast(t, []byte(text), document.DefaultLimits) {
			t.Errorf("%q is not read fast", text)
		}
	}
	for _, text := range notFastYAML {
		if checkFast(t, []byte(text), document.DefaultLimits) {
			t.Errorf("%q is read fast", text)
		}
	}
	for _, text := range hostileYAML(1 << 12) {
		checkFast(t, []byte(text), document.DefaultLimits)
	}
}

func TestYAMLFastLimits(t *testing.T) {
	tests := map[string]document.Limits{
		"a: {b: [1]}\n": {Depth: 2}, "a:\n  b:\n  - 1\n": {Depth: 2}, "---\na: 1\n---\nb: 1\n": {Documents: 1}, "---\n---\nb: 1\n": {Documents: 1},
	}
	for text, limits := range tests {
		if checkFast(t, []byte(text), limits) || !checkFast(t, []byte(text), document.DefaultLimits) {
			t.Errorf("%q: it should be read fast only without limits", text)
		}
	}
}

func TestYAMLFastScalars(t *testing.T) {
	const letters = "0123456789abefxoABEFXOnity_+-.:"
	d := dice{rand.New(rand.NewPCG(5, 6))}
	fast, n := 0, 10_000
	for range n {
		var w strings.Builder
		w.WriteByte("0123456789+-.yntfo"[d.IntN(18)])
		for range d.IntN(7) {
			w.WriteByte(letters[d.IntN(len(letters))])
		}
		for _, text := range []string{"a: " + w.String() + "\n", "kind: x\n" + w.String() + ": [" + w.String() + "]\n"} {
			if checkFast(t, []byte(text), document.DefaultLimits) {
				fast++
			}
		}
	}
	if fast < n {
		t.Errorf("%d of %d documents are read fast: too few to compare", fast, 2*n)
	}
}

// dice make YAML, most of it plain.
type dice struct{ *rand.Rand }

func (d dice) one(of ...string) string { return of[d.IntN(len(of))] }

func (d dice) scalar() string {
	switch d.IntN(12) {
	case 0:
		return d.one("yes", "no", "on", "~", "null", "010", "0x1F", "1_000", "1e3", ".5", "-.5", "+1", "0o7", "12:30", "1.", "-", "0b1", "2024-01-01", "True", "tRue", "y", "N")
	case 1:
		return fmt.Sprint(d.IntN(100_000) - 50_000)
	case 2:
		return d.one(`"a b"`, `"x: y # z"`, `"\"q\\\n"`, `''`, `""`, `'it''s'`, `"1"`, `'no'`, `"é"`, `'"'`, `"'"`, `"\x41"`, `"a`, `'b' c`)
	case 3:
		return d.one("[]", "{}", "[a, b]", `["ALL"]`, "{a: b}", "[1, no, {x: y}]", "[a", "[ ]", "{a: 'b', c: [d]}", "[a: b]", "[a,]")
	case 4:
		return d.one("a b c", "x:y", "http://x:1/y#z", "a #b", "é ü", "a: b", "--flag=1", "a, b", "[x] y", "x'y", "%d", "@x", "&a x", "*a", "!t x", "? x", "- x", "a:", "...", "---", "=", "<<", "a\\b")
	default:
		return d.one("name", "nginx", "true", "false", "value", "Disabled", "registry.example.com/model:1.2", "on-call", "y2", "f")
	}
}

func (d dice) key() string {
	if d.IntN(30) == 0 {
		return d.one(`"a b"`, `'x: y'`, "yes", "1", "0x", "x/y", "é", "a b", "<<", `""`, "n1", "null", "-x")
	}
	return d.one("name", "image", "spec", "kind", "labels", "env", "on-call", "a.b/c") + fmt.Sprint(d.IntN(50))
}

func (d dice) comment() string {
	if d.IntN(8) > 0 {
		return "\n"
	}
	return d.one(" # c\n", "  # c: d\n", "\n# c\n", "\n\n", "\n   # c\n", "   \n", "#x\n", "\n      \n")
}

// block writes a mapping or sequence, whose first line is already indented.
func (d dice) block(w *strings.Builder, indent, depth int) {
	sequence, pad := d.IntN(3) == 0, strings.Repeat(" ", indent)
	for i := range 1 + d.IntN(4) {
		if i > 0 {
			w.WriteString(pad)
		}
		if sequence {
			w.WriteString("-")
			if depth > 0 && d.IntN(2) == 0 {
				w.WriteString(" ")
				d.block(w, indent+2, depth-1)
				continue
			}
		} else {
			w.WriteString(d.key() + ":")
		}
		d.entry(w, indent, depth)
	}
}

func (d dice) entry(w *strings.Builder, indent, depth int) {
	switch {
	case depth > 0 && d.IntN(2) == 0:
		w.WriteString(d.comment())
		inner := indent + 1 + d.IntN(4)
		if d.IntN(6) == 0 {
			inner = indent
		}
		w.WriteString(strings.Repeat(" ", inner))
		d.block(w, inner, depth-1)
	case d.IntN(15) == 0:
		pad := "\n" + strings.Repeat(" ", indent+1+d.IntN(2))
		w.WriteString(d.one(" |", " |-", " |", " >", " |+") + pad + d.one("x", "# y", "a: b", "- c") + d.one("", "\n") + d.one("", pad+"  z", pad+" w ") + d.one("\n", "\n\n", ""))
	case d.IntN(12) == 0:
		w.WriteString(d.comment())
	default:
		w.WriteString(" " + d.scalar() + d.comment())
	}
}

// file writes one or two documents, and damages every other file in a place or two.
func (d dice) file() []byte {
	var w strings.Builder
	for range 1 + d.IntN(2) {
		w.WriteString(d.one("", "---\n", "--- # c\n", "# c\n", ""))
		d.block(&w, 0, d.IntN(4))
	}
	b := []byte(w.String())
	for range d.IntN(2) * (1 + d.IntN(2)) {
		at := d.IntN(len(b) + 1)
		damage := d.one("", " ", "  ", "-", "- ", ":", ": ", "#", " #", "'", "\"", "[", "]", "{", "}", ",", ", ", "|", ">", "\n", "\n\n", "\n ", "?", "&", "*", "!", "%", "@", "\\", "~", "---\n", "x")
		b = slices.Replace(b, at, min(at+d.IntN(3), len(b)), []byte(damage)...)
	}
	return b
}

func TestYAMLFastOnGenerated(t *testing.T) {
	d := dice{rand.New(rand.NewPCG(1, 2))}
	fast, n := 0, 5_000
	for range n {
		if checkFast(t, d.file(), document.DefaultLimits) {
			fast++
		}
	}
	if fast < n/4 {
		t.Errorf("%d of %d documents are read fast: too few to compare", fast, n)
	}
}

func FuzzYAMLFast(f *testing.F) {
	for _, seeds := range [][]string{yamlSeeds, fastYAML, notFastYAML} {
		for _, seed := range seeds {
			f.Add([]byte(seed))
		}
	}
	d := dice{rand.New(rand.NewPCG(3, 4))}
	for range 200 {
		f.Add(d.file())
	}
	f.Fuzz(func(t *testing.T, b []byte) { checkFast(t, b, document.DefaultLimits) })
}
