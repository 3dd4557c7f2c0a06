// Package jsonschema checks decoded documents against the part of JSON Schema (draft 2020-12) that the
// schemas of this program use, and finds all that is wrong with them, each with its place.
//
// It exists because of what the libraries cost a program that does not use them: they parse the schemas of
// JSON Schema itself whenever the program starts. A keyword that is not known here is an error and never
// skipped, so no schema asks for more than is checked.
package jsonschema

import (
	"slices"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Schema is a compiled schema. It is safe for concurrent use.
type Schema struct {
	description string
	checks      []check
}

// check finds what is wrong with a value by one keyword.
type check struct {
	keyword string
	find    func(f *finder, v document.Value)
	final   bool // a value that breaks the keyword is not looked at any further
}

// Violation is one way in which a document breaks a schema.
type Violation struct {
	Value       document.Value // what is wrong; for required, what lacks the field
	Path        document.Path  // where it is
	Keyword     string         // the keyword it breaks; "false" if nothing may be there at all
	Want        []string       // what the keyword allows or asks for; for additionalProperties the fields there are
	Description string         // what the schema says that the value is
}

// Validate returns all that is wrong with v. The choices of an anyOf of which none fits are all given.
func (s *Schema) Validate(v document.Value) []Violation {
	var f finder
	f.schema(s, v)
	return f.found
}

// finder collects violations on its way through a document.
type finder struct {
	path  document.Path // to the value being checked
	found []Violation
}

func (f *finder) schema(s *Schema, v document.Value) {
	for _, c := range s.checks {
		before := len(f.found)
		c.find(f, v)
		for i := before; i < len(f.found); i++ {
			if found := &f.found[i]; found.Keyword == "" {
				found.Keyword, found.Description = c.keyword, s.description
			}
		}
		if c.final && len(f.found) > before {
			return
		}
	}
}

// below checks what is one step below the current value.
func (f *finder) below(s *Schema, step document.Step, v document.Value) {
	f.path = append(f.path, step)
	f.schema(s, v)
	f.path = f.path[:len(f.path)-1]
}

// add records that the value at the current path breaks the keyword being checked.
func (f *finder) add(v document.Value, want ...string) {
	f.found = append(f.found, Violation{Value: v, Path: slices.Clone(f.path), Want: want})
}

// fits reports whether nothing is wrong with v.
func fits(s *Schema, v document.Value) bool {
	var f finder
	f.schema(s, v)
	return len(f.found) == 0
}
