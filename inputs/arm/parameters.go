package arm

import (
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// given is what a file of parameters gives a template.
type given struct {
	file   inputs.Parameters
	values document.Value // by name: {"value": …}, or a reference to a Key Vault secret
}

// readParameters checks that a file is one of parameters, and that the template declares all of them.
func (r *run) readParameters(p *inputs.Parameters, t document.Value) *given {
	if p == nil {
		return nil
	}
	root := p.Document.Root
	g := &given{file: *p, values: member(root, "parameters")}
	schema := strings.ToLower(member(root, "$schema").Text())
	if g.values.Kind() != document.Object || schema != "" && !strings.Contains(schema, "parameters.json") {
		r.failIn(g, root, "this is no file of parameters", "it has a $schema that names deploymentParameters.json, and parameters")
		return g
	}
	r.checkGiven(g, t)
	return g
}

func (r *run) checkGiven(g *given, t document.Value) {
	declared := member(t, "parameters")
	seen := map[string]bool{}
	for _, m := range g.values.Members() {
		name := strings.ToLower(m.Key.Text())
		declaration := member(declared, name)
		switch {
		case seen[name]:
			r.failIn(g, m.Value, fmt.Sprintf("the parameter %q is given twice", m.Key.Text()), "names that differ only in case are the same")
		case !isThere(declaration):
			r.failIn(g, m.Value, fmt.Sprintf("the template %s declares no parameter %s", r.file, quote(m.Key.Text())), "")
		case m.Value.Kind() != document.Object:
			r.failIn(g, m.Value, "a parameter is given as an object with its value", `write {"value": …}`)
		default:
			r.checkValue(g, t, declaration, member(m.Value, "value"))
		}
		if isSecure(t, declaration) {
			g.file.Document.Hide(member(m.Value, "value").Node())
		}
		seen[name] = true
	}
}

// typed are the kinds of what parameters of a type are given.
var typed = map[string]document.Kind{
	"string": document.String, "securestring": document.String, "int": document.Number, "bool": document.Boolean,
	"array": document.Array, "object": document.Object, "secureobject": document.Object,
}

// checkValue refuses what the server would refuse: another type, or a value that is not among those allowed.
func (r *run) checkValue(g *given, t, declaration, v document.Value) {
	if !v.Defined() || v.Kind() == document.Null || bracketedText(v.Text()) {
		return
	}
	var kind document.Kind
	declares(t, declaration, func(d document.Value) bool {
		kind = typed[strings.ToLower(member(d, "type").Text())]
		return kind != document.Undefined
	})
	if kind != document.Undefined && kind != v.Kind() {
		r.failIn(g, v, fmt.Sprintf("this parameter must be %s, not %s", article[kind], article[v.Kind()]), "")
	}
	allowed := member(declaration, "allowedValues")
	if allowed.Len() > 0 && !nests(v) && within(v, allowed.Elements()) == no {
		r.failIn(g, v, "this is none of the values that the template allows", "")
	}
}

// failIn notes what is wrong in a file of parameters.
func (r *run) failIn(g *given, at document.Value, reason, hint string) {
	if r.err == nil {
		r.err = &inputs.Error{Document: g.file.Document, File: g.file.Path, Node: at.Node(), Reason: reason, Hint: hint}
	}
}

// value returns what the file gives for a parameter; false if it gives nothing. What it gives has no place in the
// template: it gets that of the expression that uses it.
func (g *given) value(t, declaration document.Value, name string) (func() result, bool) {
	if g == nil {
		return nil, false
	}
	p := member(g.values, name)
	if !isThere(p) {
		return nil, false
	}
	v := member(p, "value")
	switch {
	case isThere(member(p, "reference")):
		v = document.UnknownValue().With(document.Sensitive)
	case !isThere(v), v.Kind() == document.Null && !declares(t, declaration, isNullable):
		v = document.UnknownValue() // an expression of a newer version; what the server makes of null is left to it
	}
	return func() result { return result{value: nowhere(v)} }, true
}

// bracketedText reports whether the server might take a string for an expression.
func bracketedText(s string) bool { return strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") }

// nowhere returns v without its place and the places of all below it. Whether expressions are evaluated there is
// left to the server.
func nowhere(v document.Value) document.Value {
	switch v.Kind() {
	case document.String:
		if bracketedText(v.Text()) {
			return document.UnknownValue()
		}
	case document.Array:
		elements := make([]document.Value, 0, v.Len())
		for _, e := range v.Elements() {
			elements = append(elements, nowhere(e))
		}
		return document.ArrayValue(elements...)
	case document.Object:
		members := make([]document.Member, 0, v.Len())
		for _, m := range v.Members() {
			members = append(members, document.Member{Key: document.StringValue(m.Key.Text()), Value: nowhere(m.Value)})
		}
		return document.ObjectValue(members...)
	}
	return v.From(document.Value{})
}
