package inputs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/inputs/jsonschema"
)

// explain puts a violation into words, with the way out.
func explain(doc *document.Document, v jsonschema.Violation) *Error {
	e := &Error{Document: doc, Node: v.Value.Node(), Hint: v.Description}
	name, got := fieldName(v.Path), v.Value.Kind().String()
	switch v.Keyword {
	case "additionalProperties":
		field := v.Path[len(v.Path)-1].Key
		e.Reason = fmt.Sprintf("%s has no field %q", fieldName(v.Path[:len(v.Path)-1]), field)
		e.Hint = meant(field, v.Want)
	case "required":
		e.Reason, e.Hint = name+" needs "+strings.Join(v.Want, ", "), ""
	case "type":
		e.Reason = fmt.Sprintf("%s must be %s, it is %s", name, article(v.Want[0]), article(got))
		e.Hint = retypeHint(got, v.Want[0])
	case "enum":
		word := fmt.Sprint(v.Value.Interface())
		e.Reason, e.Hint = fmt.Sprintf("%s cannot be %q", name, word), meant(word, v.Want)
	case "false":
		e.Reason, e.Hint = name+" is measured or read, and cannot be declared", "remove it"
	case "format":
		e.Reason, e.Hint = fmt.Sprintf("%s is not a %s", name, v.Want[0]), formatHints[v.Want[0]]
	default:
		e.Reason = name + " " + fmt.Sprintf(boundTexts[v.Keyword], v.Want[0])
	}
	return e
}

// boundTexts say what a value of the right type must still be.
var boundTexts = map[string]string{
	"minimum":   "must be at least %s",
	"maximum":   "must be at most %s",
	"pattern":   "does not match %s",
	"maxLength": "is longer than %s characters",
	"const":     "must be %s",
}

// fieldName returns a path as people write it: spec.steps[0].name.
func fieldName(path document.Path) string {
	var b strings.Builder
	for _, step := range path {
		if step.IsIndex {
			fmt.Fprintf(&b, "[%d]", step.Index)
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(step.Key)
	}
	return cmp.Or(b.String(), "the document")
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
