package arm

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// result is what an expression comes to.
type result struct {
	value document.Value
	// symbol is the text of a string that is not known, with its unknown parts as expressions in brackets:
	// "kv-[parameters('env')]". It is only ever used in names and ids, "" if there is none.
	symbol string
	// id says that symbol is the id of a resource.
	id bool
	// lambda is what lambda() returns, which has no value.
	lambda *lambda
	// open is what is known of the members of a value that is not known as a whole, nil if nothing is.
	open open
}

func unknown() result { return result{value: document.UnknownValue()} }

// named returns an unknown string that is recognised by its symbol.
func named(symbol string) result { return result{value: document.UnknownValue(), symbol: symbol} }

// isUnknown reports whether nothing is known of v itself; parts of an object or array may still be unknown.
func isUnknown(v document.Value) bool { return !v.Defined() }

// env is where expressions are evaluated: the names of a template and the loops around them.
type env struct {
	*scope
	loops *loop
	bound *bound // the variables of lambdas
	// resource says that values become part of a resource: they get the place of the expression they came
	// from, ids that cannot be known in full become text, and nulls are left out.
	resource bool
}

// loop is one iteration of a copy loop.
type loop struct {
	name  string
	index result // of a loop whose count is not known: unknown
	whole bool   // over a resource, not over a property or variable
	outer *loop
}

// result evaluates every expression in v.
func (e env) result(v document.Value) result {
	switch v.Kind() {
	case document.String:
		if isExpression(v.Text()) {
			return e.expression(v)
		}
		if s := unescape(v.Text()); s != v.Text() {
			return result{value: document.StringValue(s).From(v)}
		}
	case document.Array:
		return result{value: e.array(v)}
	case document.Object:
		return result{value: e.object(v)}
	}
	return result{value: v}
}

func (e env) value(v document.Value) document.Value { return e.result(v).value }

// expression evaluates the expression that is the text of v.
func (e env) expression(v document.Value) result {
	x, err := parse(v.Text())
	if err != nil {
		e.run.fail(v, "malformed expression: "+err.Error(), "")
		return unknown()
	}
	r := e.evaluate(x, v)
	if !e.resource {
		return r
	}
	if isUnknown(r.value) && r.id && !r.value.Has(document.Sensitive) {
		r.value = document.StringValue(r.symbol)
	}
	r.value = e.place(r.value, v)
	return r
}

func (e env) array(v document.Value) document.Value {
	var changed []document.Value
	for i, old := range v.Elements() {
		n := e.value(old)
		if n != old && changed == nil {
			changed = append(make([]document.Value, 0, v.Len()), v.Elements()[:i]...)
		}
		if changed != nil {
			changed = append(changed, n)
		}
	}
	if changed == nil {
		return v
	}
	return document.ArrayValue(changed...).From(v)
}

// evaluate computes one expression; at is the string that it is written in.
func (e env) evaluate(x *expression, at document.Value) result {
	if x.function == "" && x.args == nil {
		return result{value: x.literal}
	}
	if !e.run.spend(1, at) || !e.run.enter(at) {
		e.run.leave()
		return unknown()
	}
	defer e.run.leave()
	return call{env: e, at: at, name: x.function}.evaluated(x.args)
}

// place gives v and all below it the place of the expression that it came from, and leaves out members that
// are null.
func (e env) place(v, at document.Value) document.Value {
	if !e.run.spend(1, at) {
		return document.UnknownValue()
	}
	switch v.Kind() {
	case document.String:
		s, ok := relative(v.Text())
		if !ok {
			return document.UnknownValue().From(v).From(at)
		}
		if s != v.Text() {
			v = document.StringValue(s).From(v)
		}
	case document.Array:
		elements := make([]document.Value, 0, v.Len())
		for _, element := range v.Elements() {
			elements = append(elements, e.place(element, at))
		}
		v = document.ArrayValue(elements...).From(v)
	case document.Object:
		members := make([]document.Member, 0, v.Len())
		for _, m := range v.Members() {
			key, ok := relative(m.Key.Text())
			if !ok {
				return document.UnknownValue().From(v).From(at)
			}
			if m.Value.Kind() != document.Null {
				members = append(members, document.Member{Key: document.StringValue(key).From(m.Key), Value: e.place(m.Value, at)})
			}
		}
		v = document.ObjectValue(members...).From(v)
	}
	return v.From(at)
}

// member evaluates the access to a member: an object's by name without case, an array's by index.
func (c call) member() result {
	of, key := c.args[0], c.args[1].value
	if of.open != nil && key.Kind() == document.String {
		return of.open(c, key.Text())
	}
	found := result{value: document.UnknownValue()}
	if v, there := selected(of.value, key); there == yes {
		found.value = v
	}
	if of.value.Has(document.Sensitive) {
		found.value = found.value.With(document.Sensitive)
	}
	c.run.spend(of.value.Len()/8, c.at)
	if inner, ok := stripBrackets(of.symbol); ok && isUnknown(found.value) {
		found.symbol = memberSymbol(inner, c.args[1])
	}
	return found
}

// selected returns the member or element of v that key selects, and whether there is one.
func selected(v, key document.Value) (document.Value, truth) {
	if isUnknown(v) || isUnknown(key) {
		return document.Value{}, maybe
	}
	if key.Kind() == document.String && v.Kind() == document.Object {
		return keyed(v, key.Text())
	}
	i, ok := integer(key)
	if !ok || v.Kind() != document.Array || i < 0 || i >= int64(v.Len()) {
		return document.Value{}, no
	}
	return v.Elements()[i], yes
}

// keyed returns the member of an object with that name, and whether there is one: a key that is not known in
// full may be it.
func keyed(v document.Value, name string) (document.Value, truth) {
	if m := member(v, name); isThere(m) {
		return m, yes
	}
	if hasHole(name) || slices.ContainsFunc(v.Members(), func(m document.Member) bool { return hasHole(m.Key.Text()) }) {
		return document.Value{}, maybe
	}
	return document.Value{}, no
}

// memberSymbol returns the symbol of a member of the expression of.
func memberSymbol(of string, key result) string {
	text, ok := key.argument()
	switch {
	case !ok:
		return ""
	case key.value.Kind() == document.String:
		return bracketed(of + "." + key.value.Text())
	}
	return bracketed(of + "[" + text + "]")
}

// maxSymbol bounds what an id may hold of an expression.
const maxSymbol = 400

// bracketed returns the symbol of an expression, none if it is too long to be of use.
func bracketed(s string) string {
	if s == "" || len(s) > maxSymbol {
		return ""
	}
	return "[" + s + "]"
}

// stripBrackets returns the expression in a symbol that is one expression and nothing else.
func stripBrackets(s string) (string, bool) {
	if !strings.HasPrefix(s, "[") {
		return "", false
	}
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth == 0 {
			return s[1:i], i == len(s)-1
		}
	}
	return "", false
}
