package inputs_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// parseAs decodes JSON or YAML as files of the given format are decoded.
func parseAs(t testing.TB, format inputs.Format, text string) inputs.File {
	t.Helper()
	f := inputs.File{Path: "file", Bytes: []byte(text)}
	var err error
	if strings.HasPrefix(text, "{") {
		var doc *document.Document
		doc, err = document.ParseJSON(f.Bytes, document.DefaultLimits, nil)
		f.Documents = []*document.Document{doc}
	} else {
		schema := document.Core
		if format.Name == inputs.Kubernetes.Name {
			schema = document.Kubernetes
		}
		f.Documents, err = document.ParseYAML(f.Bytes, document.DefaultLimits, schema)
	}
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	return f
}

// mistakes prints every error with its line.
func mistakes(err error) string {
	var lines []string
	for _, e := range separate(err) {
		var at *inputs.Error
		if !errors.As(e, &at) {
			lines = append(lines, "no place: "+e.Error())
			continue
		}
		span, _ := at.Document.Span(at.Node)
		line := span.Start.Line
		if span.Key.Line != 0 {
			line = span.Key.Line
		}
		lines = append(lines, fmt.Sprintf("%d: %s", line, e))
	}
	return strings.Join(lines, "\n")
}

func separate(err error) []error {
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		return joined.Unwrap()
	}
	if err == nil {
		return nil
	}
	return []error{err}
}

const datasetText = `apiVersion: tipstaff/v1
kind: Dataset
metadata:
  name: claims
  labels: {team: risk}
  annotations: {note: "not for policies"}
spec:
  classification: high
  sensitive_data: [medical]
  retention_days: 365
  created: 2026-01-31
  contains_personal_data: true
  erasure:
    procedure: https://wiki.example.com/erasure
    max_days: 30
  access:
    - principal: team-risk
      expires: 2027-01-31
---
---
apiVersion: tipstaff/v1
kind: Model
metadata: {name: credit-7}
spec: {}
`

