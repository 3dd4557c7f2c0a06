package plan

import (
	"encoding/json"
	"iter"
	"strings"
)

// Interface returns v as encoding/json decodes it with UseNumber: nil, bool, json.Number, string, []any or
// map[string]any. A set becomes a list in Rego's order, and a key that is no string its JSON text. Text is
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
			if key, value := v.member(i); value.Defined() {
				object[name(key)] = value.Interface()
			}
		}
		return object
	}
	return nil
}

// Members yields the members of an object in Rego's order, by their keys as [Value.Interface] names them; nothing
// for every other kind.
func (v Value) Members() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		if v.kind != Object {
			return
		}
		o := sortedObject(v)
		for i, key := range o.keys {
			if !yield(name(key), o.vals[i]) {
				return
			}
		}
	}
}

// name is a key in JSON.
func name(key Value) string {
	if key.kind == String {
		return strings.Clone(key.text())
	}
	b, err := json.Marshal(key.Interface())
	if err != nil {
		return "" // what Interface returns is what JSON has
	}
	return string(b)
}
