package inputs

import (
	"maps"
	"regexp"
	"slices"
	"sync"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Terraform turns "true" into true where a provider wants a boolean, and so on. A plan shows the result; for a .tf
// file the schema of the resource type says what is wanted.

var jsonNumber = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)
})

// converted gives the properties of a resource the types that the schema of its type has.
func converted(resource document.Value, kind string) document.Value {
	schema, ok := SchemaTree(kind)
	if !ok {
		return resource
	}
	members := slices.Clone(resource.Members())
	for i, m := range members {
		if m.Key.Text() == "properties" {
			members[i].Value = convertedTo(m.Value, schema)
		}
	}
	return document.ObjectValue(members...).From(resource)
}

func convertedTo(v document.Value, schema map[string]any) document.Value {
	switch v.Kind() {
	case document.Object:
		properties, _ := schema["properties"].(map[string]any)
		members := slices.Clone(v.Members())
		for i, m := range members {
			if below, ok := properties[m.Key.Text()].(map[string]any); ok {
				members[i].Value = convertedTo(m.Value, below)
			}
		}
		return document.ObjectValue(members...).From(v)
	case document.Array:
		items, ok := schema["items"].(map[string]any)
		if !ok {
			return v
		}
		elements := slices.Clone(v.Elements())
		for i, e := range elements {
			elements[i] = convertedTo(e, items)
		}
		return document.ArrayValue(elements...).From(v)
	}
	return scalarTo(v, schema["type"])
}

// scalarTo returns v as Terraform passes it on where a value of the type is wanted. What is no such value is
// unknown.
func scalarTo(v document.Value, want any) document.Value {
	text, kind := v.Text(), v.Kind()
	switch {
	case want == "boolean" && kind == document.String:
		if text == "true" || text == "false" {
			return document.BoolValue(text == "true").From(v)
		}
		return document.UnknownValue().From(v)
	case (want == "integer" || want == "number") && kind == document.String:
		if jsonNumber().MatchString(text) {
			return document.NumberValue(text).From(v)
		}
		return document.UnknownValue().From(v)
	case want == "string" && kind == document.Number:
		return document.StringValue(text).From(v)
	case want == "string" && kind == document.Boolean:
		return document.StringValue(map[bool]string{true: "true", false: "false"}[v.Bool()]).From(v)
	}
	return v
}

func sortedKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }
