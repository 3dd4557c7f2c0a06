package artifact_test

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestSchema validates what is said about files of all kinds against the schema that rules are compiled with.
func TestSchema(t *testing.T) {
	text, ok := inputs.Schema("Artifact")
	if !ok {
		t.Fatal("there is no schema")
	}
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("test:///schema", parsed); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("test:///schema")
	if err != nil {
		t.Fatal(err)
	}
	files := [][]byte{
		ggufOf("{{ x.__class__ }}"), onnxOf("../x", "com.alder"), npyOf("'|O'", command4), []byte("7z\xbc\xaf\x27\x1c"), []byte("Rar!\x1a\x07\x00"),
		zipOf(t, file{name: "config.json", content: `{"class_name":"Lambda","module":"keras.layers","name":"x"}`}),
		[]byte(numberOf(1, 1) + chunkOf(2, chunkOf(2, chunkOf(1, chunkOf(1, "x")+chunkOf(2, "ReadFile"))))),
		gzipOf(t, tarOf(t, file{name: "../x", content: command4})), joblibPickle("f8", ")", "\x00"), []byte("Salted__12345678"),
	}
	for _, e := range examples(t) {
		files = append(files, e.content)
	}
	for _, p := range malicious() {
		files = append(files, []byte(p), []byte(p[:len(p)/2]))
	}
	formats := map[string]bool{}
	for _, b := range files {
		p := inspect(t, b)
		if !p.Defined() {
			continue
		}
		formats[p.Get("format").Text()] = true
		if err := schema.Validate(p.Interface()); err != nil {
			t.Errorf("%s: %v", p.AppendJSON(nil), err)
		}
	}
	if len(formats) < 10 {
		t.Errorf("only %v were tried", formats)
	}
}

// TestSchemaKinds compares the kinds of problems with those that the schema lists.
func TestSchemaKinds(t *testing.T) {
	source, err := os.ReadFile("inspection.go")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, m := range regexp.MustCompile(`(?m)^\t\w+ += "([a-z_]+)"$`).FindAllSubmatch(source, -1) {
		want = append(want, string(m[1]))
	}
	slices.Sort(want)
	text, _ := inputs.Schema("Artifact")
	doc, err := document.ParseJSON(text, document.Limits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range doc.Root.At("properties", "problems", "items", "properties", "kind", "enum").Elements() {
		got = append(got, e.Text())
	}
	if len(want) < 20 || !slices.Equal(got, want) {
		t.Errorf("the schema lists %v, there are %v", got, want)
	}
}
