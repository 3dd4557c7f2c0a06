package inputs

import (
	"embed"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed schemas/*.json
var schemaFiles embed.FS

// Schema returns the JSON Schema of input.resource.properties for a resource type, false if the type has
// none. Types compare without case. References to other schemas are replaced by what they refer to, so the
// schema stands alone.
func Schema(resourceType string) ([]byte, bool) {
	s, ok := schemas()[strings.ToLower(resourceType)]
	return s.json, ok
}

// SchemaTypes returns the resource types that have a schema, sorted.
func SchemaTypes() []string {
	types := make([]string, 0, len(schemas()))
	for _, s := range schemas() {
		types = append(types, s.title)
	}
	slices.Sort(types)
	return types
}

// schema is the schema of one type; its title is the type.
type schema struct {
	title string
	json  []byte
	root  map[string]any
}

// schemas holds the schema of every type by its lower-case name. A file that is no schema with a title has
// no type; a test sees to it that there is none.
var schemas = sync.OnceValue(func() map[string]schema {
	in := schemaInliner(readSchemas())
	byType := make(map[string]schema, len(in))
	for file, root := range in {
		object, _ := in.inline(file, root, 0).(map[string]any)
		title, _ := object["title"].(string)
		if text, err := json.Marshal(object); err == nil && title != "" {
			byType[strings.ToLower(title)] = schema{title, text, object}
		}
	}
	return byType
})

func readSchemas() map[string]any {
	roots := map[string]any{}
	entries, _ := schemaFiles.ReadDir("schemas")
	for _, e := range entries {
		text, err := schemaFiles.ReadFile("schemas/" + e.Name())
		var root any
		if err == nil && json.Unmarshal(text, &root) == nil {
			roots[e.Name()] = root
		}
	}
	return roots
}

// schemaInliner holds the roots of all schemas by the name of their file.
type schemaInliner map[string]any

// maxSchemaDepth ends references that lead in a circle; what is deeper may be anything.
const maxSchemaDepth = 64

// inline returns a copy of v, which stands in the given file, without references and definitions.
func (in schemaInliner) inline(file string, v any, depth int) any {
	if depth > maxSchemaDepth {
		return map[string]any{}
	}
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = in.inline(file, e, depth+1)
		}
		return out
	case map[string]any:
		return in.inlineObject(file, v, depth)
	}
	return v
}

func (in schemaInliner) inlineObject(file string, v map[string]any, depth int) any {
	out := map[string]any{}
	if ref, ok := v["$ref"].(string); ok {
		target, pointer, _ := strings.Cut(ref, "#")
		if target == "" {
			target = file
		}
		referred, _ := in.inline(target, follow(in[target], pointer), depth+1).(map[string]any)
		maps.Copy(out, referred)
	}
	for key, e := range v {
		if key != "$ref" && key != "$defs" {
			out[key] = in.inline(file, e, depth+1)
		}
	}
	return out
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
