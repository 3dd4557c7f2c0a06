package arm_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

const declarations = `
  "parameters": {
    "name": {"type": "string", "defaultValue": "kv-ai"},
    "unset": {"type": "string"},
    "unsetArray": {"type": "array"},
    "secret": {"type": "secureString", "defaultValue": "hunter2"},
    "unsetSecret": {"type": "securestring"},
    "secrets": {"type": "secureObject", "defaultValue": {"a": {"b": ["x"]}}},
    "maybe": {"type": "string", "nullable": true},
    "yes": {"type": "bool", "defaultValue": true},
    "object": {"type": "object", "defaultValue": {"Name": "n", "list": [1, 2, 3], "no": null, "derived": "[parameters('name')]"}},
    "partly": {"type": "object", "defaultValue": {"known": 1, "open": "[parameters('unset')]"}},
    "new": {"type": "string", "defaultValue": "[newGuid()]"}
  },
  "variables": {
    "copy": [{"name": "numbers", "count": 3, "input": "[format('n{0}', copyIndex('numbers', 1))]"}],
    "suffix": "[concat(parameters('name'), '-x')]",
    "loopA": "[variables('loopB')]",
    "loopB": "[concat('b', variables('LOOPA'))]",
    "nested": {"copy": [{"name": "inner", "count": "[length(parameters('object').list)]", "input": {"i": "[copyIndex('inner')]"}}]}
  },`

// property reads a template in which a resource has value as its property p.
func property(t testing.TB, value string) (*inputs.Resource, error) {
	t.Helper()
	all, err := read(decode(t, `{"contentVersion": "1.0.0.0",`+declarations+`
  "resources": [{"type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "kv", "properties": {"p": `+value+`}}]}`))
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

func quoteJSON(t testing.TB, s string) string {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// compact prints a value as JSON, with ? for what is unknown and ! behind what is sensitive.
func compact(v document.Value) string {
	s := show(v)
	switch {
	case v.Kind() == document.Array:
		var parts []string
		for _, e := range v.Elements() {
			parts = append(parts, compact(e))
		}
		s = "[" + strings.Join(parts, ",") + "]"
	case v.Kind() == document.Object:
		var parts []string
		for _, m := range v.Members() {
			parts = append(parts, m.Key.Text()+":"+compact(m.Value))
		}
		s = "{" + strings.Join(parts, ",") + "}"
	case v.Kind() == document.Null:
		s = "null"
	case v.Has(document.Unknown):
		s = "?"
		if v.Has(document.Sensitive) {
			s = "?!"
		}
	}
	return strings.ReplaceAll(s, " sensitive", "!")
}

func TestEvaluate(t *testing.T) {
	tests := []struct{ expression, want string }{
		// Literals and syntax.
		{"['x']", `"x"`},
		{"['it''s']", `"it's"`},
		{"[ 42 ]", `42`},
		{"[-7]", `-7`},
		{"[[x]", `"[x]"`},
		{"[[x", `"[[x"`},
		{"[x", `"[x"`},
		{"[", `"["`},
		{"[true()]", `true`},
		{"[concat(\n 'a' ,\t'b')]", `"ab"`},

		// Names.
		{"[parameters('name')]", `"kv-ai"`},
		{"[Parameters('NAME')]", `"kv-ai"`},
		{"[parameters('unset')]", `?`},
		{"[parameters(parameters('unset'))]", `?`},
		{"[parameters('secret')]", `"hunter2"!`},
		{"[parameters('unsetSecret')]", `?!`},
		{"[parameters('secrets').a.b[0]]", `"x"!`},
		{"[concat('a', parameters('secret'))]", `"ahunter2"!`},
		{"[toUpper(parameters('secret'))]", `"HUNTER2"!`},
		{"[format('{0}-{1}', parameters('unset'), parameters('secret'))]", `?!`},
		{"[createObject('k', parameters('secret'))]", `{k:"hunter2"!}`},
		{"[coalesce(parameters('maybe'), 'fallback')]", `"fallback"`},
		{"[variables('suffix')]", `"kv-ai-x"`},
		{"[variables('numbers')]", `["n1","n2","n3"]`},
		{"[variables('nested').inner]", `[{i:0},{i:1},{i:2}]`},
		{"[variables('loopA')]", `?`},
		{"[parameters('object').derived]", `"kv-ai"`},
		{"[parameters('object').name]", `"n"`},
		{"[parameters('object')['NAME']]", `"n"`},
		{"[parameters('object').list[2]]", `3`},
		{"[parameters('object').list[3]]", `?`},
		{"[parameters('object').missing]", `?`},
		{"[parameters('unset').a.b]", `?`},
		{"[parameters('object')]", `{Name:"n",list:[1,2,3],derived:"kv-ai"}`},
		{"[parameters('partly')]", `{known:1,open:?}`},

		// What only the server knows.
		{"[reference('x').y]", `?`},
		{"[listKeys('x', '2023-01-01').keys[0].value]", `?!`},
		{"[resourceGroup().location]", `?`},
		{"[uniqueString('a')]", `?`},
		{"[utcNow()]", `?`},
		{"[contoso.name('a')]", `?`},
		{"[noSuchFunction(1)]", `?`},

		// Logic on what is not known.
		{"[if(parameters('yes'), 'a', parameters('unset'))]", `"a"`},
		{"[if(not(parameters('yes')), parameters('unset'), 'b')]", `"b"`},
		{"[if(empty(parameters('unset')), 'a', 'b')]", `?`},
		{"[if(empty(parameters('unset')), 'a', 'a')]", `"a"`},
		{"[and(equals(parameters('unset'), 'x'), false())]", `false`},
		{"[and(equals(parameters('unset'), 'x'), true())]", `?`},
		{"[or(equals(parameters('unset'), 'x'), true())]", `true`},
		{"[or(false(), false())]", `false`},
		{"[and(true(), true())]", `true`},
		{"[not(equals(parameters('unset'), 'x'))]", `?`},
		{"[coalesce(null(), 'a', parameters('unset'))]", `"a"`},
		{"[coalesce(null(), parameters('unset'), 'a')]", `?`},
		{"[equals('a', 'A')]", `false`},
		{"[equals(1, '1')]", `false`},
		{"[equals(createArray(1, parameters('unset')), createArray(2, 3))]", `false`},
		{"[equals(createArray(1, parameters('unset')), createArray(1, 3))]", `?`},
		{"[equals(createObject('a', 1, 'b', 2), createObject('b', 2, 'a', 1))]", `true`},
		{"[equals(createObject('a', 1), createObject('A', 1))]", `?`},
		{"[equals(createObject('a', 1), createObject('A', 2))]", `false`},
		{"[contains('abc', 'b')]", `true`},
		{"[contains('abc', 'B')]", `false`},
		{"[contains(parameters('object'), 'NAME')]", `true`},
		{"[contains(createArray('a', parameters('unset')), 'a')]", `true`},
		{"[contains(createArray('a', parameters('unset')), 'b')]", `?`},
		{"[contains(createArray('a'), 'b')]", `false`},
		{"[length(createArray(parameters('unset'), 1))]", `2`},
		{"[length(parameters('unsetArray'))]", `?`},
		{"[empty('')]", `true`},
		{"[empty(createArray())]", `true`},
		{"[empty(null())]", `true`},
		{"[empty(createObject('a', parameters('unset')))]", `false`},

		// Strings.
		{"[concat('a', 1, true())]", `"a1True"`},
		{"[concat('a', parameters('unset'))]", `?`},
		{"[concat(createArray(1), createArray(2, parameters('unset')))]", `[1,2,?]`},
		{"[format('{0}/{1}/{0} {{x}}', 'a', 2)]", `"a/2/a {x}"`},
		{"[format('{0} {1}', parameters('yes'), parameters('unset'))]", `?`},
		{"[format('{0:D3}', 7)]", `?`},
		{"[format('{1}', 'a')]", `?`},
		{"[format('{', 'a')]", `?`},
		{"[toLower('ABC')]", `"abc"`},
		{"[toUpper('abc')]", `"ABC"`},
		{"[toUpper('ä')]", `?`},
		{"[trim('  a ')]", `"a"`},
		{"[replace('a-b-c', '-', '')]", `"abc"`},
		{"[replace('a', '', 'b')]", `?`},
		{"[substring('abcdef', 2, 3)]", `"cde"`},
		{"[substring('abc', 1)]", `"bc"`},
		{"[substring('abc', 1, 9)]", `?`},
		{"[split('a/b/c', '/')]", `["a","b","c"]`},
		{"[split('a-b_c', createArray('-', '_'))]", `["a","b","c"]`},
		{"[last(split('a/b/c', '/'))]", `"c"`},
		{"[first('abc')]", `"a"`},
		{"[first(createArray())]", `absent`}, // null
		{"[join(createArray('a', 'b'), ', ')]", `"a, b"`},
		{"[startsWith('ABC', 'ab')]", `true`},
		{"[endsWith('abc', 'X')]", `false`},
		{"[string(12)]", `"12"`},
		{"[string(false())]", `"False"`},
		{"[int('12')]", `12`},
		{"[int('x')]", `?`},
		{"[bool('TRUE')]", `true`},
		{"[bool(0)]", `false`},
		{"[bool('perhaps')]", `?`},
		{"[json('{\"a\": [1, null]}')]", `{a:[1,null]}`},
		{"[json('{a: 1}')]", `?`},
		{"[base64('abc')]", `"YWJj"`},
		{"[base64ToString('YWJj')]", `"abc"`},

		// Arrays, objects, numbers.
		{"[createObject('a', 1, 'b', parameters('unset'))]", `{a:1,b:?}`},
		{"[createObject('a', 1, parameters('unset'), 2)]", `?`},
		{"[tryGet(parameters('object'), 'list', 1)]", `2`},
		{"[coalesce(tryGet(parameters('object'), 'nothing'), 'd')]", `"d"`},
		{"[coalesce(tryGet(parameters('maybe'), 'x'), 'd')]", `"d"`},
		{"[union(createObject('a', createObject('x', 1)), createObject('a', createObject('y', 2), 'b', 3))]", `{a:{x:1,y:2},b:3}`},
		{"[union(createObject('a', 1), createObject('a', null()))]", `{a:?}`},
		{"[union(createObject('a', 1), createObject('a', 2))]", `{a:2}`},
		{"[union(createArray(1, 2), createArray(2, 3))]", `[1,2,3]`},
		{"[union(createArray(1), createArray(parameters('unset')))]", `?`},
		{"[union(createObject('a', 1), parameters('unset'))]", `?`},
		{"[flatten(createArray(createArray(1), createArray(2, 3)))]", `[1,2,3]`},
		{"[array('a')]", `["a"]`},
		{"[take(createArray(1, 2, 3), 2)]", `[1,2]`},
		{"[skip('abc', 1)]", `"bc"`},
		{"[take('abc', 9)]", `"abc"`},
		{"[range(3, 2)]", `[3,4]`},
		{"[range(0, 100000)]", `?`},
		{"[add(1, 2)]", `3`},
		{"[add(9223372036854775807, 1)]", `?`},
		{"[sub(1, -2)]", `3`},
		{"[mul(-3, 4)]", `-12`},
		{"[mul(9223372036854775807, 2)]", `?`},
		{"[div(7, 2)]", `3`},
		{"[div(1, 0)]", `?`},
		{"[mod(7, 4)]", `3`},
		{"[min(createArray(3, 1))]", `1`},
		{"[max(3, 1)]", `3`},
		{"[less(1, 2)]", `true`},
		{"[greaterOrEquals(1, 2)]", `false`},

		// Ids.
		{"[resourceId('Microsoft.KeyVault/vaults', 'kv')]", `"Microsoft.KeyVault/vaults/kv"`},
		{"[resourceId('Microsoft.KeyVault/vaults/keys', 'kv', 'k')]", `"Microsoft.KeyVault/vaults/kv/keys/k"`},
		{"[resourceId('rg', 'Microsoft.KeyVault/vaults', 'kv')]", `"Microsoft.KeyVault/vaults/kv"`},
		{"[resourceId(subscription().subscriptionId, parameters('unset'), 'Microsoft.KeyVault/vaults', 'kv')]", `"Microsoft.KeyVault/vaults/kv"`},
		{"[resourceId('Microsoft.KeyVault/vaults', 'kv', 'k')]", `?`},
		{"[resourceId('Microsoft.KeyVault/vaults', parameters('unset'))]", `"Microsoft.KeyVault/vaults/[parameters('unset')]"`},
		{"[resourceId(parameters('unset'), 'kv')]", `?`},
		{"[resourceId('Microsoft.KeyVault/vaults', newGuid())]", `?`},
		{"[resourceId('Microsoft.KeyVault/vaults', parameters('secret'))]", `"Microsoft.KeyVault/vaults/hunter2"!`},
		{"[last(split(resourceId('Microsoft.KeyVault/vaults', parameters('unset')), '/'))]", `?`},
		{"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'g')]", `"Microsoft.Authorization/roleDefinitions/g"`},
		{"[tenantResourceId('Microsoft.Authorization/roleDefinitions', 'g')]", `"Microsoft.Authorization/roleDefinitions/g"`},
		{"[managementGroupResourceId('mg', 'Microsoft.Authorization/policyDefinitions', 'p')]", `"Microsoft.Authorization/policyDefinitions/p"`},
		{"[extensionResourceId(resourceId('A.b/c', 'd'), 'E.f/g', 'h')]", `"A.b/c/d/providers/E.f/g/h"`},
		{"[extensionResourceId(resourceGroup().id, 'E.f/g', 'h')]", `"E.f/g/h"`},
		{"[extensionResourceId(format('/subscriptions/{0}/resourceGroups/rg', subscription().subscriptionId), 'E.f/g', 'h')]", `"E.f/g/h"`},
	}
	for _, tt := range tests {
		r, err := property(t, quoteJSON(t, tt.expression))
		if err != nil {
			t.Errorf("%s: %s", tt.expression, describe(err))
			continue
		}
		v := r.Value.At("properties", "p")
		got := compact(v)
		if v == (document.Value{}) {
			got = "absent"
		}
		if got != tt.want {
			t.Errorf("%s is %s, want %s", tt.expression, got, tt.want)
		}
	}
}

func TestValues(t *testing.T) {
	tests := []struct{ name, value, want string }{
		{"nulls are left out", `{"a": null, "b": [null, {"c": null}], "d": "[null()]"}`, `{b:[null,{}]}`},
		{"nulls from an expression", `"[createObject('a', null(), 'b', createObject('c', null()))]"`, `{b:{}}`},
		{"keys", `{"[parameters('name')]": 1, "[[x]": 2}`, `{kv-ai:1,[x]:2}`},
		{"unknown key", `{"[parameters('unset')]": 1, "x": 2}`, `?`},
		{"secret key", `{"[parameters('secret')]": 1}`, `?`},
		{"loop", `{"copy": [{"name": "a", "count": 2, "input": "[copyIndex('a')]"}, {"name": "b", "count": 0, "input": 1}], "c": 1}`, `{a:[0,1],b:[],c:1}`},
		{"unknown loop", `{"copy": [{"name": "a", "count": "[length(parameters('unsetArray'))]", "input": 1}]}`, `{a:?}`},
		{"property copy", `{"copy": [{"source": "a"}], "x": {"copy": "b"}}`, `{copy:[{source:"a"}],x:{copy:"b"}}`},
		{"numbers", `[12345678901234567890, 1.0, 1e3]`, `[12345678901234567890,1.0,1e3]`},
	}
	for _, tt := range tests {
		r, err := property(t, tt.value)
		if err != nil {
			t.Errorf("%s: %s", tt.name, describe(err))
			continue
		}
		if got := compact(r.Value.At("properties", "p")); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}
