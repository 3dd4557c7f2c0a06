package arm_test

import (
	"strings"
	"testing"
)

const rgSchema = `"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", `

// estate declares what expressions can refer to, by symbolic names.
const estate = `{` + rgSchema + `"contentVersion": "1.0.0.0", "languageVersion": "2.0",
"parameters": {"unset": {"type": "string"}, "secret": {"type": "securestring", "defaultValue": "hunter2"}},
"variables": {"here": "outside"},
"functions": [{"namespace": "__bicep", "members": {
  "url": {"parameters": [{"type": "bool", "name": "https"}, {"type": "string", "name": "host"}],
    "output": {"type": "string", "value": "[format('{0}://{1}', if(parameters('https'), 'https', 'http'), parameters('host'))]"}},
  "twice": {"parameters": [{"type": "string", "name": "s"}], "output": {"type": "object", "value": {"a": "[parameters('s')]", "b": "[__bicep.url(true(), parameters('s'))]"}}},
  "again": {"parameters": [], "output": {"type": "string", "value": "[__bicep.again()]"}}
}}],
"resources": {
  "vault": {"type": "A.b/c", "apiVersion": "1", "name": "v", "location": "here", "properties": {"mode": "strict", "deep": {"on": true, "n": "[add(1, 2)]",
    "list": [1], "unset": "[parameters('unset')]", "secret": "[parameters('secret')]"}}},
  "old": {"existing": true, "type": "A.b/c", "apiVersion": "1", "name": "o", "properties": {"mode": "strict"}},
  "perhaps": {"condition": "[equals(parameters('unset'), 'x')]", "type": "A.b/c", "apiVersion": "1", "name": "p", "properties": {"mode": "strict"}},
  "always": {"condition": true, "type": "A.b/c", "apiVersion": "1", "name": "a", "properties": {"mode": "strict"}},
  "many": {"copy": {"name": "many", "count": 2}, "type": "A.b/c", "apiVersion": "1", "name": "[format('m{0}', copyIndex())]", "properties": {"mode": "strict"}},
  "module": {"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "m", "properties": {"expressionEvaluationOptions": {"scope": "inner"},
    "parameters": {"in": {"value": "[format('x-{0}', 'y')]"}, "whole": {"value": "[reference('other')]"}, "of": {"value": "[reference('vault')]"}},
    "template": {` + rgSchema + `"parameters": {"in": {"type": "string"}, "whole": {"type": "object"}, "of": {"type": "object"}}, "variables": {"v": ["a", {"b": "[parameters('in')]"}]},
      "resources": [{"type": "A.b/c", "apiVersion": "1", "name": "[parameters('in')]", "properties": {"mode": "inner"}}],
      "outputs": {"name": {"type": "string", "value": "[parameters('in')]"}, "all": {"type": "array", "value": "[variables('v')]"},
        "id": {"type": "string", "value": "[resourceId('A.b/c', parameters('in'))]"}, "mode": {"type": "string", "value": "[reference(resourceId('A.b/c', 'x-y')).mode]"},
        "passed": {"type": "string", "value": "[parameters('whole').outputs.in.value]"}, "n": {"type": "int", "value": "[parameters('of').deep.n]"}, "key": {"type": "securestring", "value": "k"}, "never": {"condition": false, "type": "string", "value": "x"}}}}},
  "other": {"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "other", "properties": {"expressionEvaluationOptions": {"scope": "inner"},
    "parameters": {"in": {"value": "[variables('here')]"}},
    "template": {` + rgSchema + `"parameters": {"in": {"type": "string"}}, "resources": [], "outputs": {"in": {"type": "string", "value": "[parameters('in')]"}}}}},
  "probe": {"type": "P.p/p", "apiVersion": "1", "name": "probe", "properties": {"p": PROBE}}
}}`

func probe(t *testing.T, expression string) string {
	t.Helper()
	d := decode(t, strings.Replace(estate, "PROBE", quoteJSON(t, expression), 1))
	all, err := read(d)
	if err != nil {
		return describe(err)
	}
	return compact(all[len(all)-1].Value.At("properties", "p"))
}

