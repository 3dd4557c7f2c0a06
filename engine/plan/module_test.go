package plan_test

import (
	"fmt"
	"strings"
)

// newModule writes a module of the package gen; its rules are the names of those that are no functions.
func newModule(c *chooser, h *harvest) *generated {
	g := &generated{chooser: c, special: specials(), harvest: h}
	g.source.WriteString("package gen\n")
	for i := range 2 + g.below(4) {
		g.vars = nil
		if g.percent(25) {
			g.function(fmt.Sprintf("f%d", i))
			continue
		}
		name := fmt.Sprintf("r%d", i)
		kind := g.define(name)
		g.rules = append(g.rules, variable{name, kind})
	}
	return g
}

// definition writes a head and a body; the body comes first, because the head uses what it binds.
func (g *generated) definition(head, value string) {
	scope := len(g.vars)
	body := g.body("\n\t")
	g.source.WriteString("\n" + strings.ReplaceAll(g.replace(head), "{value}", "") + g.valueOf(value) + " if {\n\t" + body + "\n}\n")
	g.vars = g.vars[:scope]
}

func (g *generated) valueOf(kind string) string {
	if kind == "" {
		return ""
	}
	return " := " + g.expand(kind)
}

// define writes a rule of one of the forms and returns the kind of its value.
func (g *generated) define(name string) string {
	kind := pick(g.chooser, kindsOfValues)
	if g.percent(15) {
		fmt.Fprintf(&g.source, "\ndefault %s := %s\n", name, g.constant(kind))
		g.ordered(name, kind, g.below(2))
		return kind
	}
	switch g.below(10) {
	case 0:
		for range 1 + g.below(2) {
			g.definition(name, "")
		}
		return "bool"
	case 1, 2:
		for range 1 + g.below(2) {
			g.definition(name+" contains {any}", "")
		}
		return "set"
	case 3, 4:
		for range 1 + g.below(2) {
			g.definition(name+"[{str.leaf}]", "any")
		}
		return "obj"
	case 5:
		g.definition(name+"[{any.leaf}][{any.leaf}]", "any")
		return "obj"
	case 6:
		g.definition(name+".a.b", "any")
		g.definition(name+".a[{str.leaf}]", "any")
		return "obj"
	case 7:
		for range 1 + g.below(2) {
			g.definition(name+"[{str.leaf}] contains {any}", "")
		}
		return "obj"
	}
	g.ordered(name, kind, g.below(3))
	return kind
}

// ordered writes a rule or function with so many else branches.
func (g *generated) ordered(head, kind string, branches int) {
	g.definition(head, kind)
	for range branches {
		text := strings.TrimSuffix(g.source.String(), "\n")
		g.source.Reset()
		g.source.WriteString(text + " else")
		scope := len(g.vars)
		body := g.body("\n\t")
		g.source.WriteString(g.valueOf(kind) + " if {\n\t" + body + "\n}\n")
		g.vars = g.vars[:scope]
	}
}

// constant is a value for a default rule.
func (g *generated) constant(kind string) string {
	if kind == "set" {
		return "set()"
	}
	return g.json(kind, 1)
}

// function writes a function and how it may be called.
func (g *generated) function(name string) {
	kind := pick(g.chooser, kindsOfValues)
	x, y := g.bind("any"), g.bind("any")
	var call string
	switch g.below(6) {
	case 0:
		fmt.Fprintf(&g.source, "\ndefault %s(_) := %s\n", name, g.constant(kind))
		g.vars = g.vars[:1]
		g.ordered(name+"("+x+")", kind, g.below(2))
		call = name + "({any})"
	case 1:
		g.definition(name+"(["+x+", "+y+"])", kind)
		call = name + "([{any}, {any}])"
	case 2:
		literal := pick(g.chooser, []string{`"a"`, "1", "true"})
		g.definition(name+"("+literal+", "+x+", "+y+")", kind)
		g.definition(name+"("+x+", "+`"b", `+y+")", kind)
		call = name + "({any.leaf}, {str.leaf}, {any})"
	case 3:
		g.vars = g.vars[:1]
		g.definition(name+"("+x+")", "")
		call = name + "({any})"
	default:
		g.ordered(name+"("+x+", "+y+")", kind, g.below(2))
		call = name + "({any}, {any})"
	}
	g.calls = append(g.calls, call)
}
