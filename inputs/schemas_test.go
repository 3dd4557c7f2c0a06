package inputs_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestSchemas checks that every file is the schema of one type, stands alone, and is named after its type.
func TestSchemas(t *testing.T) {
	files, err := fs.Glob(os.DirFS("schemas"), "*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no schemas: %v", err)
	}
	types := inputs.SchemaTypes()
	if len(types) != len(files) || !slices.IsSorted(types) {
		t.Errorf("got %d types in %d files: %v", len(types), len(files), types)
	}
	for _, resourceType := range types {
		if file := strings.ReplaceAll(resourceType, "/", ".") + ".json"; !slices.Contains(files, file) {
			t.Errorf("%s is not in schemas/%s", resourceType, file)
		}
		text, ok := inputs.Schema(strings.ToUpper(resourceType))
		if !ok {
			t.Errorf("%s has no schema when written in capitals", resourceType)
			continue
		}
		doc, err := document.ParseJSON(text, document.Limits{}, nil)
		if err != nil {
			t.Errorf("%s: %v", resourceType, err)
			continue
		}
		if got := doc.Root.Get("title").Text(); got != resourceType {
			t.Errorf("%s has the title %q", resourceType, got)
		}
		if !doc.Root.Get("properties").Defined() {
			t.Errorf("%s describes no properties", resourceType)
		}
		for path := range doc.Root.All() {
			if strings.HasSuffix(path.String(), "/$ref") {
				t.Errorf("%s: a reference is left at %s", resourceType, path)
			}
		}
		compileSchema(t, resourceType, text)
	}
}

// TestSchemaReferences follows every reference between the files.
func TestSchemaReferences(t *testing.T) {
	files, err := fs.Glob(os.DirFS("schemas"), "*.json")
	if err != nil {
		t.Fatal(err)
	}
	roots := map[string]document.Value{}
	for _, file := range files {
		text, err := os.ReadFile("schemas/" + file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := document.ParseJSON(text, document.DefaultLimits, nil)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		roots[file] = doc.Root
	}
	followed := 0
	for file, root := range roots {
		for path, v := range root.All() {
			if !strings.HasSuffix(path.String(), "/$ref") {
				continue
			}
			target, pointer, _ := strings.Cut(v.Text(), "#")
			if target == "" {
				target = file
			}
			if !roots[target].At(strings.Split(pointer, "/")[1:]...).Defined() {
				t.Errorf("%s: %s leads nowhere", file, v.Text())
			}
			followed++
		}
	}
	if followed == 0 {
		t.Error("there is no reference to follow")
	}
}

func compileSchema(t *testing.T, resourceType string, text []byte) {
	t.Helper()
	schema, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("test:///schema", schema); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Compile("test:///schema"); err != nil {
		t.Errorf("%s is not a JSON Schema: %v", resourceType, err)
	}
}

func TestSchemaOfNothing(t *testing.T) {
	for _, name := range []string{"", "Nothing", "schemas/Dataset"} {
		if text, ok := inputs.Schema(name); ok || text != nil {
			t.Errorf("%q has a schema", name)
		}
	}
}
