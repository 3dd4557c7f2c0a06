package inputs_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
)

// withParameters are formats of which one takes parameters, and shows what it was given.
var withParameters = []inputs.Format{{
	Name: "thing", Detect: has("thing"), Parameters: ".parameters.json",
	Read: func(f inputs.File) ([]*inputs.Resource, error) {
		id := "none"
		if f.Parameters != nil {
			id = f.Parameters.Path + " " + string(f.Parameters.Document.Root.AppendJSON(nil))
			if wrong := f.Parameters.Document.Root.Get("wrong"); wrong.Defined() {
				return nil, &inputs.Error{Document: f.Parameters.Document, File: f.Parameters.Path, Node: wrong.Node(), Reason: "wrong"}
			}
		}
		return []*inputs.Resource{{ID: id, Document: f.Documents[0]}}, nil
	},
}}

func TestParameters(t *testing.T) {
	files := map[string]string{
		"main.json": `{"thing": 1}`, "main.parameters.json": `{"a": 1}`, "alone.json": `{"thing": 2}`, "other.json": `{"a": 2}`, "a.json": `{"a": 3}`,
		"dir/UP.JSON": `{"thing": 3}`, "dir/UP.parameters.json": `{"wrong": 1}`,
		"empty/x.json": `{"thing": 4}`, "empty/x.parameters.json": ``, "bad/x.json": `{"thing": 5}`, "bad/x.parameters.json": `{"a": `,
	}
	tests := []struct {
		name  string
		r     inputs.Reader
		paths []string
		want  []string
	}{
		{"beside, named", inputs.Reader{}, []string{"main.json"}, []string{`main.json: thing main.parameters.json {"a":1}`}},
		{"both named", inputs.Reader{}, []string{"main.json", "main.parameters.json"}, []string{`main.json: thing main.parameters.json {"a":1}`}},
		{"beside, in a directory", inputs.Reader{Exclude: []string{"dir/**", "dir", "empty", "bad"}}, []string{"."}, []string{
			"bad/: skipped, excluded", "dir/: skipped, excluded", "empty/: skipped, excluded", "a.json: skipped, not an input format", `alone.json: thing none`,
			`main.json: thing main.parameters.json {"a":1}`, "other.json: skipped, not an input format",
		}},
		{"excluded", inputs.Reader{Exclude: []string{"*.parameters.json"}}, []string{"main.json"}, []string{`main.json: thing none`}},
		{"another file", inputs.Reader{Parameters: "other.json"}, []string{"main.json", "alone.json"}, []string{
			`main.json: thing other.json {"a":2}`, `alone.json: thing other.json {"a":2}`,
		}},
		{"another file is not there", inputs.Reader{Parameters: "gone.json"}, []string{"main.json"}, []string{"gone.json: error, no such file or directory"}},
		{"wrong inside", inputs.Reader{}, []string{"dir/UP.JSON"}, []string{"dir/UP.parameters.json:1:11: error, wrong"}},
		{"another file, in the directory", inputs.Reader{Parameters: "a.json", Exclude: []string{"dir", "empty", "bad", "main*"}}, []string{"."}, []string{
			"bad/: skipped", "dir/: skipped", "empty/: skipped", "main.json: skipped", "main.parameters.json: skipped",
			`alone.json: thing a.json {"a":3}`, "other.json: skipped, not an input format",
		}},
		{"for nothing", inputs.Reader{Parameters: "other.json", Exclude: []string{"main*"}}, []string{"main.json"}, []string{
			"main.json: skipped", "other.json: error, nothing that was read takes parameters",
		}},
		{"without its template", inputs.Reader{}, []string{"main.parameters.json"}, []string{
			"main.parameters.json: error, the file is in no known format (parameters are read with their template: name that)",
		}},
		{"empty", inputs.Reader{}, []string{"empty"}, []string{"empty/x.parameters.json:1:1: error, there is no JSON here"}},
		{"not JSON", inputs.Reader{}, []string{"bad"}, []string{"bad/x.parameters.json:1:7: error, the file ends inside an object"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			write(t, files)
			tt.r.Formats = withParameters
			compare(t, slices.DeleteFunc(read(tt.r, tt.paths...), func(line string) bool { return strings.Contains(line, " of 1 as ") }), tt.want)
		})
	}
}

// TestParametersAreInputs checks that a file of parameters is among the inputs of a run, once, and that its
// digest is part of what the run is known by.
func TestParametersAreInputs(t *testing.T) {
	write(t, map[string]string{"a.json": `{"thing": 1}`, "b.json": `{"thing": 1}`, "a.parameters.json": `{"a": 1}`, "0.json": `{"a": 3}`})
	for _, tt := range []struct {
		r     inputs.Reader
		paths []string
		want  int
	}{
		{inputs.Reader{Parameters: "0.json"}, []string{"."}, 3},
		{inputs.Reader{}, []string{"a.json"}, 2},
		{inputs.Reader{}, []string{"."}, 3},
		{inputs.Reader{Parameters: "0.json"}, []string{"a.json", "b.json"}, 3},
	} {
		tt.r.Formats = withParameters
		d, ok := tt.r.Digest(t.Context(), tt.paths)
		if !ok {
			t.Fatalf("%v: no digest", tt.paths)
		}
		for _, kept := range []inputs.Digest{{}, d} {
			tt.r.Digested = kept
			var names []string
			for item := range tt.r.Read(t.Context(), tt.paths) {
				if item.File != nil {
					names = append(names, item.File.Path)
					if item.File.Digest != d.Files[item.File.Path] {
						t.Errorf("%s: %s, digested %s", item.File.Path, item.File.Digest, d.Files[item.File.Path])
					}
				}
			}
			if len(names) != tt.want {
				t.Errorf("%v: read %v, want %d files", tt.paths, names, tt.want)
			}
		}
		tt.r.Digested = inputs.Digest{}
	}
	r := inputs.Reader{Formats: withParameters}
	with, _ := r.Digest(t.Context(), []string{"a.json"})
	r.Exclude = []string{"*.parameters.json"}
	if without, ok := r.Digest(t.Context(), []string{"a.json"}); !ok || with.Sum == without.Sum {
		t.Error("parameters are not part of the digest")
	}
}
