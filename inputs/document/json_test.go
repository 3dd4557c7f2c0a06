package document_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

func standard(b []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("trailing data")
	}
	return v, nil
}

func TestJSONAccepts(t *testing.T) {
	nested := strings.Repeat("[", 128) + strings.Repeat("]", 128)
	tests := []string{
		`null`, `true`, `false`, `0`, `-0`, `1`, `-1`, `""`, `"x"`, `[]`, `{}`, ` [ ] `, "\t\r\n{ } \n", nested,
		`12345678901234567890`, `1.0`, `1E22`, `1e-2`, `1e+2`, `0e1`, `0e+1`, `123.456789`, `20e1`, `-1`, `1.5e308`,
		`-0.000000000000000000000000000000000000000000000000000000000000000000000000000001`,
		strings.Repeat("9", 308),
		`[[] ]`, `[""]`, `[null,1,"1",{}]`, `[1,null,null,null,2]`, `{"":0}`, `{"a":[],"b":{}}`, `{"a":{"a":{"a":1}}}`,
		`"\u0060\u012a\u12AB"`, `"\ud801\udc37"`, `"\uD83D\uDE39\uD83D\uDC8D"`, `"\"\\\/\b\f\n\r\t"`, `"\\u0000"`, `"\""`,
		`"a/*b*/c/*d//e"`, `"\\a"`, `"\u0012"`, `"\uFFFF"`, `"asd "`, `"\uDBFF\uDFFF"`, `"new\u00A0line"`,
		"\"\U0010FFFF\"", "\"\uFFFF\"", `"\u0000"`, `"\u002c"`, "\"\u03c0\"", "\"\U0001BFFF\"", `"\u0821"`, `"\u0123"`,
		"\"\u2028\"", "\"\u2029\"", `"\uDBFF\uDFFE"`, `"\u0061\u30af\u30EA\u30b9"`, "\"\u007f\"", `"\uA66D"`, "\"\u2342\u3648\u20ac\"",
		`"\u200B"`, `"\u2064"`, `"\uFDD0"`, `"\uFFFE"`, `"\u0022"`, "\"a\x7fa\"", `{"asd":"sdf", "dfg":"fgh"}`,
		`{"foo\u0000bar": 42}`, `{ "min": -1.0e+28, "max": 1.0e+28 }`, `{"title":"\u041f\u043e\u043b\u0442\u043e\u0440\u0430" }`,
		"{\n\"a\": \"b\"\n}", `["` + strings.Repeat("x", 5000) + `"]`, `"` + strings.Repeat(`\n`, 5000) + `"`,
	}
	for _, text := range tests {
		doc, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
		if err != nil {
			t.Errorf("%.40s: %v", text, err)
			continue
		}
		want, err := standard([]byte(text))
		if err != nil {
			t.Fatalf("%.40s: not JSON: %v", text, err)
		}
		if got := doc.Root.Interface(); !reflect.DeepEqual(got, want) {
			t.Errorf("%.40s: got %v, want %v", text, got, want)
		}
	}
}

