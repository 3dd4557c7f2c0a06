package inputs

import (
	"maps"
	"slices"
	"strings"
)

// schemaInliner holds all schemas by key.
type schemaInliner map[string]*schemaFile

// root returns the schema in a file, nil if there is no such file.
func (in schemaInliner) root(name string) any {
	if f, ok := in[schemaFileKey(name)]; ok {
		return f.decoded()
	}
	return nil
}

// maxSchemaDepth ends references that lead in a circle; what is deeper may be anything.
const maxSchemaDepth = 64

// inline returns v, which stands in the given file, without references and definitions, and whether that is
// another value than v. What has none of them is not copied: it stands for itself wherever it is referred to.
func (in schemaInliner) inline(file string, v any, depth int) (any, bool) {
	if depth > maxSchemaDepth {
		return map[string]any{}, true
	}
	switch v := v.(type) {
	case []any:
		return in.inlineArray(file, v, depth)
	case map[string]any:
		return in.inlineObject(file, v, depth)
	}
	return v, false
}

func (in schemaInliner) inlineArray(file string, v []any, depth int) (any, bool) {
	out, changed := slices.Clone(v), false
	for i, e := range v {
		if other, ok := in.inline(file, e, depth+1); ok {
			out[i], changed = other, true
		}
	}
	return out, changed
}

func (in schemaInliner) inlineObject(file string, v map[string]any, depth int) (any, bool) {
	var changed map[string]any
	for key, e := range v {
		if key == "$ref" || key == "$defs" {
			continue
		}
		if other, ok := in.inline(file, e, depth+1); ok {
			if changed == nil {
				changed = map[string]any{}
			}
			changed[key] = other
		}
	}
	ref, refers := v["$ref"].(string)
	if _, defines := v["$defs"]; changed == nil && !refers && !defines {
		return v, false
	}
	out := make(map[string]any, len(v))
	if refers {
		maps.Copy(out, in.referred(file, ref, depth+1))
	}
	maps.Copy(out, v)
	maps.Copy(out, changed)
	delete(out, "$ref")
	delete(out, "$defs")
	return out, true
}

// referred returns what a reference in a file leads to.
func (in schemaInliner) referred(file, ref string, depth int) map[string]any {
	target, pointer, _ := strings.Cut(ref, "#")
	if target == "" {
		target = file
	}
	other, _ := in.inline(target, follow(in.root(target), pointer), depth)
	object, _ := other.(map[string]any)
	return object
}

var pointerUnescape = strings.NewReplacer("~1", "/", "~0", "~")

// follow returns what a JSON pointer leads to through objects, nil if it leads nowhere.
func follow(v any, pointer string) any {
	for _, step := range strings.Split(pointer, "/")[1:] {
		object, _ := v.(map[string]any)
		v = object[pointerUnescape.Replace(step)]
	}
	return v
}
