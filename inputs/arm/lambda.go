package arm

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// lambda is what lambda('x', …) returns: an expression with names for what it is called with.
type lambda struct {
	names []string
	body  *expression
	env   env
}

// bound is the variable of a lambda with its value, and those of the lambdas around it.
type bound struct {
	name  string
	value result
	outer *bound
}

// newLambda is the function lambda: names in quotes, and an expression that is not evaluated yet.
func newLambda(c call, args []*expression) result {
	l := &lambda{body: args[len(args)-1], env: c.env}
	for _, name := range args[:len(args)-1] {
		if name.function != "" || name.literal.Kind() != document.String {
			c.run.fail(c.at, "the variables of a lambda must be strings in quotes", "")
			return unknown()
		}
		l.names = append(l.names, name.literal.Text())
	}
	r := unknown()
	r.lambda = l
	return r
}

// lambdaVariables returns a variable of the lambdas around it.
func lambdaVariables(c call) result {
	name := c.args[0].value
	if isUnknown(name) {
		return unknown()
	}
	for b := c.bound; b != nil; b = b.outer {
		if strings.EqualFold(b.name, name.Text()) {
			return b.value
		}
	}
	c.run.fail(c.at, "no lambda around this has a variable "+quote(name.Text()), "")
	return unknown()
}

// apply evaluates the lambda that is argument i with what it takes of the values.
func (c call) apply(i int, values ...document.Value) result {
	l := c.args[i].lambda
	e := l.env
	for j, v := range values[:min(len(l.names), len(values))] {
		e.bound = &bound{name: l.names[j], value: result{value: v}, outer: e.bound}
	}
	return e.evaluate(l.body, c.at)
}

// hasLambda reports whether argument i is a lambda of at least so many and at most so many variables.
func (c call) hasLambda(i, least, most int) bool {
	l := c.args[i].lambda
	if l == nil {
		c.wrong(c.name + " needs a lambda")
		return false
	}
	if len(l.names) < least || len(l.names) > most {
		c.wrong("the lambda of " + c.name + " has the wrong number of variables")
		return false
	}
	return c.run.err == nil
}

func ordinal(i int) document.Value { return number(int64(i)) }

// mapElements is the function map.
func mapElements(c call) result {
	v := c.args[0].value
	if !c.hasLambda(1, 1, 2) || v.Kind() != document.Array {
		return unknown()
	}
	elements := make([]document.Value, 0, v.Len())
	for i, e := range v.Elements() {
		elements = append(elements, c.apply(1, e, ordinal(i)).value)
	}
	return result{value: document.ArrayValue(elements...).From(inherit(v, document.Value{}))}
}

// mapValues maps the values of an object and keeps its keys.
func mapValues(c call) result {
	v := c.args[0].value
	if !c.hasLambda(1, 1, 1) || v.Kind() != document.Object {
		return unknown()
	}
	members := make([]document.Member, 0, v.Len())
	for _, m := range v.Members() {
		members = append(members, document.Member{Key: m.Key, Value: c.apply(1, m.Value).value})
	}
	return result{value: document.ObjectValue(members...).From(inherit(v, document.Value{}))}
}

// filter keeps the elements for which the lambda is true; which those are must be known.
func filter(c call) result {
	v := c.args[0].value
	if !c.hasLambda(1, 1, 2) || v.Kind() != document.Array {
		return unknown()
	}
	kept := make([]document.Value, 0, v.Len())
	for i, e := range v.Elements() {
		switch c.decision(c.apply(1, e, ordinal(i))) {
		case yes:
			kept = append(kept, e)
		case maybe:
			return unknown()
		case no:
		}
	}
	return result{value: document.ArrayValue(kept...).From(inherit(v, document.Value{}))}
}

// decision returns what a lambda has decided, which must be a boolean.
func (c call) decision(r result) truth {
	if r.value.Defined() && r.value.Kind() != document.Boolean {
		c.wrong("the lambda of " + c.name + " must return a boolean, not " + article[r.value.Kind()])
	}
	return truthOfValue(r.value)
}

