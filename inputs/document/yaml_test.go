package document_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// shown writes documents as "0:{...} 2:[...]".
func shown(docs []*document.Document) string {
	var parts []string
	for _, d := range docs {
		parts = append(parts, fmt.Sprintf("%d:%s", d.Index, d.Root.AppendJSON(nil)))
	}
	return strings.Join(parts, " ")
}

func TestYAMLAccepts(t *testing.T) {
	tests := []struct{ name, text, core, kubernetes string }{
		{"documents", "a: 1\n---\nb: 2\n", `0:{"a":1} 1:{"b":2}`, ""},
		{"no document", "# c\n", "", ""},
		{"empty documents", "---\n# c\n---\na: 1\n...\n---\n---\nb: [1, {c: d}]\n", `1:{"a":1} 3:{"b":[1,{"c":"d"}]}`, ""},
		{"null documents", "null\n--- ~\n", `0:null 1:null`, ""},
		{"scalar documents", "--- a\n--- |\n x\n y\n---\n>-\n z\n", `0:"a" 1:"x\ny\n" 2:"z"`, ""},
		{
			"booleans", "a: true\nb: False\nc: TRUE\nd: yes\ne: Off\nf: 'true'", `0:{"a":true,"b":false,"c":true,"d":"yes","e":"Off","f":"true"}`,
			`0:{"a":true,"b":false,"c":true,"d":true,"e":false,"f":"true"}`,
		},
		{"nulls", "a: ~\nb:\nc: NULL\nd: Null\ne: null\nf: nUll", `0:{"a":null,"b":null,"c":null,"d":null,"e":null,"f":"nUll"}`, ""},
		{"integers", "[0, -0, 12345678901234567890123, +5, 010, 0o17, 0xF, 08, -1]", `0:[0,-0,12345678901234567890123,5,10,15,15,8,-1]`, `0:[0,-0,12345678901234567890123,5,8,15,15,8,-1]`},
		{"big hexadecimal", "0xFFFFFFFFFFFFFFFFFF", `0:4722366482869645213695`, `0:"0xFFFFFFFFFFFFFFFFFF"`},
		{"floats", "[1.0, 1.e3, .5, +.5, -01.50, 1e+05, 1., 2E-3]", `0:[1.0,1e3,0.5,0.5,-1.50,1e+05,1,2E-3]`, ""},
		{"old numbers", "[1_000, 0b11, -0x1F, 1:30, 0b-1, _1]", `0:["1_000","0b11","-0x1F","1:30","0b-1","_1"]`, `0:[1000,3,-31,"1:30",-1,"_1"]`},
		{"dates", "[2024-01-01, 2024-01-01T10:00:00Z]", `0:["2024-01-01","2024-01-01T10:00:00Z"]`, ""},
		{"tags", "[!!str 1, !!int '12', !!float 1, !!null '', !!bool true, !!map {}, !!seq [], !!str ]", `0:["1",12,1,null,true,{},[],""]`, ""},
		{"merge", "x: &x {a: 1, b: 2}\nz:\n  <<: *x\n  b: 3\n  c: 4", `0:{"x":{"a":1,"b":2},"z":{"b":3,"c":4,"a":1}}`, ""},
		{"merge of many", "<<: [{a: 1}, {a: 2, b: 3, <<: {b: 4, c: 5}}]", `0:{"a":1,"b":3,"c":5}`, ""},
		{"quoted merge key", "'<<': 1", `0:{"<<":1}`, ""},
		{"aliases", "a: &x [1, &y b]\nc: *x\nd: *y\n*y : e", `0:{"a":[1,"b"],"c":[1,"b"],"d":"b","b":"e"}`, ""},
		{"anchor used again", "a: &x 1\nb: &x 2\nc: *x", `0:{"a":1,"b":2,"c":2}`, ""},
		{"JSON", `{"a": [1, "b", null], "c": {}}`, `0:{"a":[1,"b",null],"c":{}}`, ""},
		{"CR LF", "a: b\r\nc: |\r\n  d\r\n  e\r\n", `0:{"a":"b","c":"d\ne\n"}`, ""},
		{"UTF-16", "\xff\xfea\x00:\x00 \x00\xe9\x00", `0:{"a":"é"}`, ""},
		{"mark", "\xef\xbb\xbfa: 1", `0:{"a":1}`, ""},
		{"exclamation", "a: hello!\nb: it is !true ! really\n# ! no\nc: '! x'", `0:{"a":"hello!","b":"it is !true ! really","c":"! x"}`, ""},
		{"aliases below the limit", "a: &x [1]\nb: [" + strings.Repeat("*x, ", 4000) + "]", "", ""},
	}
	for _, test := range tests {
		for schema, want := range []string{test.core, test.kubernetes} {
			docs, err := document.ParseYAML([]byte(test.text), document.DefaultLimits, document.Schema(schema))
			if err != nil {
				t.Errorf("%s: %v", test.name, err)
			}
			if want == "" {
				want = test.core
			}
			if got := shown(docs); got != want && len(test.text) < 1000 {
				t.Errorf("%s, schema %d: got %s, want %s", test.name, schema, got, want)
			}
		}
	}
}

