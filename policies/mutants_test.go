package policies_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// mutant is a resource in which one attribute is not as it was.
type mutant struct {
	path string // "properties.networkAcls.defaultAction"
	how  string
	root any
}

// leftOut as a value takes the attribute away.
type leftOut struct{}

// mutants returns what becomes of a resource when each of its attributes, one after the other, is left out, misspelt, or
// given a value of another type or its own in other letters.
func mutants(resource map[string]any) []mutant {
	var all []mutant
	for _, p := range paths(resource, nil) {
		if len(p) == 1 && slices.Contains([]any{"type", "id", "name", "properties", "relations"}, p[0]) {
			continue // they are what makes it a resource
		}
		name := strings.Trim(fmt.Sprint(p), "[]") // steps with blanks between them
		was := get(resource, p)
		if key, ok := p[len(p)-1].(string); ok {
			without := set(resource, p, leftOut{})
			misspelt := append(slices.Clone(p[:len(p)-1]), key+"x")
			all = append(all, mutant{name, "left out", without}, mutant{name, "misspelt", set(without, misspelt, was)})
		}
		for _, v := range retyped(was) {
			all = append(all, mutant{name, fmt.Sprintf("made %#v", v), set(resource, p, v)})
		}
	}
	return all
}

// paths returns the paths to everything below v, in a fixed order.
func paths(v any, to []any) [][]any {
	var all [][]any
	visit := func(step, below any) {
		p := append(slices.Clone(to), step)
		all = append(append(all, p), paths(below, p)...)
	}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			visit(key, v[key])
		}
	case []any:
		for i, e := range v {
			visit(i, e)
		}
	}
	return all
}

func get(v any, path []any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			v = v.(map[string]any)[step]
		case int:
			v = v.([]any)[step]
		}
	}
	return v
}

// set returns a copy of v with another value at path.
func set(v any, path []any, value any) any {
	if len(path) == 0 {
		return value
	}
	switch v := v.(type) {
	case map[string]any:
		out, key := maps.Clone(v), path[0].(string)
		out[key] = set(v[key], path[1:], value)
		if out[key] == any(leftOut{}) {
			delete(out, key)
		}
		return out
	case []any:
		out, i := slices.Clone(v), path[0].(int)
		out[i] = set(v[i], path[1:], value)
		return out
	}
	return v
}

// retyped returns values that are not of the type of v, and v itself in other letters. The numbers and strings among
// them are what v might be taken for.
func retyped(v any) []any {
	all := slices.DeleteFunc([]any{
		nil, true, false, 0.0, 1.0, 99999999999.0, "", "true", "false", fmt.Sprint(v),
		[]any{},
		[]any{v},
		map[string]any{},
		map[string]any{"0": v},
	}, func(other any) bool { return reflect.TypeOf(other) == reflect.TypeOf(v) })
	if s, ok := v.(string); ok {
		all = append(all, strings.ToUpper(s), strings.ToLower(s), " "+s, s+" ")
	}
	return all
}
