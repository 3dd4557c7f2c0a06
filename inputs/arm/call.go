package arm

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// call is the call of a function with its arguments evaluated.
type call struct {
	env
	at   document.Value // the string that it is written in
	name string
	args []result
}

// function is what the name of a function means. One of known, any and form is set.
type function struct {
	takes signature
	// known computes the result from arguments in which nothing is unknown; undefined if the server would
	// refuse them, or if the result cannot be computed exactly.
	known func(args []document.Value) document.Value
	// any is for functions that need more than known arguments, or less.
	any func(c call) result
	// form is for functions that do not need all of their arguments evaluated, or not once. It checks what it is
	// given, but not how much: that is done.
	form func(c call, args []*expression) result
}

// result calls the function. A function that nobody here knows is unknown.
func (c call) result() result {
	name := strings.ToLower(c.name)
	if d := c.scope.definitions[name]; d != nil {
		return c.defined(d)
	}
	f, ok := c.run.functions[name]
	if !ok {
		return c.unlisted(name)
	}
	if !c.check(f.takes) || !c.charge() {
		return unknown()
	}
	r := unknown()
	if f.any != nil {
		r = f.any(c)
	} else if !c.isOpen() {
		r.value = f.known(c.values())
		if c.holds(document.Sensitive) {
			r.value = mark(r.value, document.Sensitive)
		}
	}
	c.run.spend(len(r.value.Text())/16, c.at)
	if r.value.Defined() {
		return r
	}
	if r.symbol == "" && !slices.Contains(private, name) {
		r.symbol = c.unknown().symbol
	}
	r.value = r.value.With(document.Unknown | c.sensitivity())
	return r
}

// private names the functions whose calls mean different things in different places.
var private = []string{"parameters", "variables", "lambdavariables", "reference"}

// evaluated calls the function with the arguments x.
func (c call) evaluated(x []*expression) result {
	if f, ok := c.run.functions[strings.ToLower(c.name)]; ok && f.form != nil {
		if !f.takes.fits(len(x)) {
			c.run.fail(c.at, f.takes.misfit(c.name, len(x)), "")
			return unknown()
		}
		return f.form(c, x)
	}
	c.args = make([]result, len(x))
	for i, arg := range x {
		c.args[i] = c.evaluate(arg, c.at)
	}
	if c.name == "" {
		return c.member()
	}
	return c.result()
}

// unlisted returns the unknown result of a function that only the server can evaluate.
func (c call) unlisted(name string) result {
	r := unknown()
	switch {
	case strings.HasPrefix(name, "list"): // listKeys, listAccountSas, …: all of them return secrets
		r.value = r.value.With(document.Sensitive)
	case slices.Contains(settled, name):
		r = c.unknown()
	case slices.Contains(surroundings, name):
		r = named(bracketed(c.group + c.name + "()"))
	}
	r.value = r.value.With(document.Unknown | c.sensitivity())
	return r
}

// settled names the functions that give the same result for the same arguments throughout a template, and
// surroundings those that do so within one resource group.
var (
	settled      = []string{"uniquestring", "guid", "environment", "tenant"}
	surroundings = []string{"resourcegroup", "subscription", "managementgroup"}
)

// unknown returns an unknown result whose symbol is the call with its arguments.
func (c call) unknown() result {
	texts := make([]string, len(c.args))
	for i, a := range c.args {
		text, ok := a.argument()
		if !ok {
			return unknown()
		}
		texts[i] = text
	}
	return named(bracketed(c.name + "(" + strings.Join(texts, ", ") + ")"))
}

// argument returns how a value is written as the argument of a call; false for what is too large to write,
// secret, or unknown without a symbol.
func (r result) argument() (string, bool) {
	v := r.value
	if v.Has(document.Sensitive) {
		return "", false
	}
	switch v.Kind() {
	case document.Undefined:
		if r.lambda != nil {
			return "", false
		}
		if inner, ok := stripBrackets(r.symbol); ok {
			return inner, true
		}
		return quote(r.symbol), r.symbol != ""
	case document.String:
		return quote(bare(v.Text())), len(v.Text()) <= maxSymbol
	case document.Number:
		return v.Text(), true
	case document.Boolean:
		return fmt.Sprintf("%t()", v.Bool()), true
	case document.Null:
		return "null()", true
	}
	return "", false
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// charge takes the work that the arguments may cause from the budget and reports whether that was enough.
func (c call) charge() bool {
	for _, a := range c.args {
		if !c.run.spend(weight(a.value, maxCost-c.run.cost), c.at) {
			return false
		}
	}
	return c.run.err == nil
}

// weight returns how much work looking at the whole of v is, or something above enough.
func weight(v document.Value, enough int) int {
	w := 1 + len(v.Text())/16
	for _, e := range v.Elements() {
		if w > enough {
			return w
		}
		w += weight(e, enough-w)
	}
	for _, m := range v.Members() {
		if w > enough {
			return w
		}
		w += weight(m.Value, enough-w)
	}
	return w
}

// holds reports whether an argument, or anything in it, carries m.
func (c call) holds(m document.Mark) bool {
	return slices.ContainsFunc(c.args, func(a result) bool { return holds(a.value, m) })
}

func holds(v document.Value, m document.Mark) bool {
	if v.Has(m) {
		return true
	}
	return slices.ContainsFunc(v.Elements(), func(e document.Value) bool { return holds(e, m) }) ||
		slices.ContainsFunc(v.Members(), func(e document.Member) bool { return holds(e.Value, m) })
}

// sensitivity returns the mark for a result computed from the arguments.
func (c call) sensitivity() document.Mark {
	if c.holds(document.Sensitive) {
		return document.Sensitive
	}
	return 0
}

func (c call) values() []document.Value {
	values := make([]document.Value, len(c.args))
	for i, a := range c.args {
		values[i] = a.value
	}
	return values
}
