package document_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// upTo enters what is less deep.
func upTo(depth int) func([]string, document.Kind) bool {
	return func(path []string, _ document.Kind) bool { return len(path) < depth }
}

// splitAll reads b in parts and puts them together again.
func splitAll(r io.Reader, b []byte, depth int) (root document.Value, places map[document.Node]document.Place, doc *document.Document, err error) {
	pieces := document.NewPieces(document.DefaultLimits, nil)
	places = map[document.Node]document.Place{}
	parts := map[string]document.Value{}
	var order []string
	err = document.Split(r, document.DefaultLimits, nil, upTo(depth), func(p document.Part) error {
		text := bytes.Clone(b[p.Place.Offset : p.Place.Offset+int64(p.Place.Size)])
		if !bytes.Equal(text, p.Bytes) {
			return fmt.Errorf("the part is %q, at its place is %q", p.Bytes, text)
		}
		v, err := pieces.Add(text, p.Place)
		if err != nil {
			return fmt.Errorf("added: %w", err)
		}
		if !reflect.DeepEqual(v.Interface(), p.Document.Root.Interface()) {
			return fmt.Errorf("the part is %v, as a piece %v", p.Document.Root.Interface(), v.Interface())
		}
		got, _ := p.Document.Span(p.Document.Root.Node())
		if want, _ := pieces.Document().Span(v.Node()); got != want {
			return fmt.Errorf("the part stands at %v, the piece at %v", got, want)
		}
		places[v.Node()] = p.Place
		key := strings.Join(p.Path, "\x00") + fmt.Sprint(len(order))
		order = append(order, key)
		parts[key] = v
		return nil
	})
	values := make([]document.Value, 0, len(order))
	for _, key := range order {
		values = append(values, parts[key])
	}
	return document.ArrayValue(values...), places, pieces.Document(), err
}

// leaves returns the values of v that are not entered.
func leaves(v document.Value, depth int) []document.Value {
	if k := v.Kind(); depth == 0 || k != document.Array && k != document.Object {
		return []document.Value{v}
	}
	var all []document.Value
	for _, e := range v.Elements() {
		all = append(all, leaves(e, depth-1)...)
	}
	for _, m := range v.Members() {
		all = append(all, leaves(m.Value, depth-1)...)
	}
	return all
}

// checkSplit holds what is read in parts against the whole.
func checkSplit(t *testing.T, b []byte, depth int) {
	t.Helper()
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return // UTF-16 is not read in parts
	}
	whole, wholeErr := document.ParseJSON(b, document.DefaultLimits, nil)
	for name, r := range map[string]io.Reader{"at once": bytes.NewReader(b), "byte by byte": iotest.OneByteReader(bytes.NewReader(b))} {
		root, _, doc, err := splitAll(r, b, depth)
		if (err == nil) != (wholeErr == nil) {
			t.Fatalf("%s, %d deep: %v, as a whole %v", name, depth, err, wholeErr)
		}
		if err != nil {
			var got, want *document.SyntaxError
			if !errors.As(err, &got) || !errors.As(wholeErr, &want) {
				t.Fatalf("%s: no syntax error: %v, %v", name, err, wholeErr)
			}
			if got.Position != want.Position && !strings.Contains(want.Reason, "nothing behind it") && got.Reason != "invalid UTF-8" && want.Reason != "invalid UTF-8" {
				t.Fatalf("%s: %v, as a whole %v", name, err, wholeErr)
			}
			continue
		}
		want := leaves(whole.Root, depth)
		if root.Len() != len(want) {
			t.Fatalf("%s: %d parts, want %d", name, root.Len(), len(want))
		}
		for i, v := range root.Elements() {
			comparePlaces(t, doc, v, whole, want[i])
		}
	}
}

// comparePlaces asserts that two values are the same and that they, and what is in them, stand at the same place.
func comparePlaces(t *testing.T, doc *document.Document, v document.Value, wholeDoc *document.Document, whole document.Value) {
	t.Helper()
	if !reflect.DeepEqual(v.Interface(), whole.Interface()) {
		t.Fatalf("got %v, want %v", v.Interface(), whole.Interface())
	}
	places := map[string]document.Span{}
	for path, e := range whole.All() {
		places[path.String()], _ = wholeDoc.Span(e.Node())
	}
	for path, e := range v.All() {
		got, ok := doc.Span(e.Node())
		want := places[path.String()]
		if path.String() == "" { // a part does not know its key
			want.Key, want.KeyEnd = got.Key, got.KeyEnd
		}
		if !ok || got != want {
			t.Fatalf("%s stands at %v, want %v", path, got, want)
		}
	}
}

