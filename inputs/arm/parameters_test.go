package arm_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/arm"
	"github.com/tipstaff/tipstaff/inputs/document"
)

const parametrised = `{` + rgSchema + `"contentVersion": "1", "definitions": {"mode": {"type": "string", "allowedValues": ["Deny", "Allow"]}},
"parameters": {
  "s": {"type": "string", "defaultValue": "default"}, "n": {"type": "int"}, "b": {"type": "bool", "defaultValue": false}, "a": {"type": "array"},
  "o": {"type": "object"}, "secret": {"type": "securestring"}, "secrets": {"type": "secureObject"}, "maybe": {"type": "string", "nullable": true, "defaultValue": "d"},
  "mode": {"$ref": "#/definitions/mode"}, "tier": {"type": "string", "allowedValues": ["A", "B"]}
},
"resources": [{"type": "A.b/c", "apiVersion": "1", "name": "x", "properties": {
  "s": "[parameters('s')]", "n": "[parameters('n')]", "b": "[parameters('b')]", "a": "[parameters('a')]", "o": "[parameters('o')]",
  "secret": "[parameters('secret')]", "secrets": "[parameters('secrets')]", "maybe": "[coalesce(parameters('maybe'), 'null')]",
  "mode": "[parameters('mode')]", "all": {"copy": [{"name": "all", "count": "[length(parameters('a'))]", "input": "[parameters('a')[copyIndex('all')]]"}]}}}]}`

// readWith reads parametrised with a file of parameters.
func readWith(t testing.TB, parameters string) ([]*inputs.Resource, error) {
	t.Helper()
	f := inputs.File{Path: "main.json", Documents: []*document.Document{decode(t, parametrised)}}
	f.Parameters = &inputs.Parameters{Path: "main.parameters.json", Document: decode(t, parameters)}
	return arm.Template.Read(f)
}

func given(values string) string {
	return `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "contentVersion": "1.0.0.0", "parameters": {` + values + `}}`
}

