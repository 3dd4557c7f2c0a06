package inputs_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// Each of these asserts of one format that it never panics, and that every resource has a name, a place, and
// attributes of the right kinds; or else that there is an error with a reason.

func FuzzCycloneDX(f *testing.F) { fuzzDeclared(f, inputs.CycloneDX, "supply_chain/bom.json") }

func FuzzSPDX(f *testing.F) { fuzzDeclared(f, inputs.SPDX, "supply_chain/hotline.spdx.json") }

func FuzzModelCard(f *testing.F) {
	fuzzDeclared(f, inputs.ModelCard, "supply_chain/note-summary/README.md")
}

func FuzzMLmodel(f *testing.F) { fuzzDeclared(f, inputs.MLmodel, "supply_chain/lapse/MLmodel") }

func FuzzODCS(f *testing.F) { fuzzDeclared(f, inputs.ODCS, "data/contract.odcs.yaml") }

func FuzzDBT(f *testing.F) { fuzzDeclared(f, inputs.DBT, "data/manifest.json", "data/schema.yml") }

func FuzzOpenLineage(f *testing.F) { fuzzDeclared(f, inputs.OpenLineage, "data/events.jsonl") }

func fuzzDeclared(f *testing.F, format inputs.Format, examples ...string) {
	for _, name := range examples {
		text, err := os.ReadFile(filepath.Join("examples", filepath.FromSlash(name)))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, seed := range []string{"", "{}", "[]", "---\n---\n", `{"components":[{"type":"data","data":[{},{}]}]}`, `{"@graph":[{"@id":"a"}]}`, "flavors: {}\n"} {
		f.Add([]byte(seed))
	}
	forced := []inputs.Format{format}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, b []byte) {
		checkReader(t, everyFormat, b)
		file := filepath.Join(dir, "x.md") // front matter, if it has any
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		reader := inputs.Reader{Formats: forced, Format: format.Name}
		for item := range reader.Read(t.Context(), []string{file}) {
			switch {
			case item.Resource != nil:
				checkDeclared(t, item.Resource)
			case item.Err != nil && item.Err.Reason == "":
				t.Fatal("an error without a reason")
			}
		}
	})
}

func checkDeclared(t *testing.T, r *inputs.Resource) {
	t.Helper()
	if r.Name == "" || r.ID != r.Type+"/"+r.Name || r.Node == 0 || r.Document == nil {
		t.Fatalf("the resource %q of type %q is incomplete", r.ID, r.Type)
	}
	for path, v := range r.Value.All() {
		if !v.Defined() && !v.Has(document.Unknown) {
			t.Fatalf("%s: %s is neither there nor unknown", r.ID, path)
		}
		if _, ok := r.Document.Span(v.Node()); v.Node() != 0 && !ok {
			t.Fatalf("%s: %s stands nowhere", r.ID, path)
		}
		keys := map[string]bool{}
		for _, m := range v.Members() {
			if keys[m.Key.Text()] {
				t.Fatalf("%s: %s has %q twice", r.ID, path, m.Key.Text())
			}
			keys[m.Key.Text()] = true
		}
	}
}
