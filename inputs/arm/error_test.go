package arm_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

const vault = `{"type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "kv"}`

func withResources(resources string) string {
	return `{"contentVersion": "1.0.0.0", "parameters": {"unset": {"type": "string"}}, "resources": ` + resources + `}`
}

// TestErrors checks what is refused, and that the place is the marked one: the text right behind §.
func TestErrors(t *testing.T) {
	tests := []struct{ name, text, reason string }{
		{"no template", `§{"a": 1}`, "not an ARM template"},
		{"no resources", `§{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"}`, "no resources"},
		{"resources are a string", `{"$schema": "x/deploymentTemplate.json", "resources": §"x"}`, "no resources"},
		{"resource is a string", withResources(`[§"x"]`), "must be an object"},
		{"symbolic resource is null", withResources(`{"kv": §null}`), "must be an object"},
		{"no type", withResources(`[§{"name": "kv", "apiVersion": "1"}]`), "no type"},
		{"type is null", withResources(`[§{"type": null, "name": "kv", "apiVersion": "1"}]`), "no type"},
		{"type is a number", withResources(`[{"type": §1, "name": "kv", "apiVersion": "1"}]`), "type must be a string"},
		{"type is empty", withResources(`[{"type": §"", "name": "kv", "apiVersion": "1"}]`), "type must be a string"},
		{"type without namespace", withResources(`[{"type": §"vaults", "name": "kv", "apiVersion": "1"}]`), "like Microsoft"},
		{"type with an empty part", withResources(`[{"type": §"A.b//c", "name": "kv", "apiVersion": "1"}]`), "like Microsoft"},
		{"type not known", withResources(`[{"type": §"[parameters('unset')]", "name": "kv", "apiVersion": "1"}]`), "must be known"},
		{"no name", withResources(`[§{"type": "A.b/c", "apiVersion": "1"}]`), "no name"},
		{"name is an array", withResources(`[{"type": "A.b/c", "name": §[], "apiVersion": "1"}]`), "name must be a string"},
		{"condition is text", withResources(`[{"type": "A.b/c", "name": "kv", "apiVersion": "1", "condition": §"yes"}]`), "condition of a resource must be a boolean"},
		{"condition comes to text", withResources(`[{"type": "A.b/c", "name": "kv", "apiVersion": "1", "condition": §"[string(1)]"}]`), "must be a boolean"},
		{"existing is a list", withResources(`{"a": {"type": "A.b/c", "name": "kv", "existing": §[]}}`), "existing must be a boolean"},
		{"existing is a word", withResources(`{"a": {"type": "A.b/c", "name": "kv", "existing": §"true"}}`), "existing must be true or false"},
		{"no apiVersion", withResources(`[§{"type": "A.b/c", "name": "kv"}]`), "no apiVersion"},
		{"apiVersion is a boolean", withResources(`[{"type": "A.b/c", "name": "kv", "apiVersion": §true}]`), "apiVersion must be a string"},
		{"name too short", withResources(`[{"type": "A.b/c/d", "name": §"kv", "apiVersion": "1"}]`), "one part for each part"},
		{"name too long", withResources(`[{"type": "A.b/c", "name": §"kv/k", "apiVersion": "1"}]`), "one part for each part"},
		{"name with an empty part", withResources(`[{"type": "A.b/c/d", "name": §"kv/", "apiVersion": "1"}]`), "one part for each part"},
		{"extension without known namespace", withResources(`[{"type": "A.b/c/providers/d", "name": §"[parameters('unset')]", "apiVersion": "1"}]`), "depends on its name"},
		{"properties are a string", withResources(`[{"type": "A.b/c", "name": "kv", "apiVersion": "1", "properties": §"x"}]`), "must be an object"},
		{"property twice", withResources(`[{"type": "A.b/c", "name": "kv", "apiVersion": "1", "properties": {"a": 1, "A": §2}}]`), "there twice"},
		{"properties twice", withResources(`[{"type": "A.b/c", "name": "kv", "apiVersion": "1", "properties": {}, "Properties": §{"a": 1}}]`), "there twice"},
		{"nested resources are an object", withResources(`[{"type": "A.b/c", "name": "kv", "apiVersion": "1", "resources": §{}}]`), "must be an array"},
		{"nested resource without name", withResources(`[{"type": "A.b/c", "name": "kv", "apiVersion": "1", "resources": [§{"type": "d"}]}]`), "no name"},
		{"loop is an array", withResources(`[{"type": "A.b/c", "name": "kv", "apiVersion": "1", "copy": §[]}]`), "must be an object with name"},
		{"loop without count", withResources(`[{"type": "A.b/c", "name": "kv", "apiVersion": "1", "copy": §{"name": "l"}}]`), "whole number"},
		{"loop below zero", withResources(`[{"type": "A.b/c", "name": "kv", "apiVersion": "1", "copy": {"name": "l", "count": §-1}}]`), "whole number"},
		{"loop counts with text", withResources(`[{"type": "A.b/c", "name": "kv", "apiVersion": "1", "copy": {"name": "l", "count": §"2"}}]`), "whole number"},
		{"loop too long", withResources(`[{"type": "A.b/c", "name": "kv", "apiVersion": "1", "copy": {"name": "l", "count": §801}}]`), "may run 800 times"},
		{"property loop too long", withResources(`[{"type": "A.b/c", "name": "kv", "apiVersion": "1", "properties": {"copy": [{"name": "l", "count": §801, "input": 1}]}}]`), "may run 800 times"},
		{"extensible type without kind", withResources(`{"a": {"import": "x", "type": §"group@v1"}}`), "must be known"},
		{"parameter twice", `{"contentVersion": "1", "parameters": {"a": {"type": "string"}, "A": §{"type": "string"}}, "resources": []}`, "declared twice"},
		{"variable twice", `{"contentVersion": "1", "variables": {"a": 1, "A": §2}, "resources": []}`, "declared twice"},
		{"nested template without resources", withResources(`[{"type": "Microsoft.Resources/deployments", "name": "m", "apiVersion": "1", "properties": {"template": §{"a": 1}}}]`), "no resources"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			at := strings.Index(tt.text, "§")
			all, err := read(decode(t, strings.Replace(tt.text, "§", "", 1)))
			var e *inputs.Error
			if !errors.As(err, &e) {
				t.Fatalf("got %d resources and %v, want an error", len(all), err)
			}
			span, _ := e.Document.Span(e.Node)
			if want := (document.Position{Line: 1, Column: at + 1}); !strings.Contains(e.Reason, tt.reason) || span.Start != want {
				t.Errorf("got %s, want %q at %v", describe(err), tt.reason, want)
			}
		})
	}
}

