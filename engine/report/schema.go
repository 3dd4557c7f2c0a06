package report

import (
	"bytes"
	_ "embed" // the schema is part of the program
	"fmt"
	"slices"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:embed report.schema.json
var schema []byte

const schemaID = "urn:tipstaff:report:v1"

// Schema returns the JSON Schema (draft 2020-12) of the JSON form of a report.
func Schema() []byte { return slices.Clone(schema) }

// compiled is the schema, ready for use; compiling it takes longer than checking most reports.
var compiled = sync.OnceValues(compile)

func compile() (*jsonschema.Schema, error) {
	definition, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		return nil, fmt.Errorf("read the schema: %w", err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(schemaID, definition); err != nil {
		return nil, fmt.Errorf("load the schema: %w", err)
	}
	return compiler.Compile(schemaID)
}

// validate returns an error if b is JSON that [Schema] does not allow.
func validate(b []byte) error {
	schema, err := compiled()
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}
