package document_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// stricter are the reasons for which JSON that encoding/json accepts is refused.
var stricter = []string{"is already there", "surrogate", "invalid UTF-8", "nested deeper", "digits: at most", "exponent beyond", "beyond 1.8e308"}

func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,2.5e3,"x\u00e9\n",null,true,{}],"b":{"c":[]}}`, `[1,]`, `{"a":1,"a":2}`, `"\ud800"`, `[NaN]`, "\xff\xfe[\x00]\x00",
		`-0`, `1e400`, `12345678901234567890`, " \n[\t]\r\n", `{"abcdefgh":"ijklmnop\\qrstuvwx"}`, "[\"\x1f\"]", "\xef\xbb\xbf{}", `{"a":1}x`, `"12345678` + "\x80" + `"`,
	} {
		f.Add([]byte(seed))
	}
	decoder := document.NewDecoder(document.DefaultLimits, nil)
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := document.ParseJSON(b, document.DefaultLimits, nil)
		checkReuse(t, decoder, b, doc, err)
		text, textErr := document.Text(b)
		if textErr != nil {
			if err == nil {
				t.Fatalf("accepted, but as text it is %v", textErr)
			}
			return
		}
		want, wantErr := standard(text)
		if err == nil {
			if wantErr != nil {
				t.Fatalf("accepted, encoding/json says %v", wantErr)
			}
			if got := doc.Root.Interface(); !reflect.DeepEqual(got, want) {
				t.Fatalf("got %v, want %v", got, want)
			}
			checkSpans(t, doc, text)
			checkAppend(t, doc.Root, want)
			return
		}
		checkError(t, err, text)
		if wantErr == nil && !containsAny(err.Error(), stricter) {
			t.Fatalf("refused: %v; encoding/json accepts it", err)
		}
	})
}

// checkReuse asserts that a decoder that has decoded others before comes to the same.
func checkReuse(t *testing.T, decoder *document.Decoder, b []byte, want *document.Document, wantErr error) {
	t.Helper()
	got, err := decoder.ParseJSON(b)
	if fmt.Sprint(err) != fmt.Sprint(wantErr) {
		t.Fatalf("used again: got %v, want %v", err, wantErr)
	}
	if err == nil && !bytes.Equal(got.Root.AppendJSON(nil), want.Root.AppendJSON(nil)) {
		t.Fatalf("used again: got %s", got.Root.AppendJSON(nil))
	}
}

func containsAny(s string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}

// checkError asserts that an error points into the text.
func checkError(t *testing.T, err error, text []byte) {
	t.Helper()
	var syntax *document.SyntaxError
	if !errors.As(err, &syntax) {
		t.Fatalf("got %T, want a *SyntaxError", err)
	}
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(text)), "\n")
	if syntax.Line < 1 || syntax.Line > len(lines) || syntax.Column < 1 || syntax.Column > utf8.RuneCountInString(lines[syntax.Line-1])+1 {
		t.Fatalf("%v lies outside the text", err)
	}
}

// checkSpans asserts that each node's span holds that node's text.
func checkSpans(t *testing.T, doc *document.Document, text []byte) {
	t.Helper()
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(text)), "\n")
	next := document.Node(0)
	for path, v := range doc.Root.All() {
		next++
		s, ok := doc.Span(v.Node())
		if !ok || v.Node() != next {
			t.Fatalf("%v: node %d (want %d) has span %v", path, v.Node(), next, ok)
		}
		got := cut(lines, s.Start, s.End)
		part, err := document.ParseJSON([]byte(got), document.DefaultLimits, nil)
		if err != nil || !reflect.DeepEqual(part.Root.Interface(), v.Interface()) {
			t.Fatalf("%v: the span holds %q, want %v", path, got, v.Interface())
		}
		if len(path) > 0 && !path[len(path)-1].IsIndex {
			var key string
			if err := json.Unmarshal([]byte(cut(lines, s.Key, s.KeyEnd)), &key); err != nil || key != path[len(path)-1].Key {
				t.Fatalf("%v: the key span holds %q", path, key)
			}
		}
	}
}

// cut returns the text between two positions.
func cut(lines []string, from, to document.Position) string {
	first := []rune(lines[from.Line-1])
	if from.Line == to.Line {
		return string(first[from.Column-1 : to.Column-1])
	}
	parts := []string{string(first[from.Column-1:])}
	parts = append(parts, lines[from.Line:to.Line-1]...)
	return strings.Join(append(parts, string([]rune(lines[to.Line-1])[:to.Column-1])), "\n")
}

func checkAppend(t *testing.T, v document.Value, want any) {
	t.Helper()
	again, err := standard(v.AppendJSON(nil))
	if err != nil || !reflect.DeepEqual(again, want) {
		t.Fatalf("written again it is %v (%v), want %v", again, err, want)
	}
}