// TestLimits checks that templates which would grow without end are refused quickly.
func TestLimits(t *testing.T) {
	var doubling, chain strings.Builder
	for i := range 60 {
		fmt.Fprintf(&doubling, `"v%d": "[createArray(variables('v%d'), variables('v%d'))]", `, i+1, i, i)
	}
	for i := range 2_000 {
		fmt.Fprintf(&chain, `"v%d": "[variables('v%d')]", `, i, i+1)
	}
	uses := func(variables, name string) string {
		return `{"contentVersion": "1", "variables": {` + variables + `"v` + name + `": 1}, "resources": [{"type": "A.b/c", "apiVersion": "1",
			"name": "x", "properties": {"p": "[variables('v` + map[string]string{"0": "60", "2000": "0"}[name] + `')]"}}]}`
	}
	loop := `{"type": "Microsoft.Resources/deployments", "name": "m", "apiVersion": "1", "copy": {"name": "l", "count": 800}, "properties": {"template":
		{"resources": [{"type": "A.b/c", "name": "[concat('x', copyIndex('l'), '-', copyIndex('k'))]", "apiVersion": "1", "copy": {"name": "k", "count": 800}}]}}}`
	tests := []struct{ name, text, reason string }{
		{"doubling variables", uses(doubling.String(), "0"), "too many steps"},
		{"chained variables", uses(chain.String(), "2000"), "too deeply"},
		{"loops within loops", withResources(`[` + loop + `]`), "more than 10000 resources"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all, err := read(decode(t, tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.reason) {
				t.Errorf("got %d resources and %v, want %q", len(all), err, tt.reason)
			}
		})
	}
}

func TestDetect(t *testing.T) {
	tests := []struct {
		name, text string
		want       bool
	}{
		{"resource group", `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"}`, true},
		{"old", `{"$schema": "http://schema.management.azure.com/schemas/2014-04-01-preview/DeploymentTemplate.json"}`, true},
		{"subscription", `{"$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#"}`, true},
		{"management group", `{"$schema": "https://schema.management.azure.com/schemas/2019-08-01/managementGroupDeploymentTemplate.json#"}`, true},
		{"tenant", `{"$schema": "https://schema.management.azure.com/schemas/2019-08-01/tenantDeploymentTemplate.json#"}`, true},
		{"without schema", `{"contentVersion": "1.0.0.0", "resources": []}`, true},
		{"symbolic without schema", `{"contentVersion": "1.0.0.0", "resources": {}}`, true},
		{"parameters", `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "contentVersion": "1.0.0.0", "parameters": {}}`, false},
		{"user interface", `{"$schema": "https://schema.management.azure.com/schemas/0.1.2-preview/CreateUIDefinition.MultiVm.json#"}`, false},
		{"live", `[` + vault + `]`, false},
		{"one resource", vault, false},
		{"state", `{"version": 4, "resources": []}`, false},
		{"null", `null`, false},
	}
	for _, tt := range tests {
		if got := detects(decode(t, tt.text)); got != tt.want {
			t.Errorf("%s: got %t, want %t", tt.name, got, tt.want)
		}
	}
}