func TestJSONRefuses(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", `1:1: there is no JSON here`},
		{" \n", `2:1: there is no JSON here`},
		{`[1 true]`, `1:4: "true" where a comma or ] should be`},
		{"[\"a\xe5\"]", `1:4: invalid UTF-8`},
		{`["": 1]`, `1:4: ":" where a comma or ]`},
		{`[""],`, `1:5: more text behind`},
		{`[,1]`, `1:2: "," where a value`},
		{`[1,,2]`, `1:4: "," where a value`},
		{`["x",,]`, `1:6: "," where a value`},
		{`["x"]]`, `1:6: more text`},
		{`["",]`, `1:4: a comma with nothing behind it`},
		{`["x"`, `1:5: the file ends inside an array that starts at line 1, column 1`},
		{`[x`, `1:2: "x" where a value`},
		{`[3[4]]`, `1:3: "[" where a comma or ]`},
		{"[1,\n1\n,1", `3:3: the file ends inside an array`},
		{`[*]`, `"*" where a value`},
		{`["a",4,1,`, `the file ends inside an array`},
		{`[1,]`, `1:3: a comma with nothing`},
		{"[\"\v\"\\f]", `1:3: control character U+000B in a string`},
		{`[""`, `ends inside an array`},
		{`[`, `1:2: the file ends inside an array`},
		{`[fals]`, `"fals" where a value`},
		{`[nul]`, `"nul" where a value`},
		{`[tru]`, `"tru" where`},
		{`[truex]`, `"truex" where`},
		{`tru`, `1:1: the file ends inside true`},
		{`nul`, `ends inside null`},
		{`[nul`, `1:2: the file ends inside null`},
		{"123\x00", `more text`},
		{`["a\u0000`, `ends inside the string`},
		{`++1234`, `plus sign`},
		{`[+1]`, `plus sign`},
		{`[+Inf]`, `plus sign`},
		{`[-01]`, `leading zeros`},
		{`[012]`, `1:2: a number with leading zeros`},
		{`[-1.0.]`, `not a number: "-1.0."`},
		{`[-2.]`, `not a number`},
		{`[.-1]`, `digits before the point`},
		{`[.2e-3]`, `digits before the point`},
		{`[0.1.2]`, `not a number`},
		{`[0.3e+]`, `not a number`},
		{`[0.3e]`, `not a number`},
		{`[0.e1]`, `not a number`},
		{`[0E+]`, `not a number`},
		{`[0E]`, `not a number`},
		{`[1.0e+]`, `not a number`},
		{`[1eE2]`, `not a number`},
		{`[1 000.0]`, `"000.0" where a comma`},
		{`[2.e+3]`, `not a number`},
		{`[9.e+]`, `not a number`},
		{`[Inf]`, `"Inf" where a value`},
		{`[NaN]`, `1:2: NaN is not a JSON number`},
		{`[-NaN]`, `not a number`},
		{"[\uff11]", "\"\uff11\" where a value"},
		{`[1+2]`, `not a number`},
		{`[0x1]`, `hexadecimal`},
		{`[0x42]`, `hexadecimal`},
		{`[Infinity]`, `Infinity is not`},
		{`[-Infinity]`, `-Infinity is not`},
		{`[-1x]`, `not a number`},
		{`[1ea]`, `not a number`},
		{`[- 1]`, `not a number`},
		{`[-012]`, `leading zeros`},
		{`[-.123]`, `not a number`},
		{`-`, `the file ends inside a number`},
		{`1.`, `ends inside a number`},
		{`1e`, `ends inside a number`},
		{`[1a]`, `not a number`},
		{`[1.8011670033376514H-308]`, `not a number`},
		{`["x", truth]`, `"truth" where a value`},
		{`{[: "x"}`, `"[" where a key in double quotes`},
		{`{"x", null}`, `1:5: "," where a colon`},
		{`{"x"::"b"}`, `":" where a value`},
		{`{🇨🇭}`, `where a key`},
		{`{"a":"a" 123}`, `1:10: "123" where a comma or }`},
		{`{key: 'value'}`, `"key" where a key`},
		{`{"id":0,}`, `1:8: a comma with nothing`},
		{`{"a" b}`, `"b" where a colon`},
		{`{:"b"}`, `":" where a key`},
		{`{"a"`, `ends inside an object`},
		{`{"a":`, `1:6: the file ends inside an object`},
		{`{'a':0}`, `1:2: a string in single quotes where a key`},
		{`{"id":0,,}`, `"," where a key`},
		{`{1:1}`, `"1" where a key`},
		{`{9999E9999:1}`, `where a key`},
		{`{null:null,null:null}`, `"null" where a key`},
		{`{"a":true} "x"`, `1:12: more text behind the end of the document`},
		{`{"a":"b"}/**/`, `more text`},
		{`{"a":"b"}#`, `more text`},
		{`{"a":1}{"b":2}`, `one file holds one JSON document`},
		{`{"a":"b"`, `ends inside an object`},
		{`{"a":/*comment*/"b"}`, `1:6: a comment where a value`},
		{`{"foo":"bar", "a"}`, `"}" where a colon`},
		{`["\uD800\u"]`, `half of a surrogate pair`},
		{`["\uD800\u1"]`, `surrogate`},
		{`["\uD800\u1x"]`, `surrogate`},
		{`"\ud800"`, `1:2: half of a surrogate`},
		{`"\udc00\ud800"`, `surrogate`},
		{`"\ud800abcdef"`, `surrogate`},
		{`"\ud800\n12345"`, `surrogate`},
		{`["é\x"]`, `1:4: invalid escape`},
		{"[\"\\\x00\"]", `invalid escape`},
		{`["\\\"]`, `ends inside the string`},
		{"[\"\\\t\"]", `invalid escape`},
		{`["\🌀"]`, `1:3: invalid escape`},
		{`["\`, `ends inside an escape`},
		{`["\u00A"]`, `four hexadecimal`},
		{`["\a"]`, `invalid escape`},
		{`["\uqqqq"]`, `four hexadecimal`},
		{"[\"a\x00a\"]", `U+0000`},
		{`"`, `1:1: the file ends inside the string`},
		{`[']`, `single quotes`},
		{"[\"new\nline\"]", `1:2: the string that starts here is not closed on its line`},
		{"[\"\t\"]", `U+0009`},
		{`<.>`, `"<" where`},
		{`[<null>]`, `"<" where`},
		{`[1]x`, `more text behind the end of the document: "x"`},
		{`['single quote']`, `single`},
		{`abc`, `"abc" where a value`},
		{`[\`, `where a value`},
		{`{"asd":"asd"`, `ends inside an object`},
		{"\u00e5", `where a value`},
		{"[\u2060]", `where a value`},
		{"\ufeff\ufeff{}", `byte order mark`},
		{"[\f]", `"\f" where a value`},
		{"[\u00a0]", `where a value`},
		{`]`, `"]" where a value`},
		{`{]`, `"]" where a key`},
		{`[}`, `"}" where a value`},
		{`{"a":1]`, `"]" where a comma or }`},
		{strings.Repeat("[", 129) + strings.Repeat("]", 129), `1:129: nested deeper than 128 levels`},
		{strings.Repeat(`{"a":`, 100_000), `nested deeper`},
		{strings.Repeat("[", 100_000), `nested deeper`},
		{"{\"a\":1,\r\n\"b\":2,\r\n \"a\":3}", `3:2: the key "a" is already there at line 1, column 2`},
		{`{"a":1,"\u0061":2}`, `1:8: the key "a" is already there at line 1, column 2`},
		{`1e309`, `exponent beyond`},
		{`1e-309`, `exponent beyond`},
		{`-1e99999999999999999999`, `exponent beyond`},
		{`1.9e308`, `beyond 1.8e308`},
		{strings.Repeat("9", 309), `309 digits`},
		{"\xff\xfe[\x00\"\x00\x00\xd8]\x00", `surrogate`},
		{"\xff\xfe[\x00]", `ends inside a character`},
		{"[\x00]\x00", `NUL byte`},
		{"\xff\xfe\x00\x00[", `UTF-32`},
		{"[\"\xed\xa0\x80\"]", `1:3: invalid UTF-8`},
		{"[\"\xc0\xaf\"]", `invalid UTF-8`},
		{"[\"\xf4\xbf\xbf\xbf\"]", `invalid UTF-8`},
		{"[\"日ш\xfa\"]", `1:5: invalid UTF-8`},
		{"[\r\r1,\r,]", `4:1: "," where`},
	}
	for _, test := range tests {
		doc, err := document.ParseJSON([]byte(test.text), document.DefaultLimits, nil)
		var syntax *document.SyntaxError
		if !errors.As(err, &syntax) || doc != nil {
			t.Errorf("%.40q: got %v, want an error with %q", test.text, err, test.want)
			continue
		}
		if !strings.Contains(err.Error(), test.want) {
			t.Errorf("%.40q: got %q, want %q", test.text, err, test.want)
		}
	}
}

func TestJSONEncodings(t *testing.T) {
	want := map[string]any{"k": "é😀"}
	tests := map[string]string{
		"plain":     `{"k":"é😀"}`,
		"with mark": "\xef\xbb\xbf{\"k\":\"é😀\"}",
		"little":    "\xff\xfe{\x00\"\x00k\x00\"\x00:\x00\"\x00\xe9\x00\x3d\xd8\x00\xde\"\x00}\x00",
		"big":       "\xfe\xff\x00{\x00\"\x00k\x00\"\x00:\x00\"\x00\xe9\xd8\x3d\xde\x00\x00\"\x00}",
	}
	for name, text := range tests {
		doc, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := doc.Root.Interface(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}

func TestJSONLimits(t *testing.T) {
	if _, err := document.ParseJSON([]byte(`[1,2,3]`), document.Limits{Bytes: 6}, nil); err == nil || !strings.Contains(err.Error(), "larger than 6 bytes") {
		t.Errorf("got %v, want too large", err)
	}
	if _, err := document.ParseJSON([]byte(`[[1]]`), document.Limits{Depth: 1}, nil); err == nil || !strings.Contains(err.Error(), "deeper than 1") {
		t.Errorf("got %v, want too deep", err)
	}
}

func TestJSONManyKeys(t *testing.T) {
	var b bytes.Buffer
	for i := range 100_000 {
		fmt.Fprintf(&b, "%c\"key%d\":%d", "{,"[min(i, 1)], i, i)
	}
	text := b.String()
	doc, err := document.ParseJSON([]byte(text+"}"), document.DefaultLimits, nil)
	if err != nil || doc.Root.Len() != 100_000 {
		t.Fatalf("got %v, want 100,000 keys", err)
	}
	_, err = document.ParseJSON([]byte(text+`,"key77":0}`), document.DefaultLimits, nil)
	if err == nil || !strings.Contains(err.Error(), `"key77" is already there`) {
		t.Errorf("got %v, want a duplicate", err)
	}
}

func TestJSONSymbols(t *testing.T) {
	symbols := document.NewSymbols("id", "name")
	doc, err := document.ParseJSON([]byte(`{"x":1,"n\u0061me":2,"id":3}`), document.DefaultLimits, symbols)
	if err != nil {
		t.Fatal(err)
	}
	want := []document.Symbol{0, 2, 1}
	for i, m := range doc.Root.Members() {
		if m.Key.Symbol() != want[i] {
			t.Errorf("%s: got symbol %d, want %d", m.Key.Text(), m.Key.Symbol(), want[i])
		}
	}
}

func TestJSONSpan(t *testing.T) {
	text := "{\r\n  \"naïve\": \"é\", \"a\\\"\": [1, {\"b\": null}],\r\n\"c\": {}}"
	doc, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"1:1", "{0 0} {0 0} {1 1} {3 9}",
		"naïve", "{2 3} {2 10} {2 12} {2 15}",
		`a"`, "{2 17} {2 22} {2 24} {2 40}",
		"0", "{0 0} {0 0} {2 25} {2 26}",
		"1", "{0 0} {0 0} {2 28} {2 39}",
		"b", "{2 29} {2 32} {2 34} {2 38}",
		"c", "{3 1} {3 4} {3 6} {3 8}",
	}
	node := document.Node(0)
	for path, v := range doc.Root.All() {
		node++
		if v.Node() != node {
			t.Errorf("%v: got node %d, want %d", path, v.Node(), node)
		}
		s, ok := doc.Span(node)
		got := fmt.Sprint(s.Key, s.KeyEnd, s.Start, s.End)
		if !ok || got != want[2*node-1] {
			t.Errorf("%v: got %v, want %s", path, got, want[2*node-1])
		}
	}
	for _, n := range []document.Node{0, 8} {
		if _, ok := doc.Span(n); ok {
			t.Errorf("node %d: got a span, want none", n)
		}
	}
}

func TestJSONLine(t *testing.T) {
	doc, err := document.ParseJSONLine([]byte(`{"a":1}`), document.DefaultLimits, nil, 42)
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := doc.Span(2); s.Start != (document.Position{Line: 42, Column: 6}) {
		t.Errorf("got %v, want 42:6", s.Start)
	}
	_, err = document.ParseJSONLine([]byte(`{"a":}`), document.DefaultLimits, nil, 42)
	if err == nil || !strings.HasPrefix(err.Error(), "42:6: ") {
		t.Errorf("got %v, want an error at 42:6", err)
	}
}

func TestJSONSpanOnLongLines(t *testing.T) {
	text := `["` + strings.Repeat("é", 10_000) + `", 1]`
	doc, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := doc.Span(3); s.Start != (document.Position{Line: 1, Column: 10_006}) {
		t.Errorf("got %v, want 1:10006", s.Start)
	}
}
