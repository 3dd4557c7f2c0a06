package report

import (
	"bytes"
	_ "embed" // the schema is part of the program
	"fmt"
	"slices"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:embed report.schema.json
var schema []byte

const schemaID = "urn:tipstaff:report:v1"

// Schema returns the JSON Schema (draft 2020-12) of the JSON form of a report.
func Schema() []byte { return slices.Clone(schema) }

// validate returns an error if b is JSON that [Schema] does not allow.
func validate(b []byte) error {
	definition, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		return fmt.Errorf("read the schema: %w", err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(schemaID, definition); err != nil {
		return fmt.Errorf("load the schema: %w", err)
	}
	compiled, err := compiler.Compile(schemaID)
	if err != nil {
		return fmt.Errorf("compile the schema: %w", err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		return err
	}
	return compiled.Validate(value)
}
