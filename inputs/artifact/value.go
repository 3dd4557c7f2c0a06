package artifact

import (
	"path"
	"slices"
	"strconv"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// How much of a file was inspected.
const (
	inspectedFull = "full"
	inspectedPart = "part"
	inspectedNone = "none"
)

// value is what policies see.
func (x *inspection) value(file, digest string, size int64) document.Value {
	return document.ObjectValue(
		document.Field("type", document.StringValue(typeName)),
		document.Field("id", document.StringValue(file)),
		document.Field("name", document.StringValue(path.Base(file))),
		document.Field("properties", x.properties(digest, size)),
	)
}

// properties describe a file. All lists are there, if nothing is in them as well.
func (x *inspection) properties(digest string, size int64) document.Value {
	if x.more > 0 {
		x.problems = append(x.problems, problem{kind: limitReached, detail: strconv.Itoa(x.more) + " more problems are not listed", offset: -1})
	}
	root := x.parts[0]
	o := object{}
	o.text("format", root.format)
	o.text("digest", digest)
	o.number("bytes", size)
	o.optional("compression", root.compression)
	o.text("inspected", x.inspected())
	o.add("problems", list(x.problems, problem.value))
	o.add("imports", list(x.imports, (*imported).value))
	o.number("pickles", int64(x.pickles))
	o.number("nested_pickles", int64(x.nested))
	o.count("tensors", root.tensors)
	o.metadata(root)
	if x.encryption.looks != "" {
		o.add("encryption", x.encryption.value())
	}
	o.add("members", list(x.parts[1:], (*part).value))
	o.add("object_arrays", list(x.objects, memberValue))
	o.add("lambda_layers", list(x.lambdas, lambda.value))
	o.add("chat_templates", list(x.templates, template.value))
	o.add("external_data", list(x.external, external.value))
	o.add("operator_domains", list(x.domains, domain.value))
	o.add("operations", list(x.operations, operation.value))
	return o.value()
}

func (x *inspection) inspected() string {
	missed := func(p *part) bool { return p.opaque || p.searched }
	switch {
	case x.parts[0].opaque:
		return inspectedNone
	case len(x.problems) > 0 || slices.ContainsFunc(x.parts, missed):
		return inspectedPart
	}
	return inspectedFull
}

// object collects the members of a value.
type object struct{ members []document.Member }

func (o *object) add(key string, v document.Value) {
	o.members = append(o.members, document.Field(key, v))
}

func (o *object) text(key, text string) { o.add(key, document.StringValue(printable(text))) }

// optional adds a text, unless it is empty.
func (o *object) optional(key, text string) {
	if text != "" {
		o.text(key, text)
	}
}

func (o *object) number(key string, n int64) {
	o.add(key, document.NumberValue(strconv.FormatInt(n, 10)))
}

// count adds a number, unless it is -1 for not known.
func (o *object) count(key string, n int64) {
	if n >= 0 {
		o.number(key, n)
	}
}

func (o *object) metadata(p *part) {
	if len(p.metadata) == 0 {
		return
	}
	var all object
	for _, e := range p.metadata {
		all.text(e.key, e.value)
	}
	o.add("metadata", all.value())
}

func (o *object) value() document.Value { return document.ObjectValue(o.members...) }

func list[T any](all []T, value func(T) document.Value) document.Value {
	elements := make([]document.Value, 0, len(all))
	for _, e := range all {
		elements = append(elements, value(e))
	}
	return document.ArrayValue(elements...)
}

func (p problem) value() document.Value {
	var o object
	o.text("kind", p.kind)
	o.text("detail", p.detail)
	o.count("offset", p.offset)
	o.optional("member", p.member)
	return o.value()
}

func (i *imported) value() document.Value {
	var o object
	o.text("module", i.module)
	o.text("name", i.name)
	o.text("listed", i.listed)
	o.text("opcode", i.opcode)
	o.add("called", document.BoolValue(i.called))
	o.number("count", int64(i.count))
	o.count("offset", i.offset)
	o.optional("member", i.member)
	return o.value()
}

func (p *part) value() document.Value {
	var o object
	o.text("member", p.member)
	o.text("format", p.format)
	o.optional("compression", p.compression)
	o.count("bytes", p.bytes)
	o.count("tensors", p.tensors)
	o.metadata(p)
	return o.value()
}

func memberValue(member string) document.Value {
	var o object
	o.optional("member", member)
	return o.value()
}

func (e encryption) value() document.Value {
	var o object
	o.text("looks", e.looks)
	o.optional("created", e.created)
	return o.value()
}

func (l lambda) value() document.Value {
	var o object
	o.optional("name", l.name)
	o.text("precision", l.precision)
	o.optional("member", l.member)
	return o.value()
}

func (t template) value() document.Value {
	var o object
	o.text("key", t.key)
	o.number("bytes", t.bytes)
	o.add("special", list(t.special, document.StringValue))
	o.optional("member", t.member)
	return o.value()
}

func (e external) value() document.Value {
	var o object
	o.optional("tensor", e.tensor)
	o.text("path", e.path)
	o.add("outside", document.BoolValue(e.outside))
	o.optional("member", e.member)
	return o.value()
}

func (d domain) value() document.Value {
	var o object
	o.text("name", d.name)
	o.add("custom", document.BoolValue(d.custom))
	o.optional("member", d.member)
	return o.value()
}

func (p operation) value() document.Value {
	var o object
	o.text("name", p.name)
	o.optional("node", p.node)
	o.optional("member", p.member)
	return o.value()
}
