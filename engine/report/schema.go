package report

import (
	_ "embed" // the schema is part of the program
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/inputs/jsonschema"
)

//go:embed report.schema.json
var schema []byte

// Schema returns the JSON Schema (draft 2020-12) of the JSON form of a report.
func Schema() []byte { return slices.Clone(schema) }

// compiled is the schema, ready for use; compiling it takes longer than checking most reports.
var compiled = sync.OnceValues(func() (*jsonschema.Schema, error) {
	return jsonschema.Compile("report.schema.json", func(string) ([]byte, error) { return schema, nil })
})

// validate returns an error if b is JSON that [Schema] does not allow.
func validate(b []byte) error {
	schema, err := compiled()
	if err != nil {
		return err
	}
	limits := document.DefaultLimits
	limits.Bytes = math.MaxInt
	doc, err := document.ParseJSON(b, limits, nil)
	if err != nil {
		return err
	}
	var errs []error
	for _, v := range schema.Validate(doc.Root) {
		errs = append(errs, fmt.Errorf("at %q: it does not keep to %s: %s", v.Path, v.Keyword, strings.Join(v.Want, ", ")))
	}
	return errors.Join(errs...)
}