func TestYAMLKubernetesKeys(t *testing.T) {
	text := "1: a\ntrue: b\n1.50: c\n0x10: d\nno: e\n2024-01-01: f\n1e3: g"
	docs, err := document.ParseYAML([]byte(text), document.DefaultLimits, document.Kubernetes)
	want := `0:{"1":"a","true":"b","1.5":"c","16":"d","false":"e","2024-01-01":"f","1000":"g"}`
	if got := shown(docs); err != nil || got != want {
		t.Errorf("got %s (%v), want %s", got, err, want)
	}
}

func laughs() string {
	var b bytes.Buffer
	b.WriteString("a0: &a0 [x, x]\n")
	for i := 1; i < 30; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [*a%d, *a%d]\n", i, i, i-1, i-1)
	}
	return b.String()
}

func mergeBomb() string {
	var b bytes.Buffer
	b.WriteString("a: &a {")
	for i := range 2000 {
		fmt.Fprintf(&b, "k%d: 1, ", i)
	}
	b.WriteString("}\nb:\n  <<: [" + strings.Repeat("*a, ", 2000) + "]\n")
	return b.String()
}

func TestYAMLRefuses(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"duplicate", "a: 1\nb:\n  c: 1\n  \"c\": 2", `4:3: the key "c" is already there at line 3, column 3`},
		{"duplicate in flow", "{a: 1, a: 2}", `1:8: the key "a" is already there at line 1, column 2`},
		{"duplicate merge key", "<<: {a: 1}\n<<: {b: 1}", `2:1: the key "<<" is already there`},
		{"duplicate below a merge key", "<<: {a: 1, a: 2}", `1:12: the key "a" is already there`},
		{"broken second document", "a: 1\n---\nb: [\n", `4:1: no value where one should be`},
		{"behind the end", "a: 1\n... x\n", `2:5: more text behind the end`},
		{"bare second document", "a: 1\n...\nb: 2\n", `3:1: more text behind the end`},
		{"three colons", "a: b: c", `1:5: a key and a colon where no key can be`},
		{"tag of CloudFormation", "a:\n  b: !Ref x", `2:6: the tag "!Ref" is not known here`},
		{"tag of Python", "a: !!python/object:os.system x", `1:4: the tag "!!python/object:os.system"`},
		{"tag binary", "a: !!binary aGk=", `1:4: the tag "!!binary"`},
		{"tag timestamp", "a: !!timestamp 2024-01-01", `remove the tag`},
		{"tag on a mapping", "!!str {a: b}", `the tag "!!str"`},
		{"tag redefined", "%TAG !! tag:example.com,2000:\n---\na: !!str b", `3:4: the tag "tag:example.com,2000:str"`},
		{"tag without name", "a: ! 12", `1:4: the tag ! without a name`},
		{"tag without name behind an anchor", "a: &x ! true", `1:4: the tag ! without a name`},
		{"tag without name and nothing else", "a: 1\n--- !\n---\nb: 1", `2:5: the tag ! without a name`},
		{"tag that does not fit", "a: !!int 1.5", `1:4: "1.5" is not what its tag !!int says`},
		{"key of a sequence", "? [a]\n: b", `1:3: a key that is a mapping or a sequence`},
		{"template", "a: {{ .Values.x }}", `Render the template first`},
		{"key null", "~: a", `1:1: a key that is null`},
		{"NaN", "a: .nan", `1:4: .nan is not a number`},
		{"infinity", "a: -.Inf", `1:4: -.Inf is not a number`},
		{"exponent", "a: 1e999", `1:4: a number with an exponent beyond`},
		{"digits", "a: 1" + strings.Repeat("0", 400), `write it in quotes`},
		{"alias into itself", "a: &a [*a]", `1:8: the anchor "a" contains itself`},
		{"merge into itself", "a: &a\n  <<: *a", `2:7: the anchor "a" contains itself`},
		{"alias of another document", "a: &x [1]\n---\nc: *x", `3:4: the anchor "x" belongs to another document`},
		{"alias without anchor", "a: *x", `1:4: no anchor "x"`},
		{"alias bomb", laughs(), `aliases expand to more than 10000 values`},
		{"merge bomb", mergeBomb(), `aliases expand to more than 10000 values`},
		{"merge of a scalar", "<<: 1", `1:5: the merge key << needs a mapping`},
		{"merge of scalars", "<<: [1]", `1:6: the merge key << needs a mapping`},
		{"deep flow", strings.Repeat("[", 200) + strings.Repeat("]", 200), `1:129: nested deeper than 128 levels`},
		{"deeper flow", strings.Repeat("[", 100_000), `nested too deeply`},
		{"deep block", strings.Repeat("- ", 200) + "a", `1:257: nested deeper than 128 levels`},
		{"unclosed quote", "a: 'x\n b: 1\n", `1:4: the file ends inside the quoted text that starts here`},
		{"tab", "a:\n\tb: 1", `2:1: a character that no value can start with (quote the text; indent with spaces`},
		{"at sign", "a: 1\nb: @x", `2:4: a character that no value`},
		{"unclosed list", "x: 1\na: [1, 2\nb: 3", `3:2: neither a comma nor the ] of a list`},
		{"list and key", "- a\nb: c", `2:1: something else than the next -`},
		{"line separator", "a\u2028b: c", `1:2: the character U+2028`},
		{"next line", "a: é\u0085b: c", `1:5: the character U+0085`},
		{"NUL", "a: 1\n\x00b: 2", `2:1: a NUL byte`},
		{"control", "a: \x01", `1:4: the character U+0001`},
		{"invalid UTF-8", "a: é\xff", `1:5: invalid UTF-8`},
		{"half a surrogate pair", `a: "\ud83d\ude00"`, `surrogate`},
		{"YAML version", "%YAML 1.2\n---\na: 1", `remove the %YAML line`},
	}
	for _, test := range tests {
		for _, schema := range []document.Schema{document.Core, document.Kubernetes} {
			docs, err := document.ParseYAML([]byte(test.text), document.DefaultLimits, schema)
			if err == nil || docs != nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s: got %v, want %q", test.name, err, test.want)
				continue
			}
			checkError(t, err, []byte(test.text))
		}
	}
}

