package arm

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// template reads the outermost template.
func (r *run) template(t document.Value) {
	s := &scope{run: r, level: levelOf(t)}
	g := r.readParameters(r.parameters, t)
	s.declare(t, func(name string) (func() result, bool) {
		return g.value(t, member(member(t, "parameters"), name), name)
	})
	env{scope: s}.resources(t, nil)
}

// resources reads the resources that template t declares. path is where t stands.
func (e env) resources(t document.Value, path document.Path) {
	resources := member(t, "resources")
	path = path.Key("resources")
	switch resources.Kind() {
	case document.Array:
		strict := !isThere(member(t, "apiProfile"))
		for i, raw := range resources.Elements() {
			e.declaration(declaration{raw: raw, path: path.Index(i), versioned: strict})
		}
	case document.Object:
		for _, m := range resources.Members() {
			e.declaration(declaration{raw: m.Value, path: path.Key(m.Key.Text())})
		}
	default:
		e.run.fail(orElse(resources, t), "the template has no resources",
			"resources is an array, or an object of symbolic names")
	}
}

// declaration is a resource as a template declares it.
type declaration struct {
	raw  document.Value
	path document.Path
	// versioned says that it must have an apiVersion; symbolic names may stand for things without.
	versioned bool
	// within is the resource that it is nested in, nil if in none.
	within *declared
}

// declared is a resource whose name has been worked out.
type declared struct {
	identity
	fullName string // with the names of those it is nested in
}

// declaration reads a resource as often as its copy loop says, with all that is nested in it.
func (e env) declaration(d declaration) {
	if d.raw.Kind() != document.Object {
		e.run.fail(d.raw, "a resource must be an object", "")
		return
	}
	e.checkKeys(d.raw.Members())
	iterations := e.iterations(d.raw)
	if len(iterations) == 1 && isThere(member(d.raw, "copy")) && isUnknown(iterations[0].loops.index.value) {
		e.run.tentative++ // the loop may never run
		defer func() { e.run.tentative-- }()
	}
	for i, iteration := range iterations {
		if !e.run.spend(1, d.raw) {
			return
		}
		at := d.path.String()[1:]
		if i > 0 {
			at += "#" + strconv.Itoa(i)
		}
		iteration.resource = true
		iteration.one(d, at)
	}
}

// iterations returns the surroundings of each copy of a resource. A loop whose count is not known has one,
// in which its index is not known either.
func (e env) iterations(raw document.Value) []env {
	l := member(raw, "copy")
	if !isThere(l) {
		return []env{e}
	}
	name := member(l, "name")
	if l.Kind() != document.Object || name.Kind() != document.String {
		e.run.fail(l, "the copy loop of a resource must be an object with name and count", "")
		return nil
	}
	inner := env{scope: e.scope, loops: e.loops, bound: e.bound}
	n, known := inner.count(l)
	index := named(bracketed("copyIndex(" + quote(name.Text()) + ")"))
	if !known {
		n = 1
	}
	all := make([]env, n)
	for i := range all {
		if known {
			index = result{value: number(int64(i))}
		}
		all[i] = env{scope: e.scope, loops: &loop{name: name.Text(), index: index, whole: true, outer: e.loops}}
	}
	return all
}

// one reads one copy of a resource; at tells it from all others.
func (e env) one(d declaration, at string) {
	known, ok := e.identify(d, at)
	if !ok {
		return
	}
	condition := member(d.raw, "condition")
	certain := truthOfValue(e.boolean(condition, "the condition of a resource"))
	if existing := member(d.raw, "existing"); isThere(existing) && isUnknown(e.boolean(existing, "existing")) {
		e.run.fail(existing, "existing must be true or false", "")
	}
	deployed := certain != no && !member(d.raw, "existing").Bool()
	if isThere(condition) && certain == maybe {
		e.run.tentative++
		defer func() { e.run.tentative-- }()
	}
	if deployed {
		e.add(d, &known, at)
	}
	children := member(d.raw, "resources")
	if isThere(children) && children.Kind() != document.Array {
		e.run.fail(children, "the resources within a resource must be an array", "")
	}
	for i, raw := range children.Elements() {
		path := d.path.Key("resources").Index(i)
		e.declaration(declaration{raw: raw, path: path, versioned: d.versioned, within: &known})
	}
	if deployed && isDeployment(known.kind) {
		e.deployment(d, at)
	}
}

// boolean evaluates a member that must be a boolean if it is there and known. The server may take the words for
// booleans too.
func (e env) boolean(v document.Value, what string) document.Value {
	value := e.value(v)
	isWord := strings.EqualFold(value.Text(), "true") || strings.EqualFold(value.Text(), "false")
	if isWord {
		return document.UnknownValue()
	}
	if value.Defined() && value.Kind() != document.Boolean && value.Kind() != document.Null {
		e.run.fail(v, what+" must be a boolean, not "+article[value.Kind()], "")
	}
	return value
}

// required returns a member that must be a string when it is known.
func (e env) required(raw document.Value, name string) (result, bool) {
	v := member(raw, name)
	if !isThere(v) || v.Kind() == document.Null {
		e.run.fail(raw, "the resource has no "+name, "")
		return result{}, false
	}
	r := e.result(v)
	if r.value.Defined() && r.value.Text() == "" || r.value.Kind() == document.Number {
		e.run.fail(v, fmt.Sprintf("%s must be a string with something in it", name), "")
	}
	return r, e.run.err == nil
}
