package jsonschema

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// keyword compiles one keyword. One that only describes has no compile.
type keyword struct {
	name    string
	compile func(c *compiler, in source, value document.Value) func(f *finder, v document.Value)
	final   bool
}

// keywords returns all that are known, in the order in which they are checked.
func keywords() []keyword {
	return []keyword{
		{name: "$schema"},
		{name: "$id"},
		{name: "$defs"},
		{name: "title"},
		{name: "description"},
		{name: "type", compile: typeCheck, final: true},
		{name: "const", compile: constCheck, final: true},
		{name: "enum", compile: enumCheck, final: true},
		{name: "format", compile: formatCheck, final: true},
		{name: "$ref", compile: refCheck},
		{name: "required", compile: requiredCheck},
		{name: "properties", compile: propertiesCheck},
		{name: "additionalProperties", compile: additionalCheck},
		{name: "items", compile: itemsCheck},
		{name: "minimum", compile: minimumCheck},
		{name: "maximum", compile: maximumCheck},
		{name: "maxLength", compile: maxLengthCheck},
		{name: "pattern", compile: patternCheck},
		{name: "allOf", compile: allOfCheck},
		{name: "anyOf", compile: anyOfCheck},
		{name: "if", compile: ifCheck},
		{name: "then"}, // part of if
	}
}

func refCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	file, pointer, _ := strings.Cut(c.word(in, value), "#")
	if file == "" {
		file = in.file
	} else {
		file = path.Join(path.Dir(in.file), file)
	}
	s := c.refer(file, pointer)
	return func(f *finder, v document.Value) { f.schema(s, v) }
}

func requiredCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	required := c.words(in, value)
	return func(f *finder, v document.Value) {
		if v.Kind() != document.Object {
			return
		}
		var missing []string
		for _, name := range required {
			if !v.Get(name).Defined() {
				missing = append(missing, name)
			}
		}
		if len(missing) > 0 {
			f.add(v, missing...)
		}
	}
}

func propertiesCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	if value.Kind() != document.Object {
		c.fail(in, "properties must be an object, it is %s", value.Kind())
	}
	schemas := make(map[string]*Schema, value.Len())
	for _, m := range value.Members() {
		schemas[m.Key.Text()] = c.compile(source{m.Value, in.file})
	}
	return func(f *finder, v document.Value) {
		for _, m := range v.Members() {
			if s, ok := schemas[m.Key.Text()]; ok {
				f.below(s, document.Step{Key: m.Key.Text()}, m.Value)
			}
		}
	}
}

// additionalCheck is about the members that the properties of the same schema do not name.
func additionalCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	named := map[string]bool{}
	for _, m := range in.Get("properties").Members() {
		named[m.Key.Text()] = true
	}
	closed := value.Kind() == document.Boolean && !value.Bool()
	fields, s := slices.Sorted(maps.Keys(named)), c.compile(source{value, in.file})
	return func(f *finder, v document.Value) {
		for _, m := range v.Members() {
			step := document.Step{Key: m.Key.Text()}
			switch {
			case named[step.Key]:
			case closed:
				f.path = append(f.path, step)
				f.add(m.Value, fields...)
				f.path = f.path[:len(f.path)-1]
			default:
				f.below(s, step, m.Value)
			}
		}
	}
}

func itemsCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	s := c.compile(source{value, in.file})
	return func(f *finder, v document.Value) {
		for i, e := range v.Elements() {
			f.below(s, document.Step{Index: i, IsIndex: true}, e)
		}
	}
}

func allOfCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	all := c.list(in, value)
	return func(f *finder, v document.Value) {
		for _, s := range all {
			f.schema(s, v)
		}
	}
}

func anyOfCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	choices := c.list(in, value)
	return func(f *finder, v document.Value) {
		before := len(f.found)
		for _, s := range choices {
			found := len(f.found)
			if f.schema(s, v); len(f.found) == found {
				f.found = f.found[:before]
				return
			}
		}
	}
}

func ifCheck(c *compiler, in source, value document.Value) func(*finder, document.Value) {
	condition, then := c.compile(source{value, in.file}), &Schema{}
	if s := in.Get("then"); s.Defined() {
		then = c.compile(source{s, in.file})
	}
	return func(f *finder, v document.Value) {
		if fits(condition, v) {
			f.schema(then, v)
		}
	}
}
