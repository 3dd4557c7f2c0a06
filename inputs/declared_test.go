package inputs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/arm"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// everyFormat is the formats in the order in which the command offers documents to them.
var everyFormat = []inputs.Format{
	inputs.TerraformPlan, arm.Template, inputs.Descriptor, inputs.Kubernetes, inputs.Graph,
	inputs.CycloneDX, inputs.SPDX, inputs.ModelCard, inputs.MLmodel, inputs.ODCS, inputs.DBT, inputs.OpenLineage,
	inputs.PredictionLog, inputs.AccessLog,
}

// declaredExamples are the examples of the formats that others have defined.
var declaredExamples = []struct {
	file, format string
	resources    int
}{
	{"supply_chain/bom.json", "cyclonedx", 5},
	{"supply_chain/files.cdx.json", "cyclonedx", 2},
	{"supply_chain/hotline.spdx.json", "spdx", 3},
	{"supply_chain/note-summary/README.md", "model-card", 1},
	{"supply_chain/lapse/MLmodel", "mlmodel", 1},
	{"data/contract.odcs.yaml", "odcs", 3},
	{"data/manifest.json", "dbt", 4},
	{"data/schema.yml", "dbt", 3},
	{"data/events.jsonl", "openlineage", 2},
}

// readPaths reads paths with every format.
func readPaths(t testing.TB, paths ...string) (resources []*inputs.Resource, files []inputs.FileInfo, failed []inputs.FileError, skipped []inputs.Skipped) {
	t.Helper()
	reader := inputs.Reader{Formats: everyFormat}
	for item := range reader.Read(t.Context(), paths) {
		switch {
		case item.Resource != nil:
			resources = append(resources, item.Resource)
		case item.File != nil:
			files = append(files, *item.File)
		case item.Err != nil:
			failed = append(failed, *item.Err)
		case item.Skipped != nil:
			skipped = append(skipped, *item.Skipped)
		}
	}
	return resources, files, failed, skipped
}

func TestDeclaredExamples(t *testing.T) {
	for _, tt := range declaredExamples {
		t.Run(tt.file, func(t *testing.T) {
			path := filepath.Join("examples", filepath.FromSlash(tt.file))
			resources, files, failed, _ := readPaths(t, path)
			if len(failed) > 0 || len(files) != 1 || files[0].Format != tt.format || len(resources) != tt.resources {
				t.Fatalf("got %d resources, %+v, %v", len(resources), files, failed)
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range resources {
				checkPlaces(t, r, strings.Split(string(text), "\n"))
			}
		})
	}
}

// checkPlaces requires that every attribute that stands somewhere stands where the file has it: texts and
// numbers that were not made from others are there to the letter.
func checkPlaces(t *testing.T, r *inputs.Resource, lines []string) {
	t.Helper()
	exact := 0
	for path, v := range r.Value.All() {
		span, ok := r.Document.Span(v.Node())
		if !ok || v.Node() == 0 {
			if v.Kind() != document.Boolean && len(path) > 0 && !slices.Contains([]string{"type"}, path[0].Key) {
				t.Errorf("%s: %s stands nowhere", r.ID, path)
			}
			continue
		}
		if span.Start.Line < 1 || span.Start.Line > len(lines) {
			t.Fatalf("%s: %s is on line %d of %d", r.ID, path, span.Start.Line, len(lines))
		}
		line := lines[span.Start.Line-1]
		rest := strings.TrimLeft(line[min(span.Start.Column-1, len(line)):], `"'`)
		if k := v.Kind(); (k == document.String || k == document.Number) && v.Text() != "" && strings.HasPrefix(rest, v.Text()) {
			exact++
		}
	}
	if exact < 5 {
		t.Errorf("%s: only %d attributes stand where the file has them", r.ID, exact)
	}
}

// TestDeclaredOriginal requires that each value of the original description stands exactly where it says.
func TestDeclaredOriginal(t *testing.T) {
	for _, tt := range declaredExamples {
		path := filepath.Join("examples", filepath.FromSlash(tt.file))
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(text), "\n")
		resources, _, _, _ := readPaths(t, path)
		checked := 0
		for _, r := range resources {
			for at, v := range r.Value.At("properties", "original").All() {
				if k := v.Kind(); k != document.String && k != document.Number || strings.ContainsAny(v.Text(), "\n\"") || v.Text() == "" {
					continue
				}
				span, ok := r.Document.Span(v.Node())
				if !ok || !strings.HasPrefix(strings.TrimLeft(lines[span.Start.Line-1][span.Start.Column-1:], `"'`), firstWord(v.Text())) {
					t.Errorf("%s: %s of %s is not at %v", tt.file, at, r.ID, span.Start)
				}
				checked++
			}
		}
		if checked < 10 {
			t.Errorf("%s: checked %d values", tt.file, checked)
		}
	}
}

