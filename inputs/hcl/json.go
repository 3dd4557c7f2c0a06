package hcl

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// A .tf.json file is decoded as every JSON file is; its values become the expressions that a .tf file would have.

// parseJSON lists what a .tf.json file declares.
func (f *File) parseJSON() error {
	doc, err := document.ParseJSON(f.text, document.DefaultLimits, nil)
	if err != nil {
		return err
	}
	f.Document, f.places = doc, map[hclsyntax.Expression]document.Value{}
	c := &jsonCollector{file: f}
	for _, m := range doc.Root.Members() {
		switch m.Key.Text() {
		case "resource":
			c.labelled(m.Value, func(kind document.Member) {
				c.labelled(kind.Value, func(name document.Member) { c.resource(kind, name) })
			})
		case "variable":
			c.labelled(m.Value, c.variable)
		case "locals":
			c.labelled(m.Value, func(l document.Member) { f.locals = append(f.locals, local{l.Key.Text(), c.expression(l.Value)}) })
		case "module":
			c.labelled(m.Value, c.call)
		}
	}
	if doc.Root.Kind() != document.Object {
		return c.fail(doc.Root, "a Terraform file is an object, not "+doc.Root.Kind().String())
	}
	return c.err
}

type jsonCollector struct {
	file *File
	err  error
}

func (c *jsonCollector) fail(v document.Value, reason string) error {
	if span, _ := c.file.Document.Span(v.Node()); c.err == nil {
		c.err = &document.SyntaxError{Position: span.Start, Reason: reason, Hint: "see the JSON configuration syntax of Terraform"}
	}
	return c.err
}

// labelled goes through the members of an object, or of several in an array.
func (c *jsonCollector) labelled(v document.Value, each func(document.Member)) {
	objects := []document.Value{v}
	if v.Kind() == document.Array {
		objects = v.Elements()
	}
	for _, o := range objects {
		if o.Kind() != document.Object {
			_ = c.fail(o, o.Kind().String()+" where Terraform has an object")
			continue
		}
		for _, m := range o.Members() {
			if m.Key.Text() != "//" {
				each(m)
			}
		}
	}
}

func (c *jsonCollector) resource(kind, name document.Member) {
	bodies := []document.Value{name.Value}
	if name.Value.Kind() == document.Array {
		bodies = name.Value.Elements()
	}
	for _, b := range bodies {
		object, ok := c.expression(b).(*hclsyntax.ObjectConsExpr)
		if !ok {
			_ = c.fail(b, b.Kind().String()+" where Terraform has a resource")
			continue
		}
		place := document.Value{}.Placed(b.Node())
		c.file.resources = append(c.file.resources, &resource{
			kind: kind.Key.Text(), name: name.Key.Text(), object: object,
			place: place, kindPlace: place, namePlace: place,
		})
	}
}

func (c *jsonCollector) variable(m document.Member) {
	v := variable{name: m.Key.Text()}
	if d := m.Value.Get("default"); d.Defined() {
		v.value = c.constant(d)
	}
	if t := m.Value.Get("type"); t.Kind() == document.String {
		v.constraint, _ = hclsyntax.ParseExpression([]byte(t.Text()), "", hcl.InitialPos)
		if tokens, _ := hclsyntax.LexExpression([]byte(t.Text()), "", hcl.InitialPos); shallow([]byte(t.Text()), tokens) != nil {
			v.constraint = nil
		}
	}
	says := func(key string) bool {
		s := m.Value.Get(key)
		return s.Defined() && (s.Kind() != document.Boolean || s.Bool())
	}
	v.sensitive, v.withheld = says("sensitive"), says("ephemeral")
	c.file.variables = append(c.file.variables, v)
}

func (c *jsonCollector) call(m document.Member) {
	call := Call{Name: m.Key.Text(), Source: m.Value.Get("source").Text(), File: c.file}
	for _, a := range m.Value.Members() {
		call.Arguments = append(call.Arguments, a.Key.Text())
	}
	c.file.calls = append(c.file.calls, call)
}

// constant makes an expression of a value in which strings are no templates.
func (c *jsonCollector) constant(v document.Value) hclsyntax.Expression {
	return c.build(v, func(s string) hclsyntax.Expression { return &hclsyntax.LiteralValueExpr{Val: cty.StringVal(s)} })
}

// expression makes an expression of a value in which strings are templates.
func (c *jsonCollector) expression(v document.Value) hclsyntax.Expression {
	return c.build(v, c.template)
}

func (c *jsonCollector) build(v document.Value, text func(string) hclsyntax.Expression) hclsyntax.Expression {
	var e hclsyntax.Expression
	switch v.Kind() {
	case document.Object:
		object := &hclsyntax.ObjectConsExpr{}
		for _, m := range v.Members() {
			if m.Key.Text() == "//" {
				continue
			}
			key := &hclsyntax.LiteralValueExpr{Val: cty.StringVal(m.Key.Text())}
			object.Items = append(object.Items, hclsyntax.ObjectConsItem{KeyExpr: key, ValueExpr: c.build(m.Value, text)})
		}
		e = object
	case document.Array:
		tuple := &hclsyntax.TupleConsExpr{}
		for _, element := range v.Elements() {
			tuple.Exprs = append(tuple.Exprs, c.build(element, text))
		}
		e = tuple
	case document.String:
		e = text(v.Text())
	case document.Number:
		n, err := cty.ParseNumberVal(v.Text())
		if err != nil {
			n = cty.UnknownVal(cty.Number)
		}
		e = &hclsyntax.LiteralValueExpr{Val: n}
	case document.Boolean:
		e = &hclsyntax.LiteralValueExpr{Val: cty.BoolVal(v.Bool())}
	default:
		e = &hclsyntax.LiteralValueExpr{Val: cty.NullVal(cty.DynamicPseudoType)}
	}
	c.file.places[e] = document.Value{}.Placed(v.Node())
	return e
}

// template parses a string as Terraform does. What is no template has no value.
func (c *jsonCollector) template(s string) hclsyntax.Expression {
	if !strings.Contains(s, "${") && !strings.Contains(s, "%{") {
		return &hclsyntax.LiteralValueExpr{Val: cty.StringVal(s)}
	}
	tokens, _ := hclsyntax.LexTemplate([]byte(s), "", hcl.InitialPos)
	e, problems := hclsyntax.Expression(nil), hcl.Diagnostics(nil)
	if shallow([]byte(s), tokens) == nil {
		e, problems = hclsyntax.ParseTemplate([]byte(s), "", hcl.InitialPos)
	}
	if e == nil || problems.HasErrors() {
		return &hclsyntax.LiteralValueExpr{Val: cty.DynamicVal}
	}
	return e
}
