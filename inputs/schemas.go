package inputs

import (
	"embed"
	"encoding/json"
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
	root, ok := SchemaTree(resourceType)
	if !ok {
		return nil, false
	}
	text, err := json.Marshal(root)
	return text, err == nil
}

// SchemaTree returns [Schema] as encoding/json decodes it. It is shared and must not be changed.
func SchemaTree(resourceType string) (map[string]any, bool) {
	f, ok := schemas()[schemaKey(resourceType)]
	if !ok {
		return nil, false
	}
	root := f.inlined()
	title, _ := root["title"].(string)
	return root, title != "" && strings.EqualFold(title, resourceType)
}

// SchemaTypes returns the resource types that have a schema, sorted.
func SchemaTypes() []string {
	types := make([]string, 0, len(schemas()))
	for _, f := range schemas() {
		if title, _ := f.inlined()["title"].(string); title != "" {
			types = append(types, title)
		}
	}
	slices.Sort(types)
	return types
}

// schemaFile is the schema of one type, whose name is its title. It is read when the type is first asked for:
// most runs meet few of the types.
type schemaFile struct {
	decoded func() any
	inlined func() map[string]any
}

// schemas holds the files by the key of their type.
var schemas = sync.OnceValue(func() schemaInliner {
	entries, _ := schemaFiles.ReadDir("schemas")
	in := make(schemaInliner, len(entries))
	for _, e := range entries {
		f := &schemaFile{decoded: sync.OnceValue(func() any { return readSchema(e.Name()) })}
		f.inlined = sync.OnceValue(func() map[string]any {
			root, _ := in.inline(e.Name(), f.decoded(), 0)
			object, _ := root.(map[string]any)
			return object
		})
		in[schemaFileKey(e.Name())] = f
	}
	return in
})

// schemaKey is what finds the file of a type: files are named after it, with a dot for a slash.
func schemaKey(resourceType string) string {
	return strings.ToLower(strings.ReplaceAll(resourceType, "/", "."))
}

func schemaFileKey(name string) string { return strings.ToLower(strings.TrimSuffix(name, ".json")) }

// readSchema returns a file decoded, nil if it is no JSON; a test sees to it that there is none.
func readSchema(name string) any {
	text, err := schemaFiles.ReadFile("schemas/" + name)
	var root any
	if err != nil || json.Unmarshal(text, &root) != nil {
		return nil
	}
	return root
}
