package inputs

import (
	"bytes"
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/tipstaff/tipstaff/inputs/document"
)

//go:embed descriptor.schema.json
var descriptorSchema []byte

// schemaValidator finds all that is wrong with a document by a compiled schema. It is safe for concurrent
// use.
type schemaValidator struct {
	schema *jsonschema.Schema
	parts  map[string]*jsonschema.Schema // the schema and those below it, by location
}

var descriptorValidator = sync.OnceValues(func() (*schemaValidator, error) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	compiler.UseLoader(embeddedSchemas{})
	compiled, err := compiler.Compile(embeddedBase + "descriptor.schema.json")
	if err != nil {
		return nil, err
	}
	v := &schemaValidator{schema: compiled, parts: map[string]*jsonschema.Schema{}}
	v.collect(compiled)
	return v, nil
})

const embeddedBase = "embedded:///"

// embeddedSchemas loads schemas from the binary and from nowhere else.
type embeddedSchemas struct{}

// Load returns the decoded schema at url.
func (embeddedSchemas) Load(url string) (any, error) {
	text, err := descriptorSchema, error(nil)
	if path := strings.TrimPrefix(url, embeddedBase); path != "descriptor.schema.json" {
		text, err = schemaFiles.ReadFile(path)
	}
	if err != nil {
		return nil, err
	}
	return jsonschema.UnmarshalJSON(bytes.NewReader(text))
}

// collect records s and the schemas below it.
func (v *schemaValidator) collect(s *jsonschema.Schema) {
	if s == nil || v.parts[s.Location] != nil {
		return
	}
	v.parts[s.Location] = s
	for _, property := range s.Properties {
		v.collect(property)
	}
	for _, e := range s.AllOf {
		v.collect(e)
	}
	v.collect(s.Then)
	v.collect(s.Ref)
	v.collect(s.Items2020)
	if additional, ok := s.AdditionalProperties.(*jsonschema.Schema); ok {
		v.collect(additional)
	}
}

// validate returns all that is wrong with a document, in document order, each as an [*Error].
func (v *schemaValidator) validate(doc *document.Document) []error {
	err := v.schema.Validate(doc.Root.Interface())
	if err == nil {
		return nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return []error{&Error{Document: doc, Node: doc.Root.Node(), Reason: err.Error()}}
	}
	violations := v.leaves(doc, invalid, nil)
	slices.SortStableFunc(violations, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Node, b.Node), strings.Compare(a.Reason, b.Reason))
	})
	var errs []error
	for i, e := range violations {
		if i == 0 || e.Node != violations[i-1].Node || e.Reason != violations[i-1].Reason {
			errs = append(errs, e)
		}
	}
	return errs
}

// leaves appends the errors that have no causes of their own.
func (v *schemaValidator) leaves(doc *document.Document, e *jsonschema.ValidationError, to []*Error) []*Error {
	for _, cause := range e.Causes {
		to = v.leaves(doc, cause, to)
	}
	if len(e.Causes) > 0 {
		return to
	}
	at, _ := doc.Root.Find(instancePath(doc.Root, e.InstanceLocation))
	broken := v.parts[e.SchemaURL]
	if broken == nil {
		broken = &jsonschema.Schema{}
	}
	return append(to, explain(doc, at, e, broken)...)
}

// instancePath turns a location of the validator, in which indexes are text, into a path.
func instancePath(v document.Value, location []string) document.Path {
	var path document.Path
	for _, part := range location {
		i, err := strconv.Atoi(part)
		if v.Kind() == document.Array && err == nil {
			path = path.Index(i)
		} else {
			path = path.Key(part)
		}
		v, _ = v.Find(path[len(path)-1:])
	}
	return path
}

// fieldName returns a location as people write it: spec.steps[0].name.
func fieldName(location []string) string {
	var b strings.Builder
	for _, part := range location {
		if _, err := strconv.Atoi(part); err == nil {
			fmt.Fprintf(&b, "[%s]", part)
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(part)
	}
	return cmp.Or(b.String(), "the document")
}