func TestReference(t *testing.T) {
	tests := []evaluated{
		{"[reference('vault').mode]", `"strict"`},
		{"[reference('VAULT', '2020-01-01').Mode]", `"strict"`},
		{"[reference('vault').deep.on]", `true`},
		{"[reference('vault').deep['n']]", `3`},
		{"[reference('vault').deep.list]", `?`},
		{"[reference('vault').deep.unset]", `?`},
		{"[reference('vault').deep.secret]", `?!`},
		{"[reference('vault').deep]", `?`},
		{"[reference('vault')]", `?`},
		{"[length(reference('vault').deep)]", `?`},
		{"[contains(reference('vault'), 'endpoint')]", `?`},
		{"[empty(reference('vault'))]", `?`},
		{"[coalesce(tryGet(reference('vault'), 'endpoint'), 'none')]", `?`},
		{"[reference('vault').endpoint]", `?`},
		{"[reference('vault', '1', 'full').location]", `"here"`},
		{"[reference('vault', '1', 'Full').properties.mode]", `"strict"`},
		{"[reference('vault', '1', 'full').identity.principalId]", `?`},
		{"[reference('vault', '1', parameters('unset')).mode]", `?`},
		{"[reference(resourceId('A.b/c', 'v')).mode]", `"strict"`},
		{"[reference(resourceId('a.B/C', 'V'), '1').mode]", `"strict"`},
		{"[reference(resourceId('other-group', 'A.b/c', 'v')).mode]", `?`},
		{"[reference(resourceId('A.b/c', parameters('unset'))).mode]", `?`},
		{"[reference('v').mode]", `"strict"`},
		{"[reference('old').mode]", `?`},
		{"[reference('perhaps').mode]", `?`},
		{"[reference('always').mode]", `"strict"`},
		{"[reference('many').mode]", `?`},
		{"[reference(resourceId('A.b/c', 'm0')).mode]", `?`},
		{"[reference('x-y').mode]", `?`}, // in another template
		{"[reference('module').outputs.name.value]", `"x-y"`},
		{"[reference('module').outputs.all.value[1].b]", `"x-y"`},
		{"[reference('module').outputs.ALL.value]", `["a",{b:"x-y"}]`},
		{"[length(reference('module').outputs.all.value)]", `2`},
		{"[reference('module').outputs.id.value]", `"A.b/c/x-y"`},
		{"[reference('module').outputs.mode.value]", `"inner"`},
		{"[reference('module').outputs.passed.value]", `"outside"`},
		{"[reference('module').outputs.n.value]", `3`},
		{"[reference('module').outputs.key.value]", `?!`},
		{"[reference('module').outputs.never.value]", `?`},
		{"[reference('module').outputs.missing.value]", `?`},
		{"[reference('module').provisioningState]", `?`},
		{"[reference('module').outputs]", `?`},
		{"[if(equals(reference('vault').mode, 'strict'), 'a', 'b')]", `"a"`},
		{"[map(createArray('vault'), lambda('n', reference(lambdaVariables('n')).mode))]", `["strict"]`},
	}
	for _, tt := range tests {
		if got := probe(t, tt.expression); got != tt.want {
			t.Errorf("%s is %s, want %s", tt.expression, got, tt.want)
		}
	}
}

func TestDefinedFunctions(t *testing.T) {
	tests := []evaluated{
		{"[__bicep.url(true(), 'a.b')]", `"https://a.b"`},
		{"[__BICEP.Url(false(), 'a.b')]", `"http://a.b"`},
		{"[__bicep.url(true(), parameters('unset'))]", `?`},
		{"[__bicep.url(true(), parameters('secret'))]", `"https://hunter2"!`},
		{"[__bicep.twice('x').b]", `"https://x"`},
		{"[map(createArray('x'), lambda('h', __bicep.url(true(), lambdaVariables('h'))))]", `["https://x"]`},
		{"[other.url('x')]", `?`},
		{"[__bicep.url('x')]", "takes 2 arguments, not 1"},
		{"[__bicep.url('x', 'y')]", "if needs a boolean, not a string"},
		{"[__bicep.again()]", "lead to each other too deeply"},
	}
	for _, tt := range tests {
		if got := probe(t, tt.expression); got != tt.want && !(strings.Contains(got, tt.want) && len(tt.want) > 15) {
			t.Errorf("%s is %s, want %s", tt.expression, got, tt.want)
		}
	}
}

