package inputs

import (
	"slices"
	"strings"
	"sync"

	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/inputs/jsonschema"
)

// profile says what a format can state of the resources of one kind.
type profile struct {
	kind   string // Dataset or Model
	called string // what the format calls them
	states []string
}

// can reports whether the format has a place for an attribute.
func (p *profile) can(attribute string) bool {
	return attribute == "original" || slices.Contains(p.states, attribute)
}

// stated is the attributes of one resource, by name; those of an object in it have its name and a dot before
// theirs.
type stated map[string]document.Value

// set states an attribute, unless the value is undefined.
func (s stated) set(attribute string, v document.Value) {
	if v.Defined() || v.Has(document.Unknown) {
		s[attribute] = v
	}
}

// properties returns the properties of the resource that at describes, and what is wrong with them.
func (p *profile) properties(s stated, at document.Value) (document.Value, []jsonschema.Violation) {
	v := vocabularies[p.kind]()
	members := make([]document.Member, 0, len(v.attributes))
	for _, a := range v.attributes {
		if value := p.attribute(a, s, at); value.Defined() || value.Has(document.Unknown) {
			members = append(members, document.Field(a.name, value))
		}
	}
	properties := document.ObjectValue(members...).From(at)
	return properties, slices.DeleteFunc(v.schema.Validate(properties), func(wrong jsonschema.Violation) bool {
		return wrong.Value.Has(document.Unknown)
	})
}

// attribute returns the value of an attribute; unknown if the format has no place for it.
func (p *profile) attribute(a attribute, s stated, at document.Value) document.Value {
	if len(a.members) == 0 {
		return p.leaf(a.name, s, at)
	}
	var members []document.Member
	nothing := true
	for _, name := range a.members {
		if value := p.leaf(a.name+"."+name, s, at); value.Defined() || value.Has(document.Unknown) {
			members = append(members, document.Field(name, value))
			nothing = nothing && value.Has(document.Unknown)
		}
	}
	switch {
	case len(members) == len(a.members) && nothing:
		return document.UnknownValue().From(at)
	case len(members) == 0:
		return document.Value{}
	}
	return document.ObjectValue(members...).From(at)
}

func (p *profile) leaf(name string, s stated, at document.Value) document.Value {
	if value, ok := s[name]; ok {
		return value
	}
	if p.can(name) {
		return document.Value{}
	}
	return document.UnknownValue().From(at)
}

// vocabulary is the attributes that resources of one kind can have.
type vocabulary struct {
	schema     *jsonschema.Schema
	attributes []attribute
}

// attribute is the name of an attribute, with those of its members if it is an object that has some.
type attribute struct {
	name    string
	members []string
}

var vocabularies = map[string]func() vocabulary{
	"Dataset": sync.OnceValue(func() vocabulary { return vocabularyOf("Dataset") }),
	"Model":   sync.OnceValue(func() vocabulary { return vocabularyOf("Model") }),
}

// vocabularyOf reads a schema; a test sees to it that each can be read.
func vocabularyOf(kind string) vocabulary {
	file := "schemas/" + kind + ".json"
	schema, err := jsonschema.Compile(file, schemaFiles.ReadFile)
	if err != nil {
		return vocabulary{}
	}
	text, _ := schemaFiles.ReadFile(file)
	doc, err := document.ParseJSON(text, document.DefaultLimits, nil)
	if err != nil {
		return vocabulary{}
	}
	v := vocabulary{schema: schema}
	for _, m := range doc.Root.Get("properties").Members() {
		a := attribute{name: m.Key.Text()}
		for _, below := range m.Value.Get("properties").Members() {
			a.members = append(a.members, below.Key.Text())
		}
		v.attributes = append(v.attributes, a)
	}
	return v
}

// joinTexts returns the different texts of values as one, at the place of the first; undefined if there are
// none.
func joinTexts(values []document.Value, separator string) document.Value {
	var texts []string
	for _, v := range values {
		if !slices.ContainsFunc(texts, func(t string) bool { return strings.EqualFold(t, v.Text()) }) {
			texts = append(texts, v.Text())
		}
	}
	switch len(texts) {
	case 0:
		return document.Value{}
	case 1:
		return values[0]
	}
	return document.StringValue(strings.Join(texts, separator)).From(values[0])
}
