package arm_test

import (
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/arm"
	"github.com/tipstaff/tipstaff/inputs/document"
)

func detects(d *document.Document) bool { return arm.Template.Detect(d.Root) }

// TestIdentity checks what resources are called: "type | id | name | parent | scope", one a line.
func TestIdentity(t *testing.T) {
	const parts = `"apiVersion": "1"`
	tests := []struct {
		name, resources string
		want            []string
	}{
		{"top level", `[{"type": "A.b/c", "name": "x", ` + parts + `}]`, []string{"A.b/c | A.b/c/x | x | |"}},
		{"child", `[{"type": "A.b/c/d", "name": "x/y", ` + parts + `}]`, []string{"A.b/c/d | A.b/c/x/d/y | y | A.b/c/x |"}},
		{
			"grandchild within", `[{"type": "A.b/c", "name": "x", ` + parts + `, "resources": [{"type": "d", "name": "y", ` + parts + `,
			"resources": [{"type": "e", "name": "z", ` + parts + `}]}]}]`,
			[]string{"A.b/c | A.b/c/x | x | |", "A.b/c/d | A.b/c/x/d/y | y | A.b/c/x |", "A.b/c/d/e | A.b/c/x/d/y/e/z | z | A.b/c/x/d/y |"},
		},
		{
			"child within, written in full", `[{"type": "A.b/c", "name": "x", ` + parts + `, "resources": [{"type": "a.B/c/d", "name": "x/y", ` + parts + `}]}]`,
			[]string{"A.b/c | A.b/c/x | x | |", "a.B/c/d | a.B/c/x/d/y | y | a.B/c/x |"},
		},
		{
			"extension", `[{"type": "E.f/g", "name": "h", "scope": "[resourceId('A.b/c', 'x')]", ` + parts + `}]`,
			[]string{"E.f/g | A.b/c/x/providers/E.f/g/h | h | | A.b/c/x"},
		},
		{
			"extension of an extension", `[{"type": "E.f/g/i", "name": "h/j", "scope": "A.b/c/x/providers/K.l/m/n", ` + parts + `}]`,
			[]string{"E.f/g/i | A.b/c/x/providers/K.l/m/n/providers/E.f/g/h/i/j | j | A.b/c/x/providers/K.l/m/n/providers/E.f/g/h | A.b/c/x/providers/K.l/m/n"},
		},
		{
			"extension in the old way", `[{"type": "A.b/c/d/providers/g", "name": "x/y/E.f/h", ` + parts + `}]`,
			[]string{"E.f/g | A.b/c/x/d/y/providers/E.f/g/h | h | | A.b/c/x/d/y"},
		},
		{"tenant scope", `[{"type": "E.f/g", "name": "h", "scope": "/", ` + parts + `}]`, []string{"E.f/g | E.f/g/h | h | | /"}},
		{
			"unknown scope", `[{"type": "E.f/g", "name": "h", "scope": "[parameters('unset')]", ` + parts + `}]`,
			[]string{"E.f/g | [parameters('unset')]/providers/E.f/g/h | h | | ?"},
		},
		{
			"unknown name", `[{"type": "A.b/c", "name": "[parameters('UNSET')]", ` + parts + `}]`,
			[]string{"A.b/c | A.b/c/[parameters('unset')] | [parameters('unset')] | |"},
		},
		{
			"unknown parent", `[{"type": "A.b/c/d", "name": "[format('{0}/{1}', parameters('unset'), 'y')]", ` + parts + `}]`,
			[]string{"A.b/c/d | A.b/c/[parameters('unset')]/d/y | y | A.b/c/[parameters('unset')] |"},
		},
		{
			"unknown as a whole", `[{"type": "A.b/c/d", "name": "[parameters('unset')]", ` + parts + `}]`,
			[]string{"A.b/c/d | A.b/c/d/[parameters('unset')] | [parameters('unset')] | |"},
		},
		{
			"never known", `[{"type": "A.b/c", "name": "[newGuid()]", ` + parts + `}, {"type": "A.b/c", "name": "[newGuid()]", ` + parts + `}]`,
			[]string{"A.b/c | A.b/c/[resources/0] | [newGuid()] | |", "A.b/c | A.b/c/[resources/1] | [newGuid()] | |"},
		},
		{
			"same name twice", `[{"type": "A.b/c", "name": "x", ` + parts + `}, {"type": "A.b/c", "name": "X", ` + parts + `}]`,
			[]string{"A.b/c | A.b/c/x | x | |", "A.b/c | A.b/c/X[resources/1] | X | |"},
		},
		{
			"old diagnostics of an unknown vault", `[{"type": "A.b/c/providers/diagnosticSettings", "name": "[parameters('unset')]", ` + parts + `}]`,
			[]string{"Microsoft.Insights/diagnosticSettings | Microsoft.Insights/diagnosticSettings/[parameters('unset')] | [parameters('unset')] | |"},
		},
		{
			"loop", `[{"type": "A.b/c", "name": "[concat('x', copyIndex(5))]", "copy": {"name": "l", "count": 2}, ` + parts + `}]`,
			[]string{"A.b/c | A.b/c/x5 | x5 | |", "A.b/c | A.b/c/x6 | x6 | |"},
		},
		{"loop that never runs", `[{"type": "A.b/c", "name": "x", "copy": {"name": "l", "count": 0}, ` + parts + `}]`, nil},
		{
			"loop of unknown length", `[{"type": "A.b/c", "name": "[concat('x', copyIndex())]", "copy": {"name": "l", "count": "[parameters('unset')]"}, ` + parts + `}]`,
			[]string{"A.b/c | A.b/c/x[copyIndex('l')] | x[copyIndex('l')] | |"},
		},
		{
			"loop with one name", `[{"type": "A.b/c", "name": "x", "copy": {"name": "l", "count": 2}, ` + parts + `}]`,
			[]string{"A.b/c | A.b/c/x | x | |", "A.b/c | A.b/c/x[resources/0#1] | x | |"},
		},
		{
			"loop around children", `[{"type": "A.b/c", "name": "[concat('x', copyIndex())]", "copy": {"name": "l", "count": 2}, ` + parts + `,
			"resources": [{"type": "d", "name": "[concat('y', copyIndex('l'))]", ` + parts + `}]}]`,
			[]string{"A.b/c | A.b/c/x0 | x0 | |", "A.b/c/d | A.b/c/x0/d/y0 | y0 | A.b/c/x0 |", "A.b/c | A.b/c/x1 | x1 | |", "A.b/c/d | A.b/c/x1/d/y1 | y1 | A.b/c/x1 |"},
		},
		{
			"condition is false", `[{"type": "A.b/c", "name": "x", "condition": "[not(true())]", ` + parts + `, "resources": [{"type": "d", "name": "y", ` + parts + `}]}]`,
			[]string{"A.b/c/d | A.b/c/x/d/y | y | A.b/c/x |"},
		},
		{
			"condition is not known", `[{"type": "A.b/c", "name": "x", "condition": "[equals(parameters('unset'), 'x')]", ` + parts + `}]`,
			[]string{"A.b/c | A.b/c/x | x | |"},
		},
		{
			"existing", `{"a": {"existing": true, "type": "A.b/c", "name": "x"}, "b": {"type": "A.b/c/d", "name": "x/y"}}`,
			[]string{"A.b/c/d | A.b/c/x/d/y | y | A.b/c/x |"},
		},
		{"deployment that does not happen", `[{"type": "Microsoft.Resources/deployments", "name": "m", "condition": false, ` + parts + `, "properties": {"template": {"resources": [{"type": "A.b/c", "name": "x", ` + parts + `}]}}}]`, nil},
		{
			"outer names", `[{"type": "Microsoft.Resources/deployments", "name": "m", ` + parts + `, "properties": {"template":
			{"parameters": {"unset": {"defaultValue": "inner"}}, "resources": [{"type": "A.b/c", "name": "[parameters('unset')]", ` + parts + `}]}}}]`,
			[]string{"Microsoft.Resources/deployments | Microsoft.Resources/deployments/m | m | |", "A.b/c | A.b/c/[parameters('unset')] | [parameters('unset')] | |"},
		},
		{
			"inner names", `[{"type": "Microsoft.Resources/deployments", "name": "m", ` + parts + `, "properties": {"expressionEvaluationOptions": {"scope": "Inner"}, "template":
			{"parameters": {"unset": {"defaultValue": "inner"}}, "resources": [{"type": "A.b/c", "name": "[parameters('unset')]", ` + parts + `}]}}}]`,
			[]string{"Microsoft.Resources/deployments | Microsoft.Resources/deployments/m | m | |", "A.b/c | A.b/c/inner | inner | |"},
		},
		{
			"modules in a loop", `[{"type": "Microsoft.Resources/deployments", "name": "[format('m{0}', copyIndex())]", "copy": {"name": "l", "count": 2}, ` + parts + `,
			"properties": {"expressionEvaluationOptions": {"scope": "inner"}, "parameters": {"n": {"value": "[format('x{0}', copyIndex())]"}}, "template":
			{"parameters": {"n": {"type": "string"}}, "resources": [{"type": "A.b/c", "name": "[parameters('n')]", ` + parts + `}]}}}]`,
			[]string{
				"Microsoft.Resources/deployments | Microsoft.Resources/deployments/m0 | m0 | |", "A.b/c | A.b/c/x0 | x0 | |",
				"Microsoft.Resources/deployments | Microsoft.Resources/deployments/m1 | m1 | |", "A.b/c | A.b/c/x1 | x1 | |",
			},
		},
		{
			"assignment without scope", `[{"type": "Microsoft.Authorization/roleAssignments", "name": "x", ` + parts + `}]`,
			[]string{"Microsoft.Authorization/roleAssignments | Microsoft.Authorization/roleAssignments/x | x | | ?"},
		},
		{
			"eligible role without scope", `[{"type": "Microsoft.Authorization/roleEligibilityScheduleRequests", "name": "x", ` + parts + `}]`,
			[]string{"Microsoft.Authorization/roleEligibilityScheduleRequests | Microsoft.Authorization/roleEligibilityScheduleRequests/x | x | | ?"},
		},
		{
			"assignment with scope inside", `[{"type": "Microsoft.Authorization/roleAssignments", "name": "x", ` + parts + `, "properties": {"scope": "/subscriptions/s"}}]`,
			[]string{"Microsoft.Authorization/roleAssignments | Microsoft.Authorization/roleAssignments/x | x | | /subscriptions/s"},
		},
		{
			"not of Azure Resource Manager", `{"team": {"import": "microsoftGraph", "type": "Microsoft.Graph/groups@v1.0", "properties": {"displayName": "ml"}},
			"a/b": {"extension": "k8s", "type": "core/Service@v1"}}`,
			[]string{"Microsoft.Graph/groups | Microsoft.Graph/groups/team | team | |", "core/Service | core/Service/a~1b | a~1b | |"},
		},
		{"no resources", `[]`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			ids := map[string]bool{}
			for _, r := range mustRead(t, withResources(tt.resources)) {
				scope := r.Value.Get("scope").Text()
				if r.Value.Get("scope").Has(document.Unknown) {
					scope = "?"
				}
				line := strings.Join([]string{r.Type, r.ID, r.Name, r.Value.Get("parent").Text(), scope}, " | ")
				got = append(got, strings.ReplaceAll(strings.TrimSpace(line), "|  |", "| |"))
				if ids[strings.ToLower(r.ID)] {
					t.Errorf("%s is there twice", r.ID)
				}
				ids[strings.ToLower(r.ID)] = true
				if r.Format != "arm" || r.Observed || r.Value.Get("name").Text() != r.Name {
					t.Errorf("got %+v", r)
				}
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

// TestNulls checks that what evaluates to null is absent, and that a resource always has properties.
func TestNulls(t *testing.T) {
	r := mustRead(t, withResources(`[{"type": "A.b/c", "name": "x", "apiVersion": "1", "location": "[null()]", "tags": null,
		"identity": "[if(true(), null(), createObject())]", "properties": "[null()]"}]`))[0]
	for _, m := range r.Value.Members() {
		if m.Value.Kind() == document.Null || m.Key.Text() == "location" || m.Key.Text() == "tags" || m.Key.Text() == "identity" {
			t.Errorf("%s is %s, want it left out", m.Key.Text(), m.Value.Kind())
		}
	}
	if p := r.Value.Get("properties"); p.Kind() != document.Object || p.Node() != r.Node {
		t.Errorf("properties are %s at %d, want an empty object at %d", p.Kind(), p.Node(), r.Node)
	}
}

// TestUnseenTemplates checks that a deployment whose template is not written out says that it is unknown.
func TestUnseenTemplates(t *testing.T) {
	for _, properties := range []string{
		`{"templateLink": {"id": "/x"}}`, `{"template": "[json('{}')]"}`, `"[json('{\"template\": {\"resources\": []}}')]"`, `null`,
	} {
		all := mustRead(t, withResources(`[{"type": "Microsoft.Resources/Deployments", "name": "x", "apiVersion": "1", "properties": `+properties+`}]`))
		if len(all) != 1 || !all[0].Value.At("properties", "template").Has(document.Unknown) {
			t.Errorf("%s: got %d resources, want one with an unknown template", properties, len(all))
		}
	}
	written := mustRead(t, withResources(`[{"type": "Microsoft.Resources/deployments", "name": "x", "apiVersion": "1",
		"properties": {"template": {"resources": []}}}]`))
	if v := written[0].Value.At("properties", "template"); v != (document.Value{}) {
		t.Errorf("a template that is written out is %v, want it left out", v)
	}
}

// TestSecrets checks that a secret is never in what policies, reports and logs see, except marked.
func TestSecrets(t *testing.T) {
	text := `{"contentVersion": "1", "parameters": {"s": {"type": "SecureString", "defaultValue": "hunter2"},
		"o": {"type": "secureObject", "defaultValue": {"deep": ["hunter2"]}}},
		"variables": {"v": "[parameters('s')]", "w": {"x": "[format('{0}', variables('v'))]"}},
		"resources": [
		{"type": "Microsoft.KeyVault/vaults/secrets", "name": "kv/a", "apiVersion": "1", "properties": {"VALUE": "hunter2"}},
		{"type": "Microsoft.KeyVault/vaults", "name": "kv", "apiVersion": "1", "resources": [{"type": "secrets", "name": "b", "apiVersion": "1", "properties": {"value": "hunter2"}}]},
		{"type": "A.b/c", "name": "[parameters('s')]", "apiVersion": "1", "tags": "[variables('w')]", "properties": {"a": "[parameters('o')]",
			"b": "[union(parameters('o'), createObject())]", "c": "[split(variables('v'), 'x')]", "d": "[first(parameters('o').deep)]",
			"e": "[json(concat('\"', parameters('s'), '\"'))]", "f": "[tryGet(parameters('o'), 'deep', 0)]", "g": "[take(parameters('s'), 3)]",
			"h": "[if(true(), variables('v'), '')]", "i": "[first(parameters('s'))]", "j": "[flatten(createArray(parameters('o').deep))]"}}]}`
	for _, r := range mustRead(t, text) {
		if strings.Contains(r.ID+r.Name, "hunter2") {
			t.Errorf("the secret is in the name of %s", r.ID)
		}
		marked := 0
		for path, v := range r.Value.All() {
			if strings.Contains(v.Text(), "hun") && !v.Has(document.Sensitive) {
				t.Errorf("%s%s is not marked as sensitive", r.ID, path)
			}
			if v.Has(document.Sensitive) {
				marked++
			}
		}
		if r.Type == "A.b/c" && marked < 10 {
			t.Errorf("only %d values of %s are marked", marked, r.ID)
		}
	}
}
