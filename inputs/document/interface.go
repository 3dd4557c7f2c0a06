package document

import "encoding/json"

// Interface returns v as encoding/json decodes it with UseNumber: nil, bool, json.Number, string, []any or
// map[string]any. What is undefined or unknown is nil.
func (v Value) Interface() any {
	switch v.Kind() {
	case Boolean:
		return v.Bool()
	case Number:
		return json.Number(v.Text())
	case String:
		return v.Text()
	case Array:
		list := make([]any, 0, v.Len())
		for _, e := range v.Elements() {
			list = append(list, e.Interface())
		}
		return list
	case Object:
		object := make(map[string]any, v.Len())
		for _, m := range v.Members() {
			object[m.Key.Text()] = m.Value.Interface()
		}
		return object
	default:
		return nil
	}
}
