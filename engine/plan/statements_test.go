package plan_test

import (
	"fmt"
	"strings"
)

// specials are the parts of the grammar that bind variables or depend on what is there.
func specials() map[string]func(*generated) string {
	return map[string]func(*generated) string{
		"let":       (*generated).let,
		"let.with":  (*generated).letWith,
		"some":      (*generated).some,
		"iterate":   (*generated).iterate,
		"unify":     (*generated).unify,
		"walk":      (*generated).walk,
		"every":     (*generated).every,
		"with":      (*generated).with,
		"path":      func(g *generated) string { return g.path(iterating) },
		"closed":    func(g *generated) string { return g.path(closed) },
		"rule":      (*generated).rule,
		"statement": (*generated).statement,
		"call":      (*generated).call,
		"list":      func(g *generated) string { return g.field("arr") },
	}
}

func (g *generated) letWith() string {
	with := g.with()
	return g.let() + " with " + with
}

func (g *generated) let() string {
	kind := pick(g.chooser, kindsOfValues)
	value := g.expand(kind)
	return g.bind(kind) + " := " + value
}

// collection is a container and the kind that its elements may have.
func (g *generated) collection() string {
	switch g.below(6) {
	case 0:
		return g.expand("set")
	case 1:
		return g.expand("obj")
	case 2:
		return g.expand("arr")
	case 3:
		return g.path(closed)
	}
	return g.field(pick(g.chooser, []string{"arr", "arr", "obj"}))
}

func (g *generated) some() string {
	in := g.collection()
	if g.percent(50) {
		return "some " + g.bind("any") + " in " + in
	}
	key := g.bind("any")
	return "some " + key + ", " + g.bind("any") + " in " + in
}

// iterate goes through what a reference with a new variable in it finds.
func (g *generated) iterate() string {
	in := g.field(pick(g.chooser, []string{"arr", "obj"}))
	if name := g.variable(g.rules, pick(g.chooser, []string{"arr", "obj", "set"})); name != "" && g.percent(20) {
		in = name
	}
	key := g.name("any")
	text := "some " + key.name + "; " + in + "[" + key.name + "]"
	switch g.below(4) {
	case 0:
		text += " == " + g.expand("any")
	case 1:
		inner := g.name("any")
		text = "some " + inner.name + "; " + text + "[" + inner.name + "] == " + g.expand("any.leaf")
		g.vars = append(g.vars, inner)
	case 2:
		text += "[" + g.segment() + "]"
	}
	g.vars = append(g.vars, key)
	return text
}

func (g *generated) unify() string {
	value, x, y := g.expand("any"), g.name("any"), g.name("any")
	decl := "some " + x.name + "; "
	switch g.below(5) {
	case 0:
		g.vars = append(g.vars, x)
		return decl + "[" + x.name + ", _] = " + g.field("arr")
	case 1:
		g.vars = append(g.vars, x)
		return decl + "{\"a\": " + x.name + "} = " + g.field("obj")
	case 2:
		g.vars = append(g.vars, x)
		return decl + x.name + " = " + value
	case 3:
		g.vars = append(g.vars, x, y)
		return "some " + y.name + "; " + decl + "[" + x.name + ", {" + `"b": ` + y.name + "}] = [" + value + ", " + g.field("obj") + "]"
	}
	return g.path(closed) + " = " + value
}

func (g *generated) walk() string {
	in := g.field(pick(g.chooser, []string{"arr", "obj", "any"}))
	path := g.bind("arr")
	return "walk(" + in + ", [" + path + ", " + g.bind("any") + "])"
}

func (g *generated) every() string {
	in, scope := g.collection(), len(g.vars)
	value := g.bind("any")
	head, body := value, value+pick(g.chooser, []string{" != ", " == ", " < "})+g.leaf("any")
	if g.percent(40) {
		key := g.bind("any")
		head, body = key+", "+value, body+"; "+key+" != "+g.leaf("any")
	}
	body = g.expand("test") + "; " + body
	g.vars = g.vars[:scope]
	return head + " in " + in + " { " + body + " }"
}

// with is one replacement, without the keyword.
func (g *generated) with() string {
	value := g.expand("any.leaf")
	switch g.below(8) {
	case 0:
		return "input as {\"n\": " + value + ", \"xs\": [" + g.expand("any.leaf") + "], \"o\": {\"a\": 1}}"
	case 1:
		return "data.d.o as " + g.expand("obj")
	case 2:
		return "data.d.xs as " + g.expand("arr")
	case 3:
		if len(g.rules) > 0 {
			return "data.gen." + pick(g.chooser, g.rules).name + " as " + value
		}
	case 4:
		return "count as " + pick(g.chooser, []string{"7", "sum", `"x"`})
	case 5:
		return "input.o.a as " + value
	case 6:
		return "data.d.o.b.c as " + value
	}
	return pick(g.chooser, []string{"input.", "data.d."}) + pick(g.chooser, fields).name + " as " + value
}

// segment is one step of a reference, without brackets.
func (g *generated) segment() string {
	switch g.below(6) {
	case 0:
		return pick(g.chooser, numbersOfUniverse[:10])
	case 1, 2:
		return `"` + pick(g.chooser, namesOfUniverse) + `"`
	case 3:
		if v := g.variable(g.vars, "any"); v != "" {
			return v
		}
	}
	return pick(g.chooser, []string{"0", "1", `"a"`, `"b"`})
}

// wildcards says whether a reference may have some.
type wildcards int

const (
	closed wildcards = iota
	iterating
)

// path is a reference of up to three steps below a field.
func (g *generated) path(allowed wildcards) string {
	iterates := allowed == iterating
	path := g.field("any")
	switch g.below(6) {
	case 0:
		path = g.rule()
	case 1:
		if v := g.variable(g.vars, "any"); v != "" {
			path = v
		}
	case 2:
		path = pick(g.chooser, []string{"data.gen", "data.d", "input", "data"})
		if !iterates {
			path = "data.d"
		}
	}
	for range g.below(3) {
		if iterates && g.percent(25) {
			path += "[_]"
			continue
		}
		path += "[" + g.segment() + "]"
	}
	if path == "data.gen" || path == "data" {
		path = "data.d"
	}
	return strings.Replace(path, "data.gen[_]", "data.d[_]", 1)
}

// rule is a reference to a rule that was made before, or to a field.
func (g *generated) rule() string {
	if len(g.rules) == 0 {
		return g.field("any")
	}
	name := pick(g.chooser, g.rules).name
	if g.percent(15) {
		return fmt.Sprintf("data.gen[%q]", name)
	}
	return name
}

func (g *generated) call() string {
	if len(g.calls) == 0 {
		return g.leaf("any")
	}
	return g.fill(pick(g.chooser, g.calls))
}
