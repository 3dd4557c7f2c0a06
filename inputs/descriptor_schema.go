package inputs

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/inputs/jsonschema"
)

//go:embed descriptor.schema.json
var descriptorSchema []byte

const descriptorSchemaName = "descriptor.schema.json"

var compiledDescriptorSchema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	return jsonschema.Compile(descriptorSchemaName, func(name string) ([]byte, error) {
		if name == descriptorSchemaName {
			return descriptorSchema, nil
		}
		return schemaFiles.ReadFile(name)
	})
})

// descriptorErrors returns all that is wrong with a document, in document order, each as an [*Error].
func descriptorErrors(schema *jsonschema.Schema, doc *document.Document) []error {
	var wrong []*Error
	for _, v := range schema.Validate(doc.Root) {
		wrong = append(wrong, explain(doc, v))
	}
	slices.SortStableFunc(wrong, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Node, b.Node), strings.Compare(a.Reason, b.Reason))
	})
	var errs []error
	for i, e := range wrong {
		if i == 0 || e.Node != wrong[i-1].Node || e.Reason != wrong[i-1].Reason {
			errs = append(errs, e)
		}
	}
	return errs
}
