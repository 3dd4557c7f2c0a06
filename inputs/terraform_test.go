package inputs_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const terraformPlan = "testdata/terraform/ai_platform.json"

func TestTerraformPlanGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/terraform/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no plans: %v", err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			got := printResources(t, readPlanFile(t, path))
			golden := strings.TrimSuffix(path, ".json") + ".golden"
			if *update {
				if err := os.WriteFile(golden, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(filepath.Clean(golden))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("resources differ from %s; got\n%s", golden, got)
			}
		})
	}
}

// printResources writes resources the way a reviewer wants to see them: "(unknown)" and "(sensitive)" stand
// for what carries those marks.
func printResources(t *testing.T, all []*inputs.Resource) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	for _, r := range all {
		if err := e.Encode(plainValue(r.Value)); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func plainValue(v document.Value) any {
	switch {
	case v.Has(document.Unknown):
		return "(unknown)"
	case v.Has(document.Sensitive) && v.Kind() != document.Object && v.Kind() != document.Array:
		return "(sensitive)"
	}
	switch v.Kind() {
	case document.Boolean:
		return v.Bool()
	case document.Number:
		return json.Number(v.Text())
	case document.String:
		return v.Text()
	case document.Array:
		out := []any{}
		for _, e := range v.Elements() {
			out = append(out, plainValue(e))
		}
		return out
	case document.Object:
		out := map[string]any{}
		for _, m := range v.Members() {
			out[m.Key.Text()] = plainValue(m.Value)
		}
		return out
	}
	return nil
}

func readPlanFile(t *testing.T, path string) []*inputs.Resource {
	t.Helper()
	b, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		t.Fatal(err)
	}
	all, err := readPlan(b)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func readPlan(b []byte) ([]*inputs.Resource, error) {
	doc, err := document.ParseJSON(b, document.DefaultLimits, nil)
	if err != nil {
		return nil, err
	}
	return inputs.TerraformPlan.Read(inputs.File{Path: "plan.json", Bytes: b, Documents: []*document.Document{doc}})
}

func TestTerraformPlanRefuses(t *testing.T) {
	change := func(s string) string {
		return `{"format_version":"1.2","terraform_version":"1.14.3","resource_changes":[` + s + `]}`
	}
	const id = `"address":"aws_s3_bucket.b","mode":"managed","type":"aws_s3_bucket","name":"b"`
	tests := []struct{ name, plan, want string }{
		{"array", `[]`, "is an object"},
		{"state", `{"format_version":"1.0","terraform_version":"1.14.3","values":{"root_module":{}}}`, "Terraform state, not a plan"},
		{"state file", `{"version":4,"terraform_version":"1.14.3","serial":3,"lineage":"x","resources":[]}`, "state file, not a plan"},
		{"no changes", `{"format_version":"1.2","terraform_version":"1.14.3"}`, "no resource_changes"},
		{"changes an object", `{"format_version":"1.2","resource_changes":{}}`, "resource_changes is object"},
		{"errored", `{"format_version":"1.2","errored":true,"resource_changes":[]}`, "ended in an error"},
		{"errored a string", `{"format_version":"1.2","errored":"true","resource_changes":[]}`, "errored is string"},
		{"incomplete", `{"format_version":"1.2","complete":false,"resource_changes":[]}`, "not complete"},
		{"deferred", `{"format_version":"1.2","deferred_changes":[{"reason":"instance_count_unknown"}],"resource_changes":[]}`, "defers 1 changes"},
		{"deferred an object", `{"format_version":"1.2","deferred_changes":{},"resource_changes":[]}`, "deferred_changes is object"},
		{"version missing", `{"terraform_version":"1.14.3","resource_changes":[]}`, "format_version is undefined"},
		{"version old", `{"format_version":"0.2","resource_changes":[]}`, `"0.2" is not supported`},
		{"version new", `{"format_version":"2.0","resource_changes":[]}`, `"2.0" is not supported`},
		{"version a number", `{"format_version":1.2,"resource_changes":[]}`, "format_version is number"},
		{"change a string", change(`"x"`), "is string, not an object"},
		{"mode missing", change(`{"address":"aws_s3_bucket.b"}`), "mode of a resource is undefined"},
		{"mode strange", change(`{"mode":"ephemeral"}`), "not a mode"},
		{"address missing", change(`{"mode":"managed"}`), "address of a resource"},
		{"type missing", change(`{"mode":"managed","address":"aws_s3_bucket.b"}`), "type of a resource"},
		{"name a number", change(`{"mode":"managed","address":"aws_s3_bucket.b","type":"aws_s3_bucket","name":1}`), "name of a resource is number"},
		{"address of another", change(`{"mode":"managed","address":"aws_s3_bucket.c","type":"aws_s3_bucket","name":"b"}`), "does not fit"},
		{"module a list", change(`{` + id + `,"module_address":[]}`), "no address of a module"},
		{"change missing", change(`{` + id + `}`), "no change.actions"},
		{"actions missing", change(`{` + id + `,"change":{"after":{}}}`), "no change.actions"},
		{"actions empty", change(`{` + id + `,"change":{"actions":[],"after":{}}}`), "no change.actions"},
		{"action unknown", change(`{` + id + `,"change":{"actions":["move"],"after":{}}}`), `"move" is no action`},
		{"action a number", change(`{` + id + `,"change":{"actions":[1],"after":{}}}`), "is no action"},
		{"after null", change(`{` + id + `,"change":{"actions":["create"],"after":null}}`), "change.after is null"},
		{"after missing", change(`{` + id + `,"change":{"actions":["no-op"]}}`), "change.after is undefined"},
		{"unknown whole", change(`{` + id + `,"change":{"actions":["create"],"after":{},"after_unknown":true}}`), "nothing is known"},
		{"unknown a string", change(`{` + id + `,"change":{"actions":["create"],"after":{},"after_unknown":{"id":"yes"}}}`), "after_unknown"},
		{"sensitive a number", change(`{` + id + `,"change":{"actions":["create"],"after":{},"after_sensitive":{"id":1}}}`), "after_sensitive"},
		{"deposed a boolean", change(`{` + id + `,"deposed":true}`), "deposed of a resource is boolean"},
		{"twice", change(`{` + id + `,"change":{"actions":["create"],"after":{}}},{` + id + `,"change":{"actions":["create"],"after":{}}}`), "twice"},
		{
			"planned only", `{"format_version":"1.2","resource_changes":[],"planned_values":{"root_module":{"child_modules":[{"resources":[{` + id + `}]}]}}}`,
			"in planned_values but not in resource_changes",
		},
		{"planned a list", `{"format_version":"1.2","resource_changes":[],"planned_values":[]}`, "planned_values is array"},
		{"planned resources an object", `{"format_version":"1.2","resource_changes":[],"planned_values":{"root_module":{"resources":{}}}}`, "resources in planned_values"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all, err := readPlan([]byte(tt.plan))
			var bad *inputs.Error
			if !errors.As(err, &bad) || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %d resources and %v, want an error with %q", len(all), err, tt.want)
			}
			if _, ok := bad.Document.Span(bad.Node); !ok {
				t.Errorf("%v has no place", err)
			}
		})
	}
}

func TestTerraformPlanDetect(t *testing.T) {
	tests := []struct {
		name, text string
		want       bool
	}{
		{"plan", `{"format_version":"1.2","terraform_version":"1.14.3","resource_changes":[]}`, true},
		{"plan without Terraform's version", `{"format_version":"1.2","planned_values":{}}`, true},
		{"broken version", `{"format_version":1,"resource_changes":[]}`, true},
		{"state", `{"format_version":"1.0","terraform_version":"1.14.3","values":{}}`, true},
		{"state file", `{"version":4,"serial":1,"lineage":"x"}`, true},
		{"provider schemas", `{"format_version":"1.0","provider_schemas":{}}`, false},
		{"ARM template", `{"$schema":"x","contentVersion":"1.0.0.0","resources":[]}`, false},
		{"list", `[]`, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := document.ParseJSON([]byte(tt.text), document.DefaultLimits, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := inputs.TerraformPlan.Detect(doc.Root); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