// firstWord returns a text up to its first blank: YAML folds the others.
func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// TestFormatsExclude requires that no format takes the example of another, whatever the order.
func TestFormatsExclude(t *testing.T) {
	tried := 0
	for _, dir := range []string{"supply_chain", "data", "arm", "azure", "descriptors", "kubernetes", "terraform"} {
		resources, _, failed, _ := readPaths(t, filepath.Join("examples", dir))
		if len(failed) > 0 {
			t.Fatal(failed)
		}
		seen := map[*document.Document]bool{}
		for _, r := range resources {
			if seen[r.Document] {
				continue
			}
			seen[r.Document] = true
			for _, f := range everyFormat {
				if f.Detect == nil || f.Name == r.Format {
					continue
				}
				tried++
				if f.Detect(r.Document.Root) && f.Matter == (r.Format == inputs.ModelCard.Name) {
					t.Errorf("%s takes %s for its own, it is %s", f.Name, r.File, r.Format)
				}
			}
		}
	}
	if tried < 200 {
		t.Errorf("tried %d", tried)
	}
}

// TestProfiles requires that every attribute a format can state is one that there is.
func TestProfiles(t *testing.T) {
	for name, unknown := range inputs.UnknownStates() {
		if len(unknown) > 0 {
			t.Errorf("%s: there is no %v", name, unknown)
		}
	}
	if n := len(inputs.UnknownStates()); n < 9 {
		t.Errorf("%d profiles", n)
	}
}

// TestDeclaredGolden compares every attribute of the examples, and where it stands, with what was checked by eye.
func TestDeclaredGolden(t *testing.T) {
	for _, tt := range declaredExamples {
		t.Run(tt.file, func(t *testing.T) {
			resources, _, _, _ := readPaths(t, filepath.Join("examples", filepath.FromSlash(tt.file)))
			var b strings.Builder
			for _, r := range resources {
				fmt.Fprintf(&b, "%s\n", r.ID)
				for path, v := range r.Value.Get("properties").All() {
					if len(path) > 0 && path[0].Key != "original" {
						b.WriteString(attributeLine(r, path, v))
					}
				}
			}
			golden := filepath.Join("testdata", "declared", strings.ReplaceAll(tt.file, "/", "_")+".golden")
			if *update {
				if err := os.WriteFile(golden, []byte(b.String()), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if b.String() != string(want) {
				t.Errorf("got\n%s\nwant\n%s", b.String(), want)
			}
		})
	}
}

// attributeLine prints an attribute with its value and its place.
func attributeLine(r *inputs.Resource, path document.Path, v document.Value) string {
	span, _ := r.Document.Span(v.Node())
	text := string(v.AppendJSON(nil))
	switch {
	case v.Has(document.Unknown):
		return fmt.Sprintf("  %s unknown\n", path)
	case v.Kind() == document.Object, v.Kind() == document.Array:
		text = v.Kind().String()
	}
	return fmt.Sprintf("  %d:%d %s %s\n", span.Start.Line, span.Start.Column, path, text)
}