// TestIDs checks what expressions make of ids, of which the subscription and the resource group are not known.
func TestIDs(t *testing.T) {
	const id = "resourceId('A.b/c', 'v')"
	tests := []evaluated{
		{"[last(split(" + id + ", '/'))]", `"v"`},
		{"[split(" + id + ", '/')[8]]", `"v"`},
		{"[split(" + id + ", '/')]", `["","subscriptions",?,"resourceGroups",?,"providers","A.b","c","v"]`},
		{"[length(split(" + id + ", '/'))]", `9`},
		{"[split(subscriptionResourceId('A.b/c', 'v'), '/')[6]]", `"v"`},
		{"[split(tenantResourceId('A.b/c', 'v'), '/')]", `?`},
		{"[split(resourceId('other', 'A.b/c', 'v'), '/')[8]]", `?`},
		{"[split(" + id + ", '-')]", `?`},
		{"[length(" + id + ")]", `?`},
		{"[startsWith(" + id + ", '/subscriptions')]", `?`},
		{"[contains(" + id + ", 'A.b')]", `?`},
		{"[equals(" + id + ", " + id + ")]", `?`},
		{"[equals(" + id + ", 'A.b/c/v')]", `?`},
		{"[substring(" + id + ", 0, 3)]", `?`},
		{"[toLower(" + id + ")]", `?`},
		{"[first(" + id + ")]", `?`},
		{"[string(" + id + ")]", `?`},
		{"[empty(" + id + ")]", `false`},
		{"[concat(" + id + ", '/d/e')]", `"A.b/c/v/d/e"`},
		{"[format('{0}/d/e', " + id + ")]", `"A.b/c/v/d/e"`},
		{"[format('https://portal/{0}', " + id + ")]", `?`},
		{"[createArray(" + id + ")]", `["A.b/c/v"]`},
		{"[createObject('id', " + id + ")]", `{id:"A.b/c/v"}`},
		{"[createObject(" + id + ", createObject())]", `{A.b/c/v:{}}`},
		{"[contains(createObject(" + id + ", 1), 'A.b/c/v')]", `?`},
		{"[coalesce(tryGet(createObject(" + id + ", 1), 'x'), 2)]", `?`},
		{"[union(createArray(" + id + "), createArray('x'))]", `?`},
		{"[coalesce(null(), " + id + ")]", `"A.b/c/v"`},
		{"[json(format('{{\"id\": \"{0}\"}}', " + id + "))]", `?`},
		{"[extensionResourceId(" + id + ", 'E.f/g', 'h')]", `"A.b/c/v/providers/E.f/g/h"`},
		{"[extensionResourceId(tenantResourceId('A.b/c', 'v'), 'E.f/g', 'h')]", `"A.b/c/v/providers/E.f/g/h"`},
		{"[uniqueString(" + id + ")]", `?`},
		{"[guid('a')]", `?`},
	}
	for _, tt := range tests {
		if got := probe(t, tt.expression); got != tt.want {
			t.Errorf("%s is %s, want %s", tt.expression, got, tt.want)
		}
	}
}

// TestNoHoles checks that what stands for the unknown part of an id is never seen by anyone.
func TestNoHoles(t *testing.T) {
	for _, members := range []string{
		`"name": "[resourceId('A.b/c', 'v')]"`, `"name": "[format('x{0}', resourceId('A.b/c', 'v'))]"`,
		`"name": "x", "tags": {"[resourceId('A.b/c', 'v')]": 1}`, `"name": "x", "properties": {"[concat('x', resourceId('A.b/c', 'v'))]": 1}`,
		`"name": "[guid(resourceId('A.b/c', 'v'), parameters('unset'))]"`, `"name": "x", "scope": "[concat('x', resourceId('A.b/c', 'v'))]"`,
		`"name": "x", "properties": {"p": "[fail(resourceId('A.b/c', 'v'))]"}`, `"name": "x", "properties": {"p": "[parameters(resourceId('A.b/c', 'v'))]"}`,
		`"name": "x", "properties": {"p": "[toObject(createArray(resourceId('A.b/c', 'v')), lambda('x', concat('y', lambdaVariables('x'))))]"}`,
	} {
		d := decode(t, `{`+rgSchema+`"contentVersion": "1", "parameters": {"unset": {"type": "string"}}, "resources": [{"type": "A.b/c", "apiVersion": "1", `+members+`}]}`)
		all, err := read(d)
		seen := ""
		if err != nil {
			seen = describe(err)
		}
		for _, r := range all {
			seen += r.ID + r.Name
			for path, v := range r.Value.All() {
				seen += path.String() + v.Text()
			}
		}
		if seen == "" || strings.Contains(seen, "\xff") {
			t.Errorf("%s: %q", members, seen)
		}
	}
}
