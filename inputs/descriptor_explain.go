package inputs

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// explain puts one violation at a value into words, with the way out. broken is the part of the schema that
// the value does not keep to.
func explain(doc *document.Document, at document.Value, e *jsonschema.ValidationError, broken *jsonschema.Schema) []*Error {
	name := fieldName(e.InstanceLocation)
	one := func(v document.Value, hint, reason string, args ...any) []*Error {
		return []*Error{{Document: doc, Node: v.Node(), Reason: fmt.Sprintf(reason, args...), Hint: hint}}
	}
	switch k := e.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		var errs []*Error
		fields := slices.Sorted(maps.Keys(broken.Properties))
		for _, field := range k.Properties {
			errs = append(errs, one(at.Get(field), meant(field, fields), "%s has no field %q", name, field)...)
		}
		return errs
	case *kind.Required:
		return one(at, "", "%s needs %s", name, strings.Join(k.Missing, ", "))
	case *kind.Type:
		return one(at, retypeHint(k.Got, k.Want[0]), "%s must be %s, it is %s", name, article(k.Want[0]), article(k.Got))
	case *kind.Enum:
		allowed := make([]string, 0, len(k.Want))
		for _, w := range k.Want {
			allowed = append(allowed, fmt.Sprint(w))
		}
		return one(at, meant(fmt.Sprint(k.Got), allowed), "%s cannot be %q", name, fmt.Sprint(k.Got))
	case *kind.FalseSchema:
		return one(at, "remove it", "%s is measured and cannot be declared", name)
	case *kind.Format:
		return one(at, formatHints[k.Want], "%s is not a %s", name, k.Want)
	}
	return one(at, broken.Description, "%s %s", name, boundsText(e.ErrorKind))
}

// boundsText says what a value of the right type must still be.
func boundsText(k jsonschema.ErrorKind) string {
	switch k := k.(type) {
	case *kind.Minimum:
		return "must be at least " + k.Want.RatString()
	case *kind.Maximum:
		return "must be at most " + k.Want.RatString()
	case *kind.Pattern:
		return fmt.Sprintf("does not match %s", k.Want)
	case *kind.MaxLength:
		return fmt.Sprintf("is longer than %d characters", k.Want)
	}
	return "does not keep to " + strings.Join(k.KeywordPath(), " ")
}

var formatHints = map[string]string{
	"date":      "write it as YYYY-MM-DD",
	"date-time": "write it with time and zone, as 2026-01-31T09:00:00Z",
}

// retypeHints say how a value of one type is written as another; in YAML most slips are quotes.
var retypeHints = map[[2]string]string{
	{"number", "string"}:  "put it in quotes",
	{"integer", "string"}: "put it in quotes",
	{"boolean", "string"}: "put it in quotes",
	{"string", "integer"}: "write a number without quotes",
	{"string", "number"}:  "write a number without quotes",
	{"string", "boolean"}: "write true or false without quotes",
	{"string", "array"}:   "write a list, even of one",
	{"number", "integer"}: "write a whole number",
	{"object", "array"}:   "write a list, even of one",
	{"array", "string"}:   "only one is allowed here",
	{"array", "object"}:   "only one is allowed here",
	{"string", "object"}:  "write its fields below it",
}

func retypeHint(got, want string) string {
	if got == "null" {
		return "give it a value, or leave it out"
	}
	return retypeHints[[2]string{got, want}]
}

func article(typeName string) string {
	switch typeName[0] {
	case 'a', 'i', 'o':
		return "an " + typeName
	}
	if typeName == "null" {
		return typeName
	}
	return "a " + typeName
}

// meant is the hint for a word that is not one of those allowed.
func meant(word string, allowed []string) string {
	all := "allowed: " + strings.Join(allowed, ", ")
	best, distance := "", 1+max(2, len(word)/3)
	folded := fold(word)
	for _, a := range allowed {
		d := editDistance(folded, fold(a))
		if len(folded) > 2 && strings.HasPrefix(fold(a), folded) {
			d = min(d, 1)
		}
		if d < distance {
			best, distance = a, d
		}
	}
	if best == "" {
		return all
	}
	return fmt.Sprintf("did you mean %s? %s", best, all)
}

var foldWords = strings.NewReplacer("_", "", "-", "", " ", "")

// fold removes what people mix up: letter case and the way words are joined.
func fold(s string) string { return foldWords.Replace(strings.ToLower(s)) }

// editDistance is the number of bytes to insert, remove or replace to turn a into b. Long words are far
// from everything.
func editDistance(a, b string) int {
	const longest = 64
	if len(a) > longest || len(b) > longest {
		return longest
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := i
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = slices.Min([]int{replaced, row[j] + 1, diagonal + 1})
		}
	}
	return row[len(b)]
}
