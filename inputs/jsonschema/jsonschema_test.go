package jsonschema_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/inputs/jsonschema"
)

// everything uses every keyword.
const everything = `{
	"$schema": "https://json-schema.org/draft/2020-12/schema",
	"$id": "everything.json",
	"title": "everything",
	"description": "What all of it is.",
	"type": "object",
	"required": ["kind", "name"],
	"properties": {
		"kind": {"enum": ["a", "b"]},
		"name": {"type": "string", "maxLength": 3, "pattern": "^[a-zé]*$", "description": "What it is called."},
		"count": {"type": "integer", "minimum": 0, "maximum": 10},
		"share": {"type": "number", "minimum": 0.5},
		"day": {"format": "date"},
		"time": {"type": "string", "format": "date-time"},
		"list": {"type": "array", "items": {"$ref": "#/$defs/item"}},
		"texts": {"type": "object", "additionalProperties": {"type": "string"}},
		"step": {"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 0}]},
		"fixed": {"const": "x"},
		"never": false,
		"any": true,
		"nothing": {"type": "null"},
		"flag": {"type": "boolean"},
		"inner": {"type": "object", "additionalProperties": false, "properties": {"x": {"type": "string"}}}
	},
	"allOf": [
		{"if": {"required": ["kind"], "properties": {"kind": {"const": "a"}}}, "then": {"required": ["count", "share"]}},
		{"properties": {"name": {"type": "string"}}}
	],
	"$defs": {
		"item": {
			"type": "object", "additionalProperties": false,
			"properties": {"item": {"$ref": "#/$defs/item"}, "other": {"$ref": "other.json"}}
		}
	}
}`

var files = map[string]string{
	"everything.json": everything,
	"other.json":      `{"type": "string", "description": "Another."}`,
}

// reader reads schemas from texts by name.
func reader(texts map[string]string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		text, ok := texts[name]
		if !ok {
			return nil, errors.New("there is no " + name)
		}
		return []byte(text), nil
	}
}

func compile(t testing.TB, name string, texts map[string]string) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.Compile(name, reader(texts))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func parse(t testing.TB, text string) document.Value {
	t.Helper()
	doc, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
	if err != nil {
		t.Fatal(err)
	}
	return doc.Root
}

func TestValidate(t *testing.T) {
	head := `{"kind": "b", "name": "n"`
	tests := []struct{ name, text, want string }{
		{"nothing wrong", head + `}`, ``},
		{"all right", `{"kind": "a", "name": "é", "count": 10, "share": 0.5, "day": "2026-02-28", "time": "2026-01-31T09:00:00.5+01:00",
			"list": [{"item": {"item": {}, "other": ""}}], "texts": {"x": "y"}, "step": 1.0, "fixed": "x", "any": [1], "nothing": null,
			"flag": false, "inner": {"x": ""}}`, ``},
		{"type", `[]`, ` type [object] What all of it is.`},
		{"required", `{}`, ` required [kind name] What all of it is.`},
		{"then", `{"kind": "a", "name": "n", "share": 1}`, ` required [count] `},
		{"enum", `{"kind": "c", "name": "n"}`, `/kind enum [a b] `},
		{"enum of another type", `{"kind": 1, "name": "n"}`, `/kind enum [a b] `},
		{"const", head + `, "fixed": "y"}`, `/fixed const [x] `},
		{"longer in characters", `{"kind": "b", "name": "éééé"}`, `/name maxLength [3] What it is called.`},
		{"two of one value", `{"kind": "b", "name": "AAAA"}`, `/name maxLength [3] What it is called.; /name pattern [^[a-zé]*$] What it is called.`},
		{"too small", head + `, "count": -1, "share": 0.49}`, `/count minimum [0] ; /share minimum [1/2] `},
		{"too large", head + `, "count": 11}`, `/count maximum [10] `},
		{"no integer", head + `, "count": 1.5}`, `/count type [integer] `},
		{"no such day", head + `, "day": "2026-02-30"}`, `/day format [date] `},
		{"a format says nothing of numbers", head + `, "day": 1}`, ``},
		{"a time without zone", head + `, "time": "2026-01-31T09:00:00"}`, `/time format [date-time] `},
		{"through references", head + `, "list": [{}, {"item": {"item": {"other": 1}}}]}`, `/list/1/item/item/other type [string] Another.`},
		{"additional", head + `, "texts": {"a": "", "b": 1}}`, `/texts/b type [string] `},
		{"not additional", head + `, "inner": {"y": 1, "z": 2}}`, `/inner/y additionalProperties [x] ; /inner/z additionalProperties [x] `},
		{"none of the choices", head + `, "step": -1}`, `/step type [string] ; /step minimum [0] `},
		{"false", head + `, "never": null}`, `/never false [] `},
		{"null", head + `, "flag": null}`, `/flag type [boolean] `},
	}
	schema := compile(t, "everything.json", files)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var lines []string
			root := parse(t, tt.text)
			for _, v := range schema.Validate(root) {
				lines = append(lines, fmt.Sprintf("%s %s %v %s", v.Path, v.Keyword, v.Want, v.Description))
				if at, _ := root.Find(v.Path); at.Node() != v.Value.Node() {
					t.Errorf("%s is not where its value is", v.Path)
				}
			}
			if got := strings.Join(lines, "; "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestCompileRefuses whatever would not be checked.
func TestCompileRefuses(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"keyword that is not known", `{"type": "string", "minLength": 1, "oneOf": []}`, "minLength, oneOf"},
		{"misspelt keyword", `{"properties": {"a": {"requird": ["b"]}}}`, "requird"},
		{"keyword in a definition that is used", `{"$ref": "#/$defs/a", "$defs": {"a": {"not": {}}}}`, "not"},
		{"no schema", `{"items": 3}`, "object or a boolean"},
		{"type that there is not", `{"type": "text"}`, `"text"`},
		{"list of types", `{"type": ["string", "null"]}`, "array"},
		{"format that is not known", `{"format": "email"}`, `"email"`},
		{"pattern that is none", `{"pattern": "("}`, "missing closing"},
		{"bound that is none", `{"minimum": "1"}`, "number"},
		{"length that is none", `{"maxLength": 1.5}`, "integer"},
		{"enum of numbers", `{"enum": [1]}`, "word"},
		{"enum of nothing", `{"enum": []}`, "list of words"},
		{"const that is no text", `{"const": true}`, "word"},
		{"required that is no list", `{"required": "a"}`, "list of words"},
		{"properties that are none", `{"properties": []}`, "properties"},
		{"choice of nothing", `{"anyOf": []}`, "list of schemas"},
		{"dangling pointer", `{"$ref": "#/$defs/a"}`, "#/$defs/a"},
		{"dangling file", `{"$ref": "b.json"}`, "there is no b.json"},
		{"no JSON", `{`, "a.json"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := jsonschema.Compile("a.json", reader(map[string]string{"a.json": tt.text}))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error about %s", err, tt.want)
			}
		})
	}
}

// TestReferencesAreRelative reads what a file in a folder refers to from that folder.
func TestReferencesAreRelative(t *testing.T) {
	s := compile(t, "a.json", map[string]string{
		"a.json":   `{"$ref": "b/b.json"}`,
		"b/b.json": `{"$ref": "c.json#/$defs/c"}`,
		"b/c.json": `{"$defs": {"c": {"type": "string"}}}`,
	})
	got := s.Validate(parse(t, `1`))
	if len(got) != 1 || !slices.Equal(got[0].Want, []string{"string"}) {
		t.Errorf("got %v", got)
	}
}
