package arm_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/arm"
	"github.com/tipstaff/tipstaff/inputs/document"
)

var update = flag.Bool("update", false, "rewrite golden files")

func decode(t testing.TB, text string) *document.Document {
	t.Helper()
	d, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func read(d *document.Document) ([]*inputs.Resource, error) {
	return arm.Template.Read(inputs.File{Path: "main.json", Documents: []*document.Document{d}})
}

func mustRead(t testing.TB, text string) []*inputs.Resource {
	t.Helper()
	d := decode(t, text)
	all, err := read(d)
	if err != nil {
		t.Fatal(describe(err))
	}
	return all
}

// describe returns an error with its place.
func describe(err error) string {
	e, ok := errors.AsType[*inputs.Error](err)
	if !ok {
		return fmt.Sprintf("%T: %v", err, err)
	}
	span, _ := e.Document.Span(e.Node)
	return fmt.Sprintf("%d:%d: %v", span.Start.Line, span.Start.Column, err)
}

func templates(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	return files
}

// TestTemplates compares everything that templates come to, and where it stands, with golden files.
func TestTemplates(t *testing.T) {
	for _, file := range templates(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d := decode(t, string(b))
			if !arm.Template.Detect(d.Root) {
				t.Error("not detected")
			}
			golden := strings.TrimSuffix(file, ".json") + ".golden"
			got := listing(mustRead(t, string(b)))
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs; got:\n%s", golden, got)
			}
		})
	}
}

// listing prints resources, one leaf a line, with line and column.
func listing(all []*inputs.Resource) string {
	var b strings.Builder
	for _, r := range all {
		span, _ := r.Document.Span(r.Node)
		fmt.Fprintf(&b, "%s (%d-%d)\n", r.ID, span.Start.Line, span.End.Line)
		for path, v := range r.Value.All() {
			if v.Len() > 0 {
				continue
			}
			span, _ := r.Document.Span(v.Node())
			fmt.Fprintf(&b, "  %d:%d %s = %s\n", span.Start.Line, span.Start.Column, path, show(v))
		}
	}
	return b.String()
}

func show(v document.Value) string {
	s := v.Text()
	switch v.Kind() {
	case document.String:
		s = fmt.Sprintf("%q", s)
	case document.Boolean:
		s = fmt.Sprint(v.Bool())
	case document.Array:
		s = "[]"
	case document.Object:
		s = "{}"
	case document.Undefined:
		s = "undefined"
	}
	if v.Has(document.Unknown) {
		s = "unknown"
	}
	if v.Has(document.Sensitive) {
		s += " sensitive"
	}
	return s
}

// TestPlaces checks that every attribute of every resource stands where the resource writes it: at the value
// itself, or at the expression that it comes from.
func TestPlaces(t *testing.T) {
	checked := 0
	for _, file := range templates(t) {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all := mustRead(t, string(b))
		for _, r := range all {
			raw := byNode(r.Document.Root, r.Node)
			for path, v := range r.Value.Get("properties").All() {
				source, _ := raw.Get("properties").Find(path)
				checked++
				if loops := raw.Get("properties").Get("copy"); loops.Defined() && source == raw.Get("properties") && len(path) > 0 {
					continue // out of a loop: golden files have it
				}
				if !raw.Get("properties").Defined() {
					source = raw
				}
				if v.Node() != source.Node() && !(v.Has(document.Unknown) && strings.HasSuffix(path.String(), "/template")) {
					t.Errorf("%s: %s of %s has node %d, want %d", file, path, r.ID, v.Node(), source.Node())
				}
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d attributes were checked", checked)
	}
}

func byNode(root document.Value, n document.Node) document.Value {
	for _, v := range root.All() {
		if v.Node() == n {
			return v
		}
	}
	return document.Value{}
}

// TestExamplePlaces checks that every attribute of every resource of the examples, through parameters from another
// file, modules and lambdas, stands within the declaration of the resource.
func TestExamplePlaces(t *testing.T) {
	r := &inputs.Reader{Formats: []inputs.Format{arm.Template}, Limits: document.DefaultLimits}
	checked, seen := 0, map[string]bool{}
	for item := range r.Read(t.Context(), []string{"../examples/arm"}) {
		if item.Err != nil {
			t.Fatal(item.Err)
		}
		if item.File != nil {
			seen[filepath.Base(item.File.Path)] = true
		}
		if item.Resource == nil {
			continue
		}
		whole, _ := item.Resource.Document.Span(item.Resource.Node)
		for path, v := range item.Resource.Value.All() {
			checked++
			span, ok := item.Resource.Document.Span(v.Node())
			if !ok || span.Start.Line < whole.Start.Line || span.End.Line > whole.End.Line {
				t.Errorf("%s: %s of %s stands at %v, the resource at %v", item.Resource.File, path, item.Resource.ID, span, whole)
			}
		}
	}
	if checked < 500 || !seen["main.parameters.json"] || !seen["vaults.parameters.json"] {
		t.Errorf("only %d attributes were checked, in %v", checked, seen)
	}
}