func TestYAMLRefusesBySchema(t *testing.T) {
	tests := []struct {
		name, text string
		schema     document.Schema
		want       string
	}{
		{"number as key", "a: 1\n1: b", document.Core, `2:1: a key that is a number`},
		{"boolean as key", "true: b", document.Core, `1:1: a key that is a boolean`},
		{"long hexadecimal", "a: 0x" + strings.Repeat("F", 400), document.Core, `write it in quotes`},
		{"boolean of 1.1", "!!bool yes", document.Core, `not what its tag !!bool says`},
		{"equal keys", "1: a\n'1': b", document.Kubernetes, `2:1: the key "1" is already there`},
		{"large number as key", "9223372036854775808: a", document.Kubernetes, `more than 63 bits`},
		{"merge below", "a: 2\n<<: {a: 1}", document.Kubernetes, `2:1: readers disagree whether << replaces the key "a"`},
	}
	for _, test := range tests {
		_, err := document.ParseYAML([]byte(test.text), document.DefaultLimits, test.schema)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.want)
		}
	}
}

func TestYAMLLimits(t *testing.T) {
	tests := []struct {
		limits     document.Limits
		text, want string
	}{
		{document.Limits{Documents: 2}, "a\n---\nb\n---\nc", "4:1: more than 2 documents"},
		{document.Limits{Depth: 2}, "- - - a", "1:5: nested deeper than 2"},
		{document.Limits{Aliases: 3}, "a: &x [1]\nb: [*x, *x]", "expand to more than 3"},
		{document.Limits{Bytes: 3}, "a: 1", "larger than 3 bytes"},
	}
	for _, test := range tests {
		_, err := document.ParseYAML([]byte(test.text), test.limits, document.Core)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v, want %q", err, test.want)
		}
	}
}

