package document_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// decoders are the two ways to decode the same.
func decoders(limits document.Limits) map[string]func([]byte) (*document.Document, error) {
	return map[string]func([]byte) (*document.Document, error){
		"function": func(b []byte) (*document.Document, error) { return document.ParseJSON(b, limits, nil) },
		"decoder":  document.NewDecoder(limits, nil).ParseJSON,
	}
}

func TestDecoderReuses(t *testing.T) {
	d := document.NewDecoder(document.DefaultLimits, document.NewSymbols("id"))
	texts := []string{
		`{"id":[1,{"a":"\n"}]}`, `[]`, `{"a":1,"a":2}`, `"x"`, "[\n" + strings.Repeat(`{"id":"é\u00e9"},`, 50_000) + `1]`, "\xef\xbb\xbf[[2]]",
		`["` + strings.Repeat("\\n", 2<<20) + `"]`, `{"id":{"id":{"id":null}}}`, "\"\xff\"", manyKeys(100), manyKeys(30), `{"z":0}`,
	}
	for range 3 {
		for _, text := range texts {
			want, wantErr := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
			got, err := d.ParseJSON([]byte(text))
			if fmt.Sprint(err) != fmt.Sprint(wantErr) {
				t.Fatalf("%.40s: got %v, want %v", text, err, wantErr)
			}
			if err != nil {
				continue
			}
			if !bytes.Equal(got.Root.AppendJSON(nil), want.Root.AppendJSON(nil)) {
				t.Fatalf("%.40s: got %.80s", text, got.Root.AppendJSON(nil))
			}
			last := document.Node(0)
			for _, v := range got.Root.All() {
				last = v.Node()
			}
			gotSpan, _ := got.Span(last)
			if wantSpan, ok := want.Span(last); !ok || gotSpan != wantSpan {
				t.Fatalf("%.40s: got %v, want %v", text, gotSpan, wantSpan)
			}
		}
	}
}

func TestDecoderForgetsTheLastDocument(t *testing.T) {
	d := document.NewDecoder(document.DefaultLimits, nil)
	doc, err := d.ParseJSON([]byte("{\"secret\": 1}"))
	if err != nil {
		t.Fatal(err)
	}
	doc.Hide(2)
	if line, ok := doc.Line(1, 100); ok {
		t.Errorf("got %q, want nothing of a hidden line", line)
	}
	doc, err = d.ParseJSONLine([]byte("{\"b\":\n 2}"), 7)
	if err != nil {
		t.Fatal(err)
	}
	if line, ok := doc.Line(8, 100); !ok || line != " 2}" {
		t.Errorf("got %q, want line 8 of the second document", line)
	}
	if s, _ := doc.Span(2); s.Start != (document.Position{Line: 8, Column: 2}) {
		t.Errorf("got %v, want 8:2", s.Start)
	}
}

func TestDecoderLimits(t *testing.T) {
	d := document.NewDecoder(document.Limits{Bytes: 8, Depth: 2}, nil)
	for text, want := range map[string]string{
		`[[1,2,3]]`: "larger than 8 bytes", `[[[1]]]`: "deeper than 2", `[[1]]`: "<nil>", "\xff\xfe[\x00": "ends inside an array",
	} {
		if _, err := d.ParseJSON([]byte(text)); !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
	if _, err := d.ParseJSONLine([]byte(`[[1,2,3]]`), 1); err == nil || !strings.Contains(err.Error(), "larger than 8 bytes") {
		t.Errorf("got %v, want too large", err)
	}
}

func TestDecoderAllocatesNothing(t *testing.T) {
	for name, v := range map[string]object{"request": accessRequest(), "log": logLine(), "resource": searchService(1)} {
		d, text := document.NewDecoder(document.DefaultLimits, nil), compact(t, v)
		parse := func() {
			if _, err := d.ParseJSON(text); err != nil {
				t.Fatal(err)
			}
		}
		parse()
		parse()
		if n := testing.AllocsPerRun(100, parse); n != 0 {
			t.Errorf("%s: got %v allocations, want none", name, n)
		}
	}
}

// manyKeys is an object of n keys around another one of the same keys.
func manyKeys(n int) string {
	var keys strings.Builder
	for i := range n {
		fmt.Fprintf(&keys, `"a long common beginning %d and a long common end":%d,`, i, i)
	}
	inner := strings.TrimSuffix(keys.String(), ",")
	return "{" + keys.String() + `"inner":{` + inner + `},"outer":[{` + inner + "}]}"
}

func TestJSONDuplicateAmongMany(t *testing.T) {
	for name, parse := range decoders(document.DefaultLimits) {
		for _, n := range []int{1, 23, 24, 25, 31, 32, 33, 63, 64, 65, 500} {
			text := manyKeys(n)
			if _, err := parse([]byte(text)); err != nil {
				t.Fatalf("%s, %d keys: %v", name, n, err)
			}
			for _, first := range []int{0, n / 2, n - 1} {
				key := fmt.Sprintf(`"a long common beginning %d and a long common end"`, first)
				place := fmt.Sprintf("there at line 1, column %d", 1+strings.Index(text, key))
				_, err := parse([]byte(strings.TrimSuffix(text, "}") + ",\n" + key + ":0}"))
				if err == nil || !strings.HasPrefix(err.Error(), "2:1: ") || !strings.Contains(err.Error(), place) {
					t.Errorf("%s, %d keys: got %v, want a duplicate %s", name, n, err, place)
				}
			}
		}
	}
}

// Invalid UTF-8 is what is wrong with a document, wherever it is and whatever else is wrong.
func TestJSONInvalidUTF8ComesFirst(t *testing.T) {
	tests := map[string]string{
		"\"\x80\"": "1:2: ", "[1,]\n\"\xc3": "2:2: ", "{\"a\":1,\"a\":\"\xff\"}": "1:13: ", "[\xff]": "1:2: ", "[]\xf0": "1:3: ", "\xfe": "1:1: ",
		"[\"12345678\xed\xa0\x80\"]": "1:11: ", "{\"\xc0\x80\":1}": "1:3: ", "\"\\u00e9\xe9\"": "1:8: ", "\"\\\xff\"": "1:3: ",
		"[\"é\", \"" + strings.Repeat("x", 100) + "\xbf\"]": "1:108: ",
	}
	for text, want := range tests {
		for name, parse := range decoders(document.DefaultLimits) {
			_, err := parse([]byte(text))
			if err == nil || !strings.HasPrefix(err.Error(), want+"invalid UTF-8") {
				t.Errorf("%s, %.30q: got %v, want invalid UTF-8 at %s", name, text, err, want)
			}
		}
	}
}

func TestSymbols(t *testing.T) {
	var texts []string
	for i := range 70_000 {
		texts = append(texts, fmt.Sprintf("a long common beginning %d and a long common end", i))
	}
	texts = append([]string{"", "a", "ab", "abc", "abcd", "abcdefgh", "a"}, texts...)
	s := document.NewSymbols(texts...)
	for i, text := range texts {
		want := i + 1 - min(i/6, 1) // the second a has no number of its own
		switch {
		case i == 6:
			want = 2
		case want > 1<<16-1:
			want = 0
		}
		if got := s.Of(text); got != document.Symbol(want) {
			t.Fatalf("%q: got %d, want %d", text, got, want)
		}
	}
	var none *document.Symbols
	for _, table := range []*document.Symbols{none, document.NewSymbols(), s} {
		if got := table.Of("not there"); got != 0 {
			t.Errorf("got %d, want no symbol", got)
		}
	}
}
