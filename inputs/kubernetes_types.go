package inputs

import (
	"github.com/tipstaff/tipstaff/inputs/document"
)

// mismatch is a value whose type its schema does not allow.
type mismatch struct {
	at       document.Value
	location document.Path
	want     string
}

// manifestSchema returns the schema that the attributes of an object must have the types of. Of types that
// have none, we know what all objects have in common.
func manifestSchema(typeName string) map[string]any {
	if root, ok := SchemaTree(typeName); ok {
		return root
	}
	root, _ := SchemaTree("Pod")
	pod, _ := root["properties"].(map[string]any)
	return map[string]any{"type": "object", "properties": map[string]any{
		"metadata": pod["metadata"],
		"spec":     map[string]any{"type": "object"},
	}}
}

// retyped returns the first value at or below v that is of another type than its schema says, nil if there
// is none. It judges nothing but types, and null counts as absent, as it does for the API server.
func retyped(schema map[string]any, v document.Value) *mismatch {
	want, _ := schema["type"].(string)
	if absent(v) || want == "" {
		return nil
	}
	if got := v.Kind().String(); got != want && (want != "integer" || got != "number") {
		return &mismatch{at: v, want: want}
	}
	items, _ := schema["items"].(map[string]any)
	for i, e := range v.Elements() {
		if wrong := retyped(items, e); wrong != nil {
			return wrong.below(document.Step{Index: i, IsIndex: true})
		}
	}
	properties, _ := schema["properties"].(map[string]any)
	others, _ := schema["additionalProperties"].(map[string]any)
	for _, m := range v.Members() {
		property, ok := properties[m.Key.Text()].(map[string]any)
		if !ok {
			property = others
		}
		if wrong := retyped(property, m.Value); wrong != nil {
			return wrong.below(document.Step{Key: m.Key.Text()})
		}
	}
	return nil
}

// below moves m under one more step of its location.
func (m *mismatch) below(step document.Step) *mismatch {
	m.location = append(document.Path{step}, m.location...)
	return m
}
