package arm_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/arm"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// checkRead reads bytes as a template: it never panics, and every resource has a name, an id of its own, and
// a place.
func checkRead(t *testing.T, b []byte) {
	d, err := document.ParseJSON(b, document.DefaultLimits, nil)
	if err != nil {
		return
	}
	all, err := arm.Template.Read(inputs.File{Path: "f.json", Bytes: b, Documents: []*document.Document{d}})
	var e *inputs.Error
	if err != nil && (!errors.As(err, &e) || e.Reason == "" || all != nil) {
		t.Fatalf("got %T and %d resources, want *inputs.Error alone", err, len(all))
	}
	ids := map[string]bool{}
	for _, r := range all {
		if r.Type == "" || r.Name == "" || r.ID == "" || ids[r.ID] || r.Value.Get("id").Text() != r.ID {
			t.Fatalf("unnamed resource %+v", r)
		}
		ids[r.ID] = true
		for path, v := range r.Value.All() {
			if strings.Contains(path.String()+v.Text(), "\xff") {
				t.Fatalf("%s of %s is %q", path, r.ID, v.Text())
			}
			if _, ok := d.Span(v.Node()); !ok {
				t.Fatalf("%s of %s has no place", path, r.ID)
			}
		}
	}
}

func FuzzTemplate(f *testing.F) {
	files, err := os.ReadDir("testdata")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, file := range files {
		if b, err := os.ReadFile("testdata/" + file.Name()); err == nil && json.Valid(b) {
			f.Add(b)
		}
	}
	for _, name := range []string{"main", "vaults", "legacy"} {
		b, err := os.ReadFile("../examples/arm/" + name + ".json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(strings.Replace(estate, "PROBE", `"[reference('module').outputs.mode.value]"`, 1)))
	f.Add([]byte(withResources(`[` + vault + `]`)))
	f.Add([]byte(withResources(`{"a": {"type": "A.b/c/providers/locks", "name": "[format('{0}/x/{1}', parameters('unset'), copyIndex())]", "copy": {"name": "l", "count": "[length(createArray(1,2))]"}}}`)))
	f.Fuzz(checkRead)
}

func FuzzExpression(f *testing.F) {
	for _, seed := range []string{
		"[concat('a', parameters('unset'), variables('suffix'))]", "[parameters('object').list[add(1, 1)]]", "[[x]", "[]", "[a.b('x')]",
		"[if(equals(parameters('unset'), 1), union(parameters('partly'), createObject('A', null())), json('{\"a\":1}'))]",
		"[resourceId('A.b/c/d', parameters('unset'), format('{0}{{', first(split('a/b', '/'))))]",
		"[extensionResourceId(resourceId('A.b/c', newGuid()), 'D.e/f', 'g')]", "[replace(substring('abc', 0, 2), 'a', 'bb')]",
		"[join(take(skip(range(0, 9), 2), 3), toLower(base64('x')))]",
		"[map(createArray(1, parameters('unset')), lambda('x', 'i', add(lambdaVariables('x'), lambdaVariables('i'))))]",
		"[toObject(items(parameters('object')), lambda('x', lambdaVariables('x').key), lambda('x', reference(lambdaVariables('x').value)))]",
		"[sort(split(resourceId('A.b/c', 'd'), '/'), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))]",
		"[cidrSubnet(parseCidr('10.0.0.0/8').network, 9, 1)]", "[dateTimeAdd('2024-01-01T00:00:00Z', '-P1YT1S', 'yyyyMMdd')]",
		"[uri('http://a/', uriComponent(padLeft('x', 9)))]", "[reference('x', '1', 'full').properties.p]",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		text, err := json.Marshal(expression)
		if err != nil {
			return
		}
		for _, place := range []string{`"name": "x", "properties": {"p": `, `"properties": {"p": 1}, "tags": {"a": 1}, "name": (`} {
			end := "}"
			if place[len(place)-1] == '(' {
				place, end = place[:len(place)-1], ""
			}
			checkRead(t, []byte(`{"contentVersion": "1.0.0.0",`+declarations+`"resources": [{"type": "A.b/c", "apiVersion": "1", `+
				place+string(text)+end+`}]}`))
		}
	})
}
