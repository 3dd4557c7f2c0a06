package arm

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// index is the resources of a template by what reference() may call them: symbolic name, id, or name. Those that
// may not come to be, or more than once, are there as well, so that they are not taken for others.
type index map[string]*indexed

type indexed struct {
	declaration declaration
	certain     bool
}

// find returns the one resource of the template that is called ref.
func (s *scope) find(ref string) (declaration, bool) {
	if s.index == nil {
		s.index = index{} // to be found empty while it is being made
		made := index{}
		s.run.tentative++
		s.addAll(made, member(s.template, "resources"), s.path.Key("resources"), declaration{})
		s.run.tentative--
		s.index = made
	}
	found := s.index[strings.ToLower(ref)]
	if found == nil || !found.certain {
		return declaration{}, false
	}
	return found.declaration, true
}

// addAll adds resources to the index, with those within them.
func (s *scope) addAll(to index, resources document.Value, path document.Path, around declaration) {
	for _, m := range resources.Members() {
		d := declaration{raw: m.Value, path: path.Key(m.Key.Text())}
		s.addOne(to, d, s.isCertain(m.Value))
		to.add(m.Key.Text(), d, s.isCertain(m.Value))
	}
	for i, raw := range resources.Elements() {
		d := declaration{raw: raw, path: path.Index(i), versioned: around.versioned, within: around.within}
		s.addOne(to, d, s.isCertain(raw))
	}
}

func (s *scope) addOne(to index, d declaration, certain bool) {
	if isThere(member(d.raw, "copy")) || d.raw.Kind() != document.Object || s.run.err != nil {
		return // its names are not known without the loop
	}
	known, ok := env{scope: s, resource: true}.identify(d, d.path.String()[1:])
	if !ok {
		return
	}
	to.add(s.prefix()+known.id, d, certain)
	to.add(known.fullName, d, certain)
	s.addAll(to, member(d.raw, "resources"), d.path.Key("resources"), declaration{versioned: d.versioned, within: &known})
}

// add takes in a resource by one of its names; a name that two have is nobody's.
func (x index) add(name string, d declaration, certain bool) {
	name = strings.ToLower(name)
	if old := x[name]; old != nil && old.declaration.raw.Node() != d.raw.Node() {
		old.certain = false
		return
	}
	x[name] = &indexed{declaration: d, certain: certain}
}

// isCertain reports whether a declaration makes exactly one resource, whatever happens.
func (s *scope) isCertain(raw document.Value) bool {
	condition := member(raw, "condition")
	return raw.Kind() == document.Object && !isThere(member(raw, "copy")) && !member(raw, "existing").Bool() &&
		(!isThere(condition) || env{scope: s}.value(condition).Bool())
}

// nested returns where the names of the template within a deployment are evaluated that is not in a loop; its
// scope is nil if the template is not there to be seen.
func (s *scope) nested(d declaration) env {
	properties := member(d.raw, "properties")
	switch {
	case !isThere(inline(properties)):
		return env{}
	case !isInner(properties):
		return env{scope: s}
	}
	inner, ok := s.inner[d.raw.Node()]
	if !ok {
		inner = env{scope: s}.innerScope(d, d.path.String()[1:])
		if s.inner == nil {
			s.inner = map[document.Node]*scope{}
		}
		s.inner[d.raw.Node()] = inner
	}
	return env{scope: inner}
}
