package arm

import (
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// definition is a function that the template defines.
type definition struct {
	template document.Value
	value    document.Value // what it returns
	names    []string       // of its parameters
}

// define reads the functions that a template defines: namespaces of members.
func (s *scope) define(t document.Value) {
	s.definitions = map[string]*definition{}
	for _, space := range member(t, "functions").Elements() {
		name := member(space, "namespace")
		if name.Kind() != document.String {
			s.run.fail(space, "a namespace of functions needs its name", "")
		}
		for _, m := range member(space, "members").Members() {
			s.defineOne(t, name.Text(), m)
		}
	}
}

func (s *scope) defineOne(t document.Value, space string, m document.Member) {
	d := &definition{template: t, value: member(member(m.Value, "output"), "value")}
	if !isThere(d.value) {
		s.run.fail(orElse(m.Value, m.Key), "the function "+quote(m.Key.Text())+" has no output with a value", "")
	}
	for _, p := range member(m.Value, "parameters").Elements() {
		name := member(p, "name")
		if name.Kind() != document.String {
			s.run.fail(p, "a parameter of a function needs its name", "")
		}
		d.names = append(d.names, name.Text())
	}
	full := strings.ToLower(space + "." + m.Key.Text())
	if s.definitions[full] != nil {
		s.run.fail(m.Value, fmt.Sprintf("the function %q is defined twice", space+"."+m.Key.Text()), "")
	}
	s.definitions[full] = d
}

// defined calls a function that the template defines. It sees its parameters and the other functions, and
// nothing else of the template.
func (c call) defined(d *definition) result {
	if len(c.args) != len(d.names) {
		c.run.fail(c.at, fmt.Sprintf("%s takes %s, not %d", c.name, arguments(len(d.names)), len(c.args)), "")
		return unknown()
	}
	s := &scope{
		run: c.run, at: c.scope.at, group: c.group, level: c.level, definitions: c.definitions,
		parameters: map[string]*binding{}, variables: map[string]*binding{},
	}
	for i, name := range d.names {
		s.parameters[strings.ToLower(name)] = &binding{result: c.args[i], done: true}
	}
	if !c.run.enter(c.at) {
		c.run.leave()
		return unknown()
	}
	defer c.run.leave()
	r := env{scope: s}.result(d.value)
	r.value = r.value.With(c.sensitivityOf(r))
	return r
}

// sensitivityOf returns the mark for an unknown result: it may come from any of the arguments.
func (c call) sensitivityOf(r result) document.Mark {
	if r.value.Defined() {
		return 0
	}
	return c.sensitivity()
}