func TestSplit(t *testing.T) {
	long := strings.Repeat(`{"address": "äöü", "n": [1, 2, {"x": "\u00e9"}]}, `+"\n", 6_000)
	tests := map[string]string{
		"a plan":          `{"format_version": "1.2", "resource_changes": [{"a": 1}, {"b": [true, null]}], "x": {"y": {}}}`,
		"over lines":      "{\n  \"a\": [\r\n    1,\r    2\n  ],\n  \"b\": {\"c\": \"d\"}\n}\n",
		"empty":           `{"a": [], "b": {}}`,
		"a scalar":        ` 12 `,
		"with a mark":     "\xef\xbb\xbf{\"a\": 1}",
		"nothing":         ``,
		"white space":     "\n \n",
		"twice":           `{"a": 1, "a": 2}`,
		"twice below":     `{"a": {"b": 1, "b": 2}}`,
		"cut":             `{"a": [1, 2`,
		"cut in a word":   `{"a": tru`,
		"cut in a string": `{"a": "x`,
		"cut at a colon":  `{"a":`,
		"cut at a comma":  `{"a": 1,`,
		"a comma more":    `[1, 2, ]`,
		"no comma":        `[1 2]`,
		"no colon":        `{"a" 1}`,
		"no quotes":       `{a: 1}`,
		"two documents":   `{} {}`,
		"bad UTF-8":       "{\"a\": \"\xff\"}",
		"bad key":         "{\"\xff\": 1}",
		"half a pair":     `{"a": "\ud800"}`,
		"deep":            strings.Repeat("[", 129) + strings.Repeat("]", 129),
		"deep enough":     strings.Repeat("[", 128) + strings.Repeat("]", 128),
		"many":            "[" + long + "0]",
		"a long one":      `{"a": [` + long + `0], "b": "` + strings.Repeat("x", 600_000) + `", "c": 1}`,
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			for depth := range 4 {
				if len(text) > 10_000 && depth > 2 {
					continue
				}
				checkSplit(t, []byte(text), depth)
			}
		})
	}
}

func TestSplitHoldsOnePart(t *testing.T) {
	limits := document.Limits{Bytes: 1000}
	each := func(document.Part) error { return nil }
	long := `[` + strings.Repeat(`"xxxxxxxxxxxxxxxxxx", `, 100_000) + `1]`
	if err := document.Split(strings.NewReader(long), limits, nil, upTo(1), each); err != nil {
		t.Errorf("a long document of short parts: %v", err)
	}
	err := document.Split(strings.NewReader(`[1, "`+strings.Repeat("x", 2_000_000)+`"]`), limits, nil, upTo(1), each)
	if err == nil || !strings.Contains(err.Error(), "1:5: a value of more than 1000 bytes") {
		t.Errorf("a long part: %v", err)
	}
}

func TestSplitStops(t *testing.T) {
	enough, n := errors.New("enough"), 0
	err := document.Split(strings.NewReader(`[1, 2, 3]`), document.Limits{}, nil, upTo(1), func(document.Part) error {
		if n++; n == 2 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) || n != 2 {
		t.Errorf("%v after %d parts", err, n)
	}
	gone := errors.New("the disk is gone")
	err = document.Split(io.MultiReader(strings.NewReader(`[1, `), iotest.ErrReader(gone)), document.Limits{}, nil, upTo(1), func(document.Part) error { return nil })
	if !errors.Is(err, gone) {
		t.Errorf("got %v", err)
	}
}

func FuzzSplit(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,2.5e3,"x\u00e9\n",null,true,{}],"b":{"c":[]}}`, `[1,]`, `{"a":1,"a":2}`, `"\ud800"`, "\xef\xbb\xbf{}", "{\"a\":\r\n[{\"b\":1}\n]}", `[tru`,
	} {
		f.Add([]byte(seed), 2)
	}
	f.Fuzz(func(t *testing.T, b []byte, depth int) { checkSplit(t, b, min(max(depth, 0), 5)) })
}
