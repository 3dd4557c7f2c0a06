package inputs_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
)

const card = "---\nlicense: mit\npipeline_tag: text-classification\n---\n# A model\n\n- {{ not: a template\n"

// TestFrontMatter reads Markdown in a directory, where only model cards are input.
func TestFrontMatter(t *testing.T) {
	crlf := strings.ReplaceAll(card, "\n", "\r\n")
	tests := []struct{ name, text, want string }{
		{"plain", card, "Model/m at 2:10"},
		{"with CRLF", crlf, "Model/m at 2:10"},
		{"with a byte order mark", "\ufeff" + card, "Model/m at 2:10"},
		{"with both", "\ufeff" + crlf, "Model/m at 2:10"},
		{"blanks behind the dashes", strings.ReplaceAll(card, "---", "---  "), "Model/m at 2:10"},
		{"licence and data sets", "---\nlicense: mit\ndatasets: [a]\n---\n", "Model/m at 2:10"},
		{"none", "# A model\n---\nlicense: mit\n---\n", "skipped, not an input format"},
		{"of Jekyll", "---\nlayout: post\ntitle: License\ntags: [a]\nlicense: mit\n---\n", "skipped, not an input format"},
		{"of Jekyll, not YAML", "---\ntitle: a: b: c\n---\nbase_modelling: x\n", "skipped, not an input format"},
		{"of Jekyll, without an end", "---\ntitle: a\n", "skipped, not an input format"},
		{"empty", "---\n---\n# A\n", "skipped, not an input format"},
		{"a rule at the top", "---\nSome text: with: colons\n\n---\n    pipeline_tag: x\npipeline_tag: x\n", "skipped, not an input format"},
		{"of a data set", "---\nlicense: mit\ndataset_info: {}\npipeline_tag: x\n---\n", "skipped, not an input format"},
		{"of a Kubernetes object", "---\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\n", "skipped, not an input format"},
		{"without an end", "---\nlicense: mit\npipeline_tag: x\n", "1:1: the front matter has no end (end it with a line of three dashes)"},
		{"not YAML", "---\nlicense: mit: x\npipeline_tag: x\n---\n", "2:"},
		{"key twice", "---\nlicense: mit\nlicense: mit\npipeline_tag: x\n---\n", "3:1:"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "m")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "README.md"), []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			if got := outcome(t, dir, "licence"); !strings.HasPrefix(got, tt.want) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// outcome says what became of the one file in dir: its resource with the place of an attribute, or why there is
// none.
func outcome(t *testing.T, dir, attribute string) string {
	t.Helper()
	resources, _, failed, skipped := readPaths(t, dir)
	switch {
	case len(failed) > 0:
		_, rest, _ := strings.Cut(failed[0].Error(), failed[0].Path+":")
		return strings.TrimSpace(rest)
	case len(skipped) > 0:
		return "skipped, " + skipped[0].Reason
	case len(resources) == 0:
		return "nothing"
	}
	r := resources[0]
	span, _ := r.Document.Span(r.Value.At("properties", attribute).Node())
	return r.ID + " at " + strings.TrimSpace(strings.Join([]string{strconv.Itoa(span.Start.Line), strconv.Itoa(span.Start.Column)}, ":"))
}

// TestModelCardOnStandardInput reads a card that has no name to tell it by.
func TestModelCardOnStandardInput(t *testing.T) {
	reader := inputs.Reader{Formats: everyFormat, Format: "model-card", Stdin: strings.NewReader(card)}
	var got []string
	for item := range reader.Read(t.Context(), []string{"-"}) {
		switch {
		case item.Err != nil:
			t.Error(item.Err)
		case item.Resource != nil:
			got = append(got, item.Resource.ID)
		}
	}
	if strings.Join(got, " ") != "Model/-" {
		t.Errorf("got %v", got)
	}
}

// TestNotDBT requires that lists called models do not make a file one of dbt.
func TestNotDBT(t *testing.T) {
	for _, text := range []string{
		"models:\n- name: gpt\n  config: {temperature: 0}\nmetrics: [{name: f1}]\n",
		"version: 2\nservices: {}\nmodels: [{name: a}]\n", "models: {a: {materialized: table}}\n", "sources: [a, b]\n", "version: 2\nmodels: []\n",
	} {
		if f := parseAs(t, inputs.DBT, text); inputs.DBT.Detect(f.Documents[0].Root) {
			t.Errorf("dbt takes %q for its own", text)
		}
	}
}

// TestRefused requires that forms which are not read are errors in a directory too, with the way out.
func TestRefused(t *testing.T) {
	tests := []struct{ name, file, text, want string }{
		{"CycloneDX", "bom.xml", "\ufeff<?xml version=\"1.0\"?>\n<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>", "CycloneDX is not read as XML (convert it: cyclonedx convert"},
		{"SPDX", "a.rdf", `<rdf:RDF xmlns:spdx="http://spdx.org/rdf/terms#"/>`, "SPDX is not read as RDF/XML"},
		{"other XML", "pom.xml", "<project/>", "skipped"},
		{"a text about it", "a.txt", "see http://cyclonedx.org/schema/bom", "skipped"},
		{"SPDX 2", "a.json", `{"spdxVersion": "SPDX-2.3"}`, "1:17: SPDX-2.3 has no word"},
		{"data contract of version 2", "a.yaml", "kind: DataContract\napiVersion: v2.2.2\n", `2:13: a data contract of version "v2.2.2" is not read`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, tt.file), []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			if got := outcome(t, dir, ""); !strings.HasPrefix(got, tt.want) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestEventLines reads events line by line; two halves of an event on two lines are not one.
func TestEventLines(t *testing.T) {
	const head = `{"eventTime": "2026-11-22T02:00:01Z", "producer": "p", "job": {}, `
	const one = head + `"inputs": [{"namespace": "n", "name": "a", "facets": {"documentation": {"description": "x"}}}]}`
	tests := []struct{ name, file, text, want string }{
		{"one", "e.jsonl", one, "Dataset/n/a at 1:154"},
		{"no name that tells", "events", one + "\n" + one + "\n", "Dataset/n/a at 2:154"},
		{"blank lines, CRLF, byte order mark", "e.ndjson", "\ufeff\r\n" + one + "\r\n\r\n" + one + "\r\n", "Dataset/n/a at 4:154"},
		{"an array", "e.json", "[" + one + ",\n" + one + "]", "Dataset/n/a at 2:154"},
		{"the older one last", "e.jsonl", one + "\n" + strings.Replace(one, "2026", "2025", 1), "Dataset/n/a at 1:154"},
		{"cut off", "e.jsonl", one + "\n" + one[:40], "2:"},
		{"halves", "e.jsonl", one + "\n" + `{"eventTime": ["x"` + "\n" + `"y"]}`, "2:"},
		{"two on a line", "e.jsonl", one + "\n" + one + "," + one, "2:"},
		{"something else", "e.jsonl", one + "\n[]\n", "2:1: an event must be an object"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, tt.file), []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			if got := outcome(t, dir, "description"); !strings.HasPrefix(got, tt.want) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			reader := inputs.Reader{Formats: everyFormat, Format: "openlineage"}
			for item := range reader.Read(t.Context(), []string{filepath.Join(dir, tt.file)}) {
				if tt.want[0] == 'D' && item.Err != nil {
					t.Errorf("with its name: %v", item.Err)
				}
			}
		})
	}
}

// TestRawSkipsMarkdown requires that who asks for whole documents gets those of JSON and YAML files only.
func TestRawSkipsMarkdown(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"README.md": card, "MLmodel": "flavors: {}\nrun_id: x\n", "a.json": "{}"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	reader := inputs.Reader{Raw: true}
	for item := range reader.Read(t.Context(), []string{dir}) {
		if item.Resource != nil {
			got = append(got, filepath.Base(item.Resource.ID))
		}
	}
	if strings.Join(got, " ") != "a.json" {
		t.Errorf("got %v", got)
	}
}