// reduce computes one value from an array.
func reduce(c call) result {
	v, sum := c.args[0].value, c.args[1]
	if !c.hasLambda(2, 2, 3) || v.Kind() != document.Array {
		return unknown()
	}
	for i, e := range v.Elements() {
		sum = c.apply(2, sum.value, e, ordinal(i))
	}
	return result{value: sum.value}
}

// maxSorted bounds how many elements are sorted: every one is compared with every other.
const maxSorted = 200

// sortElements is the function sort. Elements of which neither comes before the other must be equal, for the
// order of others is not documented.
func sortElements(c call) result {
	v := c.args[0].value
	if !c.hasLambda(1, 2, 2) || v.Kind() != document.Array || v.Len() > maxSorted {
		return unknown()
	}
	elements := v.Elements()
	rank := make([]int, len(elements)) // how many come before
	for i, a := range elements {
		for j, b := range elements[:i] {
			before, after := c.decision(c.apply(1, a, b)), c.decision(c.apply(1, b, a))
			switch {
			case before == maybe || after == maybe || before == after && same(a, b) != yes:
				return unknown()
			case before == after:
			case before == yes:
				rank[j]++
			default:
				rank[i]++
			}
		}
	}
	order := make([]int, len(elements))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return rank[i] - rank[j] })
	sorted := make([]document.Value, len(order))
	for n, i := range order {
		if n > 0 && rank[i] == rank[order[n-1]] && same(elements[i], elements[order[n-1]]) != yes {
			return unknown() // a lambda that is no order
		}
		sorted[n] = elements[i]
	}
	return result{value: document.ArrayValue(sorted...).From(inherit(v, document.Value{}))}
}

// toObject makes an object of an array, with a lambda for the keys and perhaps one for the values.
func toObject(c call) result {
	v := c.args[0].value
	valued := len(c.args) == 3
	if !c.hasLambda(1, 1, 1) || valued && !c.hasLambda(2, 1, 1) || v.Kind() != document.Array {
		return unknown()
	}
	var members []document.Member
	for _, e := range v.Elements() {
		key, ok := c.key(c.apply(1, e))
		if !ok || indexOf(members, key.Text()) >= 0 { // which of two counts is not documented
			return unknown()
		}
		if valued {
			e = c.apply(2, e).value
		}
		members = append(members, document.Member{Key: key, Value: e})
	}
	return result{value: document.ObjectValue(members...).From(inherit(v, document.Value{}))}
}

// groupBy makes an object of arrays: the elements with the same key.
func groupBy(c call) result {
	v := c.args[0].value
	if !c.hasLambda(1, 1, 1) || v.Kind() != document.Array {
		return unknown()
	}
	var members []document.Member
	for _, e := range v.Elements() {
		key, ok := c.key(c.apply(1, e))
		if !ok {
			return unknown()
		}
		i := slices.IndexFunc(members, func(m document.Member) bool { return m.Key.Text() == key.Text() })
		switch {
		case i >= 0:
			members[i].Value = document.ArrayValue(append(slices.Clone(members[i].Value.Elements()), e)...)
		case indexOf(members, key.Text()) >= 0:
			return unknown() // keys that differ only in case
		default:
			members = append(members, document.Member{Key: key, Value: document.ArrayValue(e)})
		}
	}
	return result{value: document.ObjectValue(members...).From(inherit(v, document.Value{}))}
}

// key returns what a lambda gives as the key of an object, which must be a string that is known.
func (c call) key(r result) (document.Value, bool) {
	v := r.value
	if v.Defined() && v.Kind() != document.String {
		c.wrong("the lambda of " + c.name + " must return a string, not " + article[v.Kind()])
	}
	return document.StringValue(v.Text()), v.Kind() == document.String && !v.Has(document.Sensitive)
}
