package inputs_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

const (
	whatIfID    = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v"
	whatIfVault = `{"id": "` + whatIfID + `", "type": "Microsoft.KeyVault/vaults", "name": "v", "location": "West Europe", "apiVersion": "2024-11-01",
		"properties": {"enablePurgeProtection": true, "tenantId": "[reference('x').y]", "secret": "*******", "list": ["[x()]", null]}}`
)

func whatIfRead(t *testing.T, text string) ([]*inputs.Resource, error) {
	t.Helper()
	d, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
	if err != nil {
		t.Fatal(err)
	}
	return inputs.WhatIf.Read(inputs.File{Path: "what-if.json", Documents: []*document.Document{d}})
}

func whatIfResult(changes string) string {
	return `{"status": "Succeeded", "error": null, "changes": [` + changes + `], "potentialChanges": null}`
}

func whatIfChange(kind, after string) string {
	return `{"resourceId": "` + whatIfID + `", "changeType": "` + kind + `", "before": null, "after": ` + after + `, "delta": null}`
}

func TestWhatIf(t *testing.T) {
	known := `{"enablePurgeProtection":true,"list":[null,null]}`
	tests := []struct{ name, text, want string }{
		{"create", whatIfResult(whatIfChange("Create", whatIfVault)), known},
		{"modify", whatIfResult(whatIfChange("Modify", whatIfVault)), known},
		{"no change", whatIfResult(whatIfChange("NoChange", whatIfVault)), known},
		{"type without case", whatIfResult(whatIfChange("create", whatIfVault)), known},
		{"of the REST API", `{"status": "Succeeded", "properties": {"changes": [` + whatIfChange("Create", whatIfVault) + `]}}`, known},
		{"potential", `{"status": "Succeeded", "changes": [], "potentialChanges": [` + whatIfChange("Create", whatIfVault) + `]}`, known},
		{"only ids", whatIfResult(`{"resourceId": "` + whatIfID + `", "changeType": "Deploy"}`), "unknown"},
		{"unsupported", whatIfResult(whatIfChange("Unsupported", "null")), "unknown"},
		{"delete", whatIfResult(whatIfChange("Delete", "null")), "none"},
		{"ignore", whatIfResult(whatIfChange("Ignore", whatIfVault)), "none"},
		{"nothing", whatIfResult(""), "none"},
	}
	for _, tt := range tests {
		all, err := whatIfRead(t, tt.text)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		got := "none"
		if len(all) == 1 {
			r := all[0]
			if r.ID != whatIfID || r.Type != "Microsoft.KeyVault/vaults" || r.Name != "v" || r.Observed || r.Format != "what-if" {
				t.Errorf("%s: got %+v", tt.name, r)
			}
			p := r.Value.Get("properties")
			if got = string(p.AppendJSON(nil)); p.Has(document.Unknown) {
				got = "unknown"
			}
		}
		if strings.ReplaceAll(got, " ", "") != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestWhatIfMarks checks that what the server has not evaluated is unknown, and what it hides a secret as well.
func TestWhatIfMarks(t *testing.T) {
	all, err := whatIfRead(t, whatIfResult(whatIfChange("Create", whatIfVault)))
	if err != nil {
		t.Fatal(err)
	}
	p := all[0].Value.Get("properties")
	for path, want := range map[string]document.Mark{"tenantId": document.Unknown, "secret": document.Unknown | document.Sensitive} {
		if v := p.Get(path); !v.Has(want) || v.Has(document.Sensitive) != (want&document.Sensitive != 0) || v.Node() == 0 {
			t.Errorf("%s: %v", path, v)
		}
	}
	if v := p.Get("list").Elements()[0]; !v.Has(document.Unknown) {
		t.Errorf("in a list: %v", v)
	}
}

func TestWhatIfErrors(t *testing.T) {
	tests := []struct{ name, text, reason, at string }{
		{"something else", `{"a": 1}`, "not what a deployment would change", `{"a"`},
		{"failed", `{"status": "Failed", "changes": []}`, "status is Failed", `"Failed"`},
		{"with an error", `{"status": "Succeeded", "error": {"code": "x"}, "changes": []}`, "could not be predicted", `{"code"`},
		{"no type", whatIfResult(whatIfChange("Create", whatIfVault) + `, {"resourceId": "/x"}`), "no changeType", `{"resourceId": "/x"}`},
		{"null", whatIfResult(whatIfChange("Create", whatIfVault) + `, null`), "no changeType", `null], "pot`},
		{"another type", whatIfResult(whatIfChange("Explode", whatIfVault)), "no type of changes Explode", `"Explode"`},
		{"after is text", whatIfResult(whatIfChange("Create", `"x"`)), "no Azure resource", `"x"`},
		{"after has no type", whatIfResult(whatIfChange("Create", `{"id": "/x"}`)), "no Azure resource", `{"id": "/x"}`},
		{"no id", whatIfResult(`{"changeType": "Deploy"}`), "of which resource", `{"changeType"`},
		{"twice", whatIfResult(whatIfChange("Create", whatIfVault) + "," + whatIfChange("Create", `{"id": "`+whatIfID+`", "type": "Microsoft.KeyVault/vaults", "x": 1}`)), "there twice", `{"id": "` + whatIfID + `", "type": "Microsoft.KeyVault/vaults", "x"`},
		{"properties are a list", whatIfResult(whatIfChange("Create", `{"id": "`+whatIfID+`", "type": "A.b/c", "properties": ["x"]}`)), "must be an object", `["x"]`},
	}
	for _, tt := range tests {
		all, err := whatIfRead(t, tt.text)
		var e *inputs.Error
		if !errors.As(err, &e) || !strings.Contains(e.Reason, tt.reason) {
			t.Errorf("%s: got %d resources and %v, want %q", tt.name, len(all), err, tt.reason)
			continue
		}
		checkPlace(t, tt.text, e, tt.at)
	}
}

// TestWhatIfDetects checks that a result is told from all else, and that it is in no other format.
func TestWhatIfDetects(t *testing.T) {
	formats := []inputs.Format{inputs.TerraformPlan, inputs.Descriptor, inputs.Kubernetes, inputs.Graph}
	for text, want := range map[string]bool{
		whatIfResult(""): true, whatIfResult(whatIfChange("Create", whatIfVault)): true,
		`{"status": "Failed", "properties": {"changes": []}}`: true, `{"changes": []}`: false, `{"status": "x"}`: false, whatIfVault: false,
		`{"status": {"phase": "Running"}, "kind": "Pod", "apiVersion": "v1"}`: false, `[]`: false, `{"status": "ok", "changes": [{"path": "x"}]}`: false,
	} {
		d, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := inputs.WhatIf.Detect(d.Root); got != want {
			t.Errorf("%s: got %t", text, got)
		}
		for _, f := range formats {
			if want && f.Detect(d.Root) {
				t.Errorf("%s is %s too", text, f.Name)
			}
		}
	}
}

// TestWhatIfExample checks that every attribute of the example stands where the result has it.
func TestWhatIfExample(t *testing.T) {
	r := &inputs.Reader{Formats: []inputs.Format{inputs.WhatIf}, Limits: document.DefaultLimits}
	checked := 0
	for item := range r.Read(context.Background(), []string{"examples/arm/what-if.json"}) {
		if item.Err != nil {
			t.Fatal(item.Err)
		}
		if item.Resource == nil {
			continue
		}
		lines, err := os.ReadFile("examples/arm/what-if.json")
		if err != nil {
			t.Fatal(err)
		}
		for path, v := range item.Resource.Value.Get("properties").All() {
			span, ok := item.Resource.Document.Span(v.Node())
			if !ok {
				t.Errorf("%s of %s has no place", path, item.Resource.ID)
				continue
			}
			checked++
			if len(path) > 0 && path[len(path)-1].Key != "" && v.Len() == 0 {
				line := strings.Split(string(lines), "\n")[span.Start.Line-1]
				if !strings.Contains(line, `"`+path[len(path)-1].Key+`"`) {
					t.Errorf("%s of %s stands in the line %s", path, item.Resource.ID, line)
				}
			}
		}
	}
	if checked < 30 {
		t.Errorf("only %d attributes were checked", checked)
	}
}

func FuzzWhatIf(f *testing.F) {
	f.Add([]byte(whatIfResult(whatIfChange("Create", whatIfVault))))
	f.Add([]byte(`{"status": "Succeeded", "properties": {"changes": [{"changeType": "Deploy", "resourceId": "/providers/A.b/c/d"}]}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := document.ParseJSON(b, document.DefaultLimits, nil)
		if err != nil {
			return
		}
		all, err := inputs.WhatIf.Read(inputs.File{Path: "f.json", Documents: []*document.Document{d}})
		var e *inputs.Error
		if err != nil && (!errors.As(err, &e) || e.Reason == "" || all != nil) {
			t.Fatalf("got %T and %d resources, want *inputs.Error alone", err, len(all))
		}
		for _, r := range all {
			if r.Type == "" || r.ID == "" {
				t.Fatalf("unnamed resource %+v", r)
			}
		}
	})
}