func TestGivenParameters(t *testing.T) {
	tests := []struct{ name, values, path, want string }{
		{"nothing given", ``, "s", `"default"`},
		{"nothing given, no default", ``, "n", `?`},
		{"string", `"s": {"value": "given"}`, "s", `"given"`},
		{"name without case", `"S": {"value": "given"}`, "s", `"given"`},
		{"number", `"n": {"value": 7}`, "n", `7`},
		{"boolean", `"b": {"value": true}`, "b", `true`},
		{"array", `"a": {"value": [1, {"x": null, "y": 2}]}`, "a", `[1,{y:2}]`},
		{"array in a loop", `"a": {"value": ["x", "y"]}`, "all", `{all:["x","y"]}`},
		{"object", `"o": {"value": {"K": [true]}}`, "o", `{K:[true]}`},
		{"secret", `"secret": {"value": "hunter2"}`, "secret", `"hunter2"!`},
		{"secrets", `"secrets": {"value": {"k": "hunter2"}}`, "secrets", `{k:"hunter2"!}`},
		{"from a vault", `"s": {"reference": {"keyVault": {"id": "/x"}, "secretName": "y"}}`, "s", `?!`},
		{"secret from a vault", `"secret": {"reference": {"keyVault": {"id": "/x"}, "secretName": "y"}}`, "secret", `?!`},
		{"null for a nullable one", `"maybe": {"value": null}`, "maybe", `"null"`},
		{"null for another", `"s": {"value": null}`, "s", `?`},
		{"brackets", `"s": {"value": "[concat('a', 'b')]"}`, "s", `?`},
		{"expression", `"s": {"expression": "[externalInputs('x')]"}`, "s", `?`},
		{"only metadata", `"s": {"metadata": {}}`, "s", `?`},
		{"by definition", `"mode": {"value": "Deny"}`, "mode", `"Deny"`},
		{"what looks like an escape", `"s": {"value": "[[x]"}`, "s", `?`},
		{"brackets inside", `"o": {"value": {"x": ["[y()]", "z"]}}`, "o", `{x:[?,"z"]}`},
	}
	for _, tt := range tests {
		all, err := readWith(t, given(tt.values))
		if err != nil {
			t.Errorf("%s: %s", tt.name, describe(err))
			continue
		}
		if got := compact(all[0].Value.At("properties", tt.path)); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestGivenPlaces checks that all that a file of parameters gives stands at the expression that uses it.
func TestGivenPlaces(t *testing.T) {
	all, err := readWith(t, given(`"o": {"value": {"a": {"b": [1, 2]}}}, "a": {"value": [{"c": 1}]}, "s": {"value": "x"}, "secrets": {"value": {"k": "v"}}`))
	if err != nil {
		t.Fatal(describe(err))
	}
	r := all[0]
	raw := byNode(r.Document.Root, r.Node).Get("properties")
	checked := 0
	for _, name := range []string{"o", "a", "s", "secrets"} {
		for path, v := range r.Value.At("properties", name).All() {
			checked++
			if v.Node() != raw.Get(name).Node() {
				t.Errorf("%s%s has node %d, want %d", name, path, v.Node(), raw.Get(name).Node())
			}
		}
	}
	if checked < 9 {
		t.Errorf("only %d values were checked", checked)
	}
}

// TestGivenErrors checks what is refused in a file of parameters, and that the place is the marked one, in it.
func TestGivenErrors(t *testing.T) {
	tests := []struct{ name, text, reason string }{
		{"not declared", given(`"z": §{"value": 1}`), "declares no parameter 'z'"},
		{"twice", given(`"s": {"value": "a"}, "S": §{"value": "b"}`), "given twice"},
		{"no object", given(`"s": §"a"`), "as an object with its value"},
		{"number for a string", given(`"s": {"value": §1}`), "must be a string, not a number"},
		{"string for a boolean", given(`"b": {"value": §"false"}`), "must be a boolean, not a string"},
		{"object for an array", given(`"a": {"value": §{}}`), "must be an array, not an object"},
		{"array for a secure object", given(`"secrets": {"value": §[]}`), "must be an object, not an array"},
		{"number for a defined type", given(`"mode": {"value": §1}`), "must be a string, not a number"},
		{"not allowed", given(`"tier": {"value": §"C"}`), "none of the values"},
		{"a template", strings.Replace(parametrised, `{`, `§{`, 1), "no file of parameters"},
		{"an array", `§[]`, "no file of parameters"},
		{"parameters are missing", `§{"$schema": "x/deploymentParameters.json"}`, "no file of parameters"},
	}
	for _, tt := range tests {
		before, _, _ := strings.Cut(tt.text, "§")
		line, column := 1, len([]rune(before))+1
		all, err := readWith(t, strings.Replace(tt.text, "§", "", 1))
		var e *inputs.Error
		if !errors.As(err, &e) {
			t.Errorf("%s: got %d resources and %v, want an error", tt.name, len(all), err)
			continue
		}
		span, _ := e.Document.Span(e.Node)
		if want := (document.Position{Line: line, Column: column}); span.Start != want || e.File != "main.parameters.json" || !strings.Contains(e.Reason, tt.reason) {
			t.Errorf("%s: got %s in %q, want %q at %v", tt.name, describe(err), e.File, tt.reason, want)
		}
	}
}

// TestGivenSecrets checks that a secret that a file gives is never in a line that a report might quote.
func TestGivenSecrets(t *testing.T) {
	f := inputs.File{Path: "main.json", Documents: []*document.Document{decode(t, parametrised)}}
	d := decode(t, "{\"parameters\": {\"secret\": {\n\"value\": \"hunter2\"}}}")
	f.Parameters = &inputs.Parameters{Path: "p.json", Document: d}
	if _, err := arm.Template.Read(f); err != nil {
		t.Fatal(describe(err))
	}
	if line, ok := d.Line(2, 100); ok && strings.Contains(line, "hunter2") {
		t.Errorf("got %q", line)
	}
}

func FuzzParameters(f *testing.F) {
	f.Add([]byte(given(`"s": {"value": "x"}, "secret": {"reference": {}}, "a": {"value": [1, [2]]}`)))
	f.Add([]byte(`{"parameters": {"n": {"value": 1e9}, "o": {"value": {"a": null}}, "maybe": {"value": null}}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := document.ParseJSON(b, document.DefaultLimits, nil)
		if err != nil {
			return
		}
		file := inputs.File{Path: "main.json", Documents: []*document.Document{decode(t, parametrised)}}
		file.Parameters = &inputs.Parameters{Path: "p.json", Document: d}
		all, err := arm.Template.Read(file)
		var e *inputs.Error
		if err != nil && (!errors.As(err, &e) || e.Reason == "" || all != nil) {
			t.Fatalf("got %T and %d resources, want *inputs.Error alone", err, len(all))
		}
		for _, r := range all {
			for path, v := range r.Value.All() {
				if _, ok := r.Document.Span(v.Node()); !ok {
					t.Fatalf("%s has no place", path)
				}
			}
		}
	})
}
