package plan

import (
	"encoding/json"
	"strings"
)

// Interface returns v as encoding/json decodes it with UseNumber: nil, bool, json.Number, string, []any or
// map[string]any. A set becomes a list in Rego's order; keys that are no strings are left out. Text is
// copied, so the result outlives v.
func (v Value) Interface() any {
	switch v.kind {
	case Boolean:
		return v.Bool()
	case Number:
		return json.Number(strings.Clone(v.Text()))
	case String:
		return strings.Clone(v.Text())
	case Array, Set:
		list := make([]any, 0, v.Len())
		for i := range v.Len() {
			list = append(list, v.At(i).Interface())
		}
		return list
	case Object:
		object := make(map[string]any, v.Len())
		for i := range v.Len() {
			if key, value := v.member(i); key.kind == String && value.Defined() {
				object[strings.Clone(key.Text())] = value.Interface()
			}
		}
		return object
	}
	return nil
}