func TestDescriptor(t *testing.T) {
	resources, err := inputs.Descriptor.Read(parseAs(t, inputs.Descriptor, datasetText))
	if err != nil {
		t.Fatal(mistakes(err))
	}
	want := []string{
		`{"type":"Dataset","id":"Dataset/claims","name":"claims","api_version":"tipstaff/v1",` +
			`"properties":{"classification":"high","sensitive_data":["medical"],"retention_days":365,"created":"2026-01-31",` +
			`"contains_personal_data":true,"erasure":{"procedure":"https://wiki.example.com/erasure","max_days":30},` +
			`"access":[{"principal":"team-risk","expires":"2027-01-31"}]},"tags":{"team":"risk"}}`,
		`{"type":"Model","id":"Model/credit-7","name":"credit-7","api_version":"tipstaff/v1","properties":{}}`,
	}
	var got []string
	for _, r := range resources {
		got = append(got, valueText(r.Value))
		if r.File != "file" || r.Format != "descriptor" || r.ID != r.Value.Get("id").Text() || r.Node != r.Document.Root.Node() {
			t.Errorf("got %+v", r)
		}
	}
	if !sameLines(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestDescriptorMistakes(t *testing.T) {
	head := "apiVersion: tipstaff/v1\nkind: Dataset\nmetadata: {name: claims}\nspec:\n"
	model := strings.Replace(head, "Dataset", "Model", 1)
	tests := []struct{ name, text, want string }{
		{"unknown field", head + "  retention: 3\n", `5: spec has no field "retention" (did you mean retention_days? allowed: access, `},
		{"camel case", head + "  retentionDays: 3\n", `5: spec has no field "retentionDays" (did you mean retention_days? `},
		{"unknown field far from all", head + "  xyzzy: 3\n", `5: spec has no field "xyzzy" (allowed: access, `},
		{"unknown nested field", head + "  dpia:\n    ref: x\n", `6: spec.dpia has no field "ref" (did you mean reference? allowed: date, reference)`},
		{"unknown field of an element", head + "  access:\n  - principal: a\n  - rolle: x\n", `7: spec.access[1] has no field "rolle" (did you mean role? `},
		{"number for text", model + "  version: 1.0\n", `5: spec.version must be a string, it is a number (put it in quotes)`},
		{"text for a number", head + "  retention_days: '30'\n", `5: spec.retention_days must be an integer, it is a string (write a number without quotes)`},
		{"text for a list", head + "  purposes: research\n", `5: spec.purposes must be an array, it is a string (write a list, even of one)`},
		{"null", head + "  owner:\n", `5: spec.owner must be a string, it is null (give it a value, or leave it out)`},
		{"fraction", head + "  retention_days: 1.5\n", `5: spec.retention_days must be an integer, it is a number (write a whole number)`},
		{"bad enum", model + "  risk: hihg\n", `5: spec.risk cannot be "hihg" (did you mean high? allowed: minimal, limited, high, unacceptable)`},
		{"below the least", head + "  retention_days: -1\n", `5: spec.retention_days must be at least 0`},
		{"above the most", model + "  confidence_floor: 1.5\n", `5: spec.confidence_floor must be at most 1`},
		{"bad date", head + "  created: 31.1.2026\n", `5: spec.created is not a date (write it as YYYY-MM-DD)`},
		{"bad digest", model + "  artifact: {digest: abc}\n", `5: spec.artifact.digest does not match ^sha256:[0-9a-f]{64}$ (The SHA-256 digest of the artefact, as sha256: and 64 hexadecimal digits.)`},
		{"spec is a list", head + "  - owner: me\n", `4: spec must be an object, it is an array (only one is allowed here)`},
		{
			"two at once", head + "  ownr: me\n  retention_days: x\n",
			"5: spec has no field \"ownr\" (did you mean owner? allowed: access, anonymisation, ",
		},
		{"no spec", "apiVersion: tipstaff/v1\nkind: Dataset\nmetadata: {name: claims}\n", `1: the document needs spec`},
		{"no metadata", "apiVersion: tipstaff/v1\nkind: Dataset\nspec: {}\n", `1: the document needs metadata`},
		{"no name", "apiVersion: tipstaff/v1\nkind: Dataset\nmetadata: {}\nspec: {}\n", `3: metadata needs name`},
		{"empty name", "apiVersion: tipstaff/v1\nkind: Dataset\nmetadata: {name: ''}\nspec: {}\n", `3: metadata.name does not match `},
		{"no kind", "apiVersion: tipstaff/v1\nmetadata: {name: a}\nspec: {}\n", `1: the document needs kind`},
		{
			"unknown kind", "apiVersion: tipstaff/v1\nkind: DataSets\nmetadata: {name: a}\nspec: {}\n",
			`2: kind cannot be "DataSets" (did you mean Dataset? allowed: Dataset, Model, Pipeline, AccessRequest, LogStream, Agent, Group)`,
		},
		{
			"later version", "apiVersion: tipstaff/v2\nkind: Dataset\nmetadata: {name: a}\nspec: {}\n",
			`1: apiVersion cannot be "tipstaff/v2" (did you mean tipstaff/v1? allowed: tipstaff/v1)`,
		},
		{
			"label is no text", "apiVersion: tipstaff/v1\nkind: Dataset\nmetadata: {name: a, labels: {b: 1}}\nspec: {}\n",
			`3: metadata.labels.b must be a string, it is a number (put it in quotes)`,
		},
		{
			"measured", "apiVersion: tipstaff/v1\nkind: LogStream\nmetadata: {name: a}\nspec:\n  uri: x\n  malformed: 0\n",
			`6: spec.malformed is measured or read, and cannot be declared (remove it)`,
		},
		{
			"described twice", "apiVersion: tipstaff/v1\nkind: Dataset\nmetadata: {name: a}\nspec: {}\n---\napiVersion: tipstaff/v1\nkind: Dataset\nmetadata: {name: a}\nspec: {}\n",
			`6: Dataset/a is described twice in this file (the other is at line 1; remove one of the two, or give it another name)`,
		},
		{
			"another format", datasetText + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {}\n",
			`26: apiVersion cannot be "v1" (allowed: tipstaff/v1)`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			resources, err := inputs.Descriptor.Read(parseAs(t, inputs.Descriptor, tt.text))
			if got := mistakes(err); !strings.HasPrefix(got, tt.want) {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if len(resources) > 0 {
				t.Errorf("got %d resources in spite of the error", len(resources))
			}
		})
	}
}

// TestDescriptorReportsAll finds every mistake of a file, in all of its documents.
func TestDescriptorReportsAll(t *testing.T) {
	text := "apiVersion: tipstaff/v1\nkind: Dataset\nmetadata: {name: a}\nspec:\n  ownr: me\n  retention_days: x\n" +
		"---\napiVersion: tipstaff/v1\nkind: Model\nmetadata: {name: b}\nspec:\n  risk: none\n  owner: 3\n"
	_, err := inputs.Descriptor.Read(parseAs(t, inputs.Descriptor, text))
	var lines []string
	for m := range strings.SplitSeq(mistakes(err), "\n") {
		line, _, _ := strings.Cut(m, ":")
		lines = append(lines, line)
	}
	if got := strings.Join(lines, " "); got != "5 6 12 13" {
		t.Errorf("got mistakes on the lines %s, want 5 6 12 13:\n%s", got, mistakes(err))
	}
}

func TestDescriptorDetect(t *testing.T) {
	tests := []struct {
		text                   string
		descriptor, kubernetes bool
	}{
		{`{"apiVersion": "tipstaff/v1", "kind": "Dataset"}`, true, false},
		{`{"apiVersion": "Tipstaff/v9"}`, true, false},
		{`{"apiVersion": "tipstaff", "kind": "Dataset"}`, true, false},
		{`{"apiVersion": "v1", "kind": "Pod"}`, false, true},
		{`{"apiVersion": "tipstaffing.example.com/v1", "kind": "Dataset"}`, false, true},
		{`{"apiVersion": "v1", "kind": "Config", "clusters": []}`, false, false},
		{`{"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}`, false, false},
		{`{"apiVersion": "v1", "kind": 3}`, false, false},
		{`{"apiVersion": 1, "kind": "Pod"}`, false, false},
		{`{"kind": "Pod"}`, false, false},
		{`{}`, false, false},
	}
	for _, tt := range tests {
		root := parseAs(t, inputs.Descriptor, tt.text).Documents[0].Root
		if got := inputs.Descriptor.Detect(root); got != tt.descriptor {
			t.Errorf("%s: descriptor %v", tt.text, got)
		}
		if got := inputs.Kubernetes.Detect(root); got != tt.kubernetes {
			t.Errorf("%s: kubernetes %v", tt.text, got)
		}
	}
}

// checkPositions finds every scalar of the resources on the line where the text has it. Each scalar of the
// text must be the only one of its kind.
func checkPositions(t *testing.T, format inputs.Format, text string) {
	t.Helper()
	resources, err := format.Read(parseAs(t, format, text))
	if err != nil {
		t.Fatal(mistakes(err))
	}
	lines, found := strings.Split(text, "\n"), 0
	for _, r := range resources {
		for path, v := range r.Value.All() {
			if v.Kind() == document.Array || v.Kind() == document.Object || len(path) == 1 && path[0].Key == "id" {
				continue
			}
			span, ok := r.Document.Span(v.Node())
			if !ok {
				t.Errorf("%s%s has no place", r.ID, path)
				continue
			}
			key := path[len(path)-1].Key
			want, line := v.Text(), lines[span.Start.Line-1]
			if v.Kind() == document.Boolean || v.Has(document.Sensitive) {
				want = key + ":"
			}
			if r.Type == want && len(path) == 1 {
				want = v.Text()[strings.LastIndexByte(v.Text(), '/')+1:]
			}
			if !strings.Contains(line, want) {
				t.Errorf("%s%s: %q is not on line %d: %s", r.ID, path, want, span.Start.Line, line)
			}
			found++
		}
	}
	if found == 0 {
		t.Error("there is nothing to find")
	}
}

func TestDescriptorPositions(t *testing.T) { checkPositions(t, inputs.Descriptor, datasetText) }

// FuzzDescriptor checks that whatever decodes is either read into named resources or refused with a place.
func FuzzDescriptor(f *testing.F) {
	for _, seed := range []string{
		`{"apiVersion":"tipstaff/v1","kind":"Dataset","metadata":{"name":"a"},"spec":{"owner":"b","access":[{"role":"c"}]}}`,
		`{"apiVersion":"tipstaff/v1","kind":"LogStream","metadata":{"name":"a"},"spec":{"malformed":0,"x":[{}]}}`,
		`{"apiVersion":"tipstaff/v2","kind":"Model","spec":[1e300,null,{"":""}]}`,
		`[]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) { checkRead(t, inputs.Descriptor, text) })
}

// checkRead reads a JSON document by a format, checks what every format promises, and returns the resources.
func checkRead(t *testing.T, format inputs.Format, text []byte) []*inputs.Resource {
	t.Helper()
	doc, err := document.ParseJSON(text, document.DefaultLimits, nil)
	if err != nil {
		return nil
	}
	resources, err := format.Read(inputs.File{Path: "f", Bytes: text, Documents: []*document.Document{doc}})
	for _, e := range separate(err) {
		var at *inputs.Error
		if !errors.As(e, &at) || at.Reason == "" {
			t.Fatalf("not an error with a reason: %v", e)
		}
		if _, ok := at.Document.Span(at.Node); !ok {
			t.Fatalf("an error without a place: %v", e)
		}
	}
	if err != nil && len(resources) > 0 {
		t.Fatalf("resources in spite of %v", err)
	}
	ids := map[string]bool{}
	for _, r := range resources {
		if r.ID == "" || r.Name == "" || r.Type == "" || ids[r.ID] {
			t.Fatalf("a resource without a name of its own: %+v", r)
		}
		ids[r.ID] = true
		if _, ok := r.Document.Span(r.Node); !ok || r.Value.Get("properties").Kind() != document.Object {
			t.Fatalf("%s has no place or no properties", r.ID)
		}
	}
	return resources
}