func TestYAMLSpan(t *testing.T) {
	text := strings.Join([]string{
		"# first",
		"naïve: 'it''s'   # comment",
		"b: &x",
		"  - é  ",
		"  - \"q\\\"",
		"    r\"",
		"c: *x",
		"d: |-",
		"  line",
		"    two",
		"",
		"e: {f: [1, g], h: }  # ]}",
		"i: plain",
		"  text",
		"j: !!str 12",
		"k:",
	}, "\n")
	docs, err := document.ParseYAML([]byte("x: 1\n---\n"+text), document.DefaultLimits, document.Core)
	if err != nil || len(docs) != 2 {
		t.Fatal(docs, err)
	}
	want := map[string]string{
		"":       "{0 0} {4 1} {18 3}",
		"/naïve": "{4 1} {4 8} {4 15}",
		"/b":     "{5 1} {6 3} {8 7}",
		"/b/0":   "{0 0} {6 5} {6 6}",
		"/b/1":   "{0 0} {7 5} {8 7}",
		"/c":     "{9 1} {9 4} {9 6}",
		"/c/0":   "{0 0} {6 5} {6 6}",
		"/c/1":   "{0 0} {7 5} {8 7}",
		"/d":     "{10 1} {10 4} {12 8}",
		"/e":     "{14 1} {14 4} {14 20}",
		"/e/f":   "{14 5} {14 8} {14 14}",
		"/e/f/0": "{0 0} {14 9} {14 10}",
		"/e/f/1": "{0 0} {14 12} {14 13}",
		"/e/h":   "{14 16} {14 19} {14 19}",
		"/i":     "{15 1} {15 4} {16 7}",
		"/j":     "{17 1} {17 10} {17 12}",
		"/k":     "{18 1} {18 3} {18 3}",
	}
	seen := 0
	for path, v := range docs[1].Root.All() {
		s, ok := docs[1].Span(v.Node())
		if got := fmt.Sprint(s.Key, s.Start, s.End); !ok || got != want[path.String()] {
			t.Errorf("%s: got %s, want %s", path, got, want[path.String()])
		}
		seen++
	}
	if seen != len(want) {
		t.Errorf("got %d values, want %d", seen, len(want))
	}
}

func TestYAMLSpanOfMergedValues(t *testing.T) {
	docs, err := document.ParseYAML([]byte("x: &x\n  a: 1\ny:\n  <<: *x\n  b: 2\n"), document.DefaultLimits, document.Core)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"a": "{2 3} {2 6}", "b": "{5 3} {5 6}"} {
		s, _ := docs[0].Span(docs[0].Root.At("y", key).Node())
		if got := fmt.Sprint(s.Key, s.Start); got != want {
			t.Errorf("%s: got %s, want %s", key, got, want)
		}
	}
}
