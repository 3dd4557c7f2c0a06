package inputs

import (
	"errors"
	"fmt"
	"slices"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// declarations collects what one file, in a format that others have defined, says of datasets and models.
//
// The attributes get the names that descriptors give them, so that the same rules judge them. An attribute
// that the file could state and does not is absent, and rules that ask for it fail. One that the format has
// no place for is unknown: nobody left it out. The whole description stays in the attribute original.
//
// What has a place in the format and another type than it should is an error with its place. It is never
// left out: a rule would take it for something that was not said.
type declarations struct {
	format, path string
	doc          *document.Document
	resources    []*Resource
	errs         []error
	described    map[string]described // by id
}

// described is where a resource is described.
type described struct {
	doc *document.Document
	document.Value
}

// readDeclared reads the documents of a file, each by read.
func readDeclared(f File, format string, read func(d *declarations, root document.Value)) ([]*Resource, error) {
	d := declarations{format: format, path: f.Path, described: map[string]described{}}
	for _, doc := range f.Documents {
		d.doc = doc
		read(&d, doc.Root)
	}
	if len(d.errs) > 0 {
		return nil, errors.Join(d.errs...)
	}
	return d.resources, nil
}

// report records an error, once: what is wrong with a value may be found on several ways.
func (d *declarations) report(e *Error) {
	known := slices.ContainsFunc(d.errs, func(other error) bool {
		o, ok := errors.AsType[*Error](other)
		return ok && o.Document == e.Document && o.Node == e.Node && o.Reason == e.Reason
	})
	if !known {
		d.errs = append(d.errs, e)
	}
}

func (d *declarations) fail(at document.Value, hint, reason string, args ...any) {
	d.report(&Error{Document: d.doc, Node: at.Node(), Reason: fmt.Sprintf(reason, args...), Hint: hint})
}

// is reports whether v, which is called name, is of one of the kinds; if not that is an error.
func (d *declarations) is(v document.Value, name string, kinds ...document.Kind) bool {
	if slices.Contains(kinds, v.Kind()) {
		return true
	}
	got, want := v.Kind().String(), kinds[0].String()
	d.fail(v, retypeHint(got, want), "%s must be %s, it is %s", name, article(want), article(got))
	return false
}

// member returns the member of an object with the given key, which must be of one of the kinds; undefined if
// it is absent or null.
func (d *declarations) member(v document.Value, key string, kinds ...document.Kind) document.Value {
	m := v.Get(key)
	if absent(m) || !d.is(m, key, kinds...) {
		return document.Value{}
	}
	return m
}

func (d *declarations) text(v document.Value, key string) document.Value {
	return d.member(v, key, document.String)
}

func (d *declarations) object(v document.Value, key string) document.Value {
	return d.member(v, key, document.Object)
}

// scalar returns a member that people write as a number or in quotes, as a string.
func (d *declarations) scalar(v document.Value, key string) document.Value {
	m := d.member(v, key, document.String, document.Number)
	if m.Kind() == document.Number {
		return document.StringValue(m.Text()).From(m)
	}
	return m
}

// objects returns the elements of a list, which must be objects.
func (d *declarations) objects(v document.Value, key string) []document.Value {
	return d.elements(d.member(v, key, document.Array), key, document.Object)
}

// texts returns a list of strings; undefined if there is none.
func (d *declarations) texts(v document.Value, key string) document.Value {
	list := d.member(v, key, document.Array)
	d.elements(list, key, document.String)
	return list
}

// textOrTexts returns a list of strings, or a string as a list of one.
func (d *declarations) textOrTexts(v document.Value, key string) document.Value {
	if v.Get(key).Kind() == document.String {
		return document.ArrayValue(v.Get(key)).From(v.Get(key))
	}
	return d.texts(v, key)
}

func (d *declarations) elements(list document.Value, name string, kind document.Kind) []document.Value {
	var right []document.Value
	for i, e := range list.Elements() {
		if d.is(e, fmt.Sprintf("%s[%d]", name, i), kind) {
			right = append(right, e)
		}
	}
	return right
}

// add adds the resource that at describes, with the given attributes.
func (d *declarations) add(p *profile, name, at document.Value, attributes stated) {
	if name.Kind() != document.String || name.Text() == "" {
		d.fail(at, "give it a name", "the %s has no name", p.called)
		return
	}
	attributes.set("original", at)
	properties, wrong := p.properties(attributes, at)
	for _, v := range wrong {
		d.report(explain(d.doc, v))
	}
	id := p.kind + "/" + name.Text()
	if !d.once(id, at) {
		return
	}
	d.resources = append(d.resources, &Resource{
		Type: p.kind, ID: id, Name: name.Text(),
		Value: document.ObjectValue(
			document.Field("type", document.StringValue(p.kind).From(at)),
			document.Field("id", document.StringValue(id).From(name)),
			document.Field("name", name),
			document.Field("properties", properties),
		).From(at),
		Document: d.doc, Node: at.Node(),
		File: d.path, Format: d.format,
	})
}

// once records where an id is described, and refuses a second description.
func (d *declarations) once(id string, at document.Value) bool {
	earlier, ok := d.described[id]
	if !ok {
		d.described[id] = described{d.doc, at}
		return true
	}
	hint := "remove one of the two, or give it another name"
	if span, ok := earlier.doc.Span(earlier.Node()); ok {
		hint = fmt.Sprintf("the other is at line %d; %s", span.Start.Line, hint)
	}
	d.fail(at, hint, "%s is described twice in this file", id)
	return false
}
