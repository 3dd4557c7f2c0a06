package inputs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// padding makes a plan large, and has what is read of it be gone before the next resource is read.
const padding = 300 << 10

// padded returns a plan with white space before every element of its lists of resources.
func padded(t *testing.T, plan []byte) []byte {
	t.Helper()
	space := strings.Repeat(" \n", padding/2)
	var out bytes.Buffer
	elements := 0
	err := document.Split(bytes.NewReader(plan), document.Limits{}, nil, func(path []string, kind document.Kind) bool {
		return len(path) == 0 || path[0] == "resource_changes" && len(path) == 1 && kind == document.Array
	}, func(p document.Part) error {
		if len(p.Path) == 2 {
			out.Write(plan[out.Len()-elements*len(space) : p.Place.Offset])
			out.WriteString(space)
			elements++
		}
		return nil
	})
	if err != nil || elements == 0 {
		t.Fatalf("%d elements, %v", elements, err)
	}
	out.Write(plan[out.Len()-elements*len(space):])
	for out.Len() < 2<<20 {
		out.WriteString(space)
	}
	return out.Bytes()
}

// described is what a resource is, and what stands where in it.
func described(t *testing.T, r *inputs.Resource, texts []string) map[string]any {
	t.Helper()
	d := map[string]any{"type": r.Type, "id": r.ID, "name": r.Name, "value": string(r.Value.AppendJSON(nil))}
	for path, v := range r.Value.All() {
		key := "at " + path.String()
		d[key] = fmt.Sprint(v.Has(document.Unknown), v.Has(document.Sensitive))
		if span, ok := r.Document.Span(v.Node()); ok && span.Start.Line > 0 {
			line := []rune(texts[span.Start.Line-1])
			end := len(line)
			if span.End.Line == span.Start.Line {
				end = span.End.Column - 1
			}
			d[key] = d[key].(string) + " " + strings.TrimSpace(string(line[span.Start.Column-1:end]))
		}
	}
	return d
}

// plans are the plans to read both ways.
func plans(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, pattern := range []string{"examples/terraform/*.json", "examples/terraform/*/*.json", "testdata/terraform/*.json", "testdata/*plan*.json"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			b, err := os.ReadFile(filepath.Clean(path))
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(b, []byte(`"resource_changes"`)) {
				all[path] = b
			}
		}
	}
	if len(all) < 2 {
		t.Fatalf("only %d plans", len(all))
	}
	return all
}

func TestLargePlanIsReadAsSmallOnes(t *testing.T) {
	for path, plan := range plans(t) {
		t.Run(path, func(t *testing.T) {
			small := readBoth(t, "small.json", plan)
			large := readBoth(t, "large.json", padded(t, plan))
			if len(small) == 0 || len(small) != len(large) {
				t.Fatalf("%d resources, and %d of the same plan when it is large", len(small), len(large))
			}
			for i, want := range small {
				if !reflect.DeepEqual(large[i], want) {
					a, _ := json.MarshalIndent(want, "", " ")
					b, _ := json.MarshalIndent(large[i], "", " ")
					t.Errorf("got %s\nwant %s", b, a)
				}
			}
		})
	}
}

func readBoth(t *testing.T, name string, text []byte) []map[string]any {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	var all []map[string]any
	reader := &inputs.Reader{Formats: []inputs.Format{inputs.TerraformPlan}}
	for item := range reader.Read(context.Background(), []string{path}) {
		switch {
		case item.Err != nil:
			t.Fatalf("%s: %s", item.Err.Path, item.Err.Reason)
		case item.File != nil && (item.File.Format != "terraform-plan" || item.File.Documents != 1 || item.File.Resources != len(all)):
			t.Errorf("got %+v", item.File)
		case item.Resource != nil:
			all = append(all, described(t, item.Resource, lines))
		}
	}
	return all
}
