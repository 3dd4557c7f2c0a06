package arm

import (
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// scope is what names mean within one template.
type scope struct {
	run *run
	// at tells nested templates apart in symbols: "" for the outermost, otherwise its pointer and a colon.
	at string
	// group is the same for templates that go to another resource group than the one around them.
	group                 string
	parameters, variables map[string]*binding // by name in lower case
	definitions           map[string]*definition
	template              document.Value
	path                  document.Path // of template
	level                 level
	index                 index                    // made when it is first needed
	inner                 map[document.Node]*scope // of deployments that reference() led to
}

// binding is a parameter or variable, evaluated when it is first used.
type binding struct {
	symbol     string // that stands for it if it is unknown and no better one is found
	secure     bool
	evaluate   func() result
	result     result
	done, busy bool
}

// get returns the value of a name. One that needs itself is unknown.
func (s *scope) get(b *binding, at document.Value) result {
	if b.done {
		return b.result
	}
	if b.busy || !s.run.enter(at) {
		return named(b.symbol)
	}
	defer s.run.leave()
	b.busy = true
	r := b.evaluate()
	if isUnknown(r.value) && r.symbol == "" {
		r.symbol = b.symbol
	}
	if b.secure {
		r.value = mark(r.value, document.Sensitive)
	}
	b.result, b.done, b.busy = r, true, false
	return r
}

// mark adds m to v and all below it.
func mark(v document.Value, m document.Mark) document.Value {
	switch v.Kind() {
	case document.Array:
		elements := make([]document.Value, 0, v.Len())
		for _, e := range v.Elements() {
			elements = append(elements, mark(e, m))
		}
		return document.ArrayValue(elements...).From(v).With(m)
	case document.Object:
		members := make([]document.Member, 0, v.Len())
		for _, e := range v.Members() {
			members = append(members, document.Member{Key: e.Key, Value: mark(e.Value, m)})
		}
		return document.ObjectValue(members...).From(v).With(m)
	}
	return v.With(m)
}

// declare reads the parameters and variables of a template. given returns the value that a deployment passes
// for a parameter, false if it passes none.
func (s *scope) declare(t document.Value, given func(name string) (func() result, bool)) {
	s.parameters, s.variables, s.template = map[string]*binding{}, map[string]*binding{}, t
	s.define(t)
	for _, m := range member(t, "parameters").Members() {
		name := m.Key.Text()
		evaluate, ok := given(name)
		if !ok {
			evaluate = s.defaultOf(t, m.Value)
		}
		b := &binding{symbol: s.symbol("parameters", name), secure: isSecure(t, m.Value), evaluate: evaluate}
		if b.secure {
			s.run.document.Hide(member(m.Value, "defaultValue").Node())
		}
		s.add(s.parameters, m, b)
	}
	for _, m := range member(t, "variables").Members() {
		if loops, ok := propertyLoops(m); ok {
			for _, l := range loops {
				s.variable(member(l, "name"), l, func() result { return result{value: env{scope: s}.propertyLoop(l)} })
			}
			continue
		}
		s.variable(m.Key, m.Value, func() result { return env{scope: s}.result(m.Value) })
	}
}

func (s *scope) variable(name, at document.Value, evaluate func() result) {
	s.add(s.variables, document.Member{Key: name, Value: at},
		&binding{symbol: s.symbol("variables", name.Text()), evaluate: evaluate})
}

func (s *scope) add(to map[string]*binding, m document.Member, b *binding) {
	name := strings.ToLower(m.Key.Text())
	if to[name] != nil {
		s.run.fail(m.Value, fmt.Sprintf("the name %q is declared twice", m.Key.Text()),
			"names that differ only in case are the same")
	}
	to[name] = b
}

func (s *scope) symbol(kind, name string) string {
	return bracketed(s.at + kind + "('" + strings.ReplaceAll(name, "'", "''") + "')")
}

// defaultOf returns how to evaluate a parameter that nobody has given a value.
func (s *scope) defaultOf(t, declaration document.Value) func() result {
	return func() result {
		if v := member(declaration, "defaultValue"); isThere(v) {
			return env{scope: s}.result(v)
		}
		if declares(t, declaration, isNullable) {
			return result{value: document.NullValue().From(declaration)}
		}
		return unknown()
	}
}

func isNullable(declaration document.Value) bool { return member(declaration, "nullable").Bool() }

// isSecure reports whether a parameter is declared as a secret.
func isSecure(t, declaration document.Value) bool {
	return declares(t, declaration, func(d document.Value) bool {
		kind := member(d, "type").Text()
		return strings.EqualFold(kind, "securestring") || strings.EqualFold(kind, "secureobject")
	})
}

// maxReferences is how many type definitions may lead from one to the next.
const maxReferences = 16

// declares reports whether something holds of a declaration or of a type definition that it refers to.
func declares(t, declaration document.Value, holds func(document.Value) bool) bool {
	for range maxReferences {
		if holds(declaration) {
			return true
		}
		name, ok := strings.CutPrefix(member(declaration, "$ref").Text(), "#/definitions/")
		if !ok {
			return false
		}
		declaration = member(member(t, "definitions"), name)
	}
	return false
}
