package jsonschema

import (
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Compile returns the schema in the named file. The file and those it refers to are read by read. A schema
// may refer to itself only from below a property or an element.
func Compile(name string, read func(name string) ([]byte, error)) (*Schema, error) {
	c := &compiler{read: read, keywords: keywords(), files: map[string]document.Value{}, known: map[string]*Schema{}}
	s := c.refer(name, "")
	if c.err != nil {
		return nil, c.err
	}
	return s, nil
}

// compiler compiles schemas that refer to each other. After the first error its results mean nothing.
type compiler struct {
	read     func(name string) ([]byte, error)
	keywords []keyword
	files    map[string]document.Value // decoded, by name
	known    map[string]*Schema        // what was referred to, by name and pointer
	err      error
}

// source is one schema as it is written.
type source struct {
	document.Value
	file string
}

func (c *compiler) fail(in source, reason string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf("schema %s: %s", in.file, fmt.Sprintf(reason, args...))
	}
}

// refer returns what a reference leads to. It may be compiled only later.
func (c *compiler) refer(file, pointer string) *Schema {
	key := file + "#" + pointer
	if s, ok := c.known[key]; ok {
		return s
	}
	s := &Schema{}
	c.known[key] = s
	in := source{c.file(file), file}
	for _, step := range strings.Split(pointer, "/")[1:] {
		in.Value = in.Get(step)
	}
	if c.err == nil && !in.Defined() {
		c.fail(in, "there is nothing at %s", key)
	}
	*s = *c.compile(in)
	return s
}

// file returns the decoded schema of a name.
func (c *compiler) file(name string) document.Value {
	if root, ok := c.files[name]; ok {
		return root
	}
	text, err := c.read(name)
	if err == nil {
		var doc *document.Document
		if doc, err = document.ParseJSON(text, document.DefaultLimits, nil); err == nil {
			c.files[name] = doc.Root
			return doc.Root
		}
	}
	c.fail(source{file: name}, "%v", err)
	return document.Value{}
}

// compile returns the schema that in describes.
func (c *compiler) compile(in source) *Schema {
	if in.Kind() == document.Boolean {
		return boolean(in.Bool())
	}
	if c.err == nil && in.Kind() != document.Object {
		c.fail(in, "a schema must be an object or a boolean, it is %s", in.Kind())
	}
	s := &Schema{description: in.Get("description").Text()}
	understood := 0
	for _, k := range c.keywords {
		value := in.Get(k.name)
		if !value.Defined() {
			continue
		}
		understood++
		if k.compile != nil && c.err == nil {
			s.checks = append(s.checks, check{k.name, k.compile(c, in, value), k.final})
		}
	}
	if c.err == nil && understood < in.Len() {
		c.fail(in, "a keyword is not supported: %s", c.unsupported(in))
	}
	return s
}

// unsupported returns the keywords of a schema that are not known.
func (c *compiler) unsupported(in source) string {
	var names []string
	for _, m := range in.Members() {
		known := false
		for _, k := range c.keywords {
			known = known || k.name == m.Key.Text()
		}
		if !known {
			names = append(names, m.Key.Text())
		}
	}
	return strings.Join(names, ", ")
}

// boolean returns the schema that allows everything or nothing.
func boolean(anything bool) *Schema {
	if anything {
		return &Schema{}
	}
	return &Schema{checks: []check{{keyword: "false", find: func(f *finder, v document.Value) { f.add(v) }}}}
}

// list compiles every schema of an array.
func (c *compiler) list(in source, value document.Value) []*Schema {
	if value.Kind() != document.Array || value.Len() == 0 {
		c.fail(in, "it needs a list of schemas where it has %s", value.Kind())
	}
	schemas := make([]*Schema, 0, value.Len())
	for _, e := range value.Elements() {
		schemas = append(schemas, c.compile(source{e, in.file}))
	}
	return schemas
}

// words returns the texts of an array of strings.
func (c *compiler) words(in source, value document.Value) []string {
	if value.Kind() != document.Array || value.Len() == 0 {
		c.fail(in, "it needs a list of words where it has %s", value.Kind())
	}
	words := make([]string, 0, value.Len())
	for _, e := range value.Elements() {
		words = append(words, c.word(in, e))
	}
	return words
}

func (c *compiler) word(in source, value document.Value) string {
	if value.Kind() != document.String {
		c.fail(in, "it needs a word where it has %s", value.Kind())
	}
	return value.Text()
}
