package arm

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// intersection keeps what all arguments have: equal elements, or members with equal values.
func intersection(c call) result {
	v := c.args[0].value
	for _, a := range c.args[1:] {
		if isUnknown(v) || isUnknown(a.value) {
			return unknown()
		}
		if v.Kind() != a.value.Kind() {
			c.wrong("intersection takes arrays alone, or objects alone")
			return unknown()
		}
		switch v.Kind() {
		case document.Array:
			v = commonElements(v, a.value)
		case document.Object:
			v = commonMembers(v, a.value)
		default:
			return unknown()
		}
	}
	return result{value: v}
}

func commonElements(a, b document.Value) document.Value {
	var all []document.Value
	for i, e := range a.Elements() {
		in := within(e, b.Elements())
		if in == maybe || within(e, a.Elements()[:i]) != no { // whether repeated elements stay is not documented
			return document.UnknownValue().From(a).From(b)
		}
		if in == yes {
			all = append(all, e)
		}
	}
	return document.ArrayValue(all...).From(a).From(b)
}

// within reports whether e is one of elements.
func within(e document.Value, elements []document.Value) truth {
	found := no
	for _, other := range elements {
		switch same(e, other) {
		case yes:
			return yes
		case maybe:
			found = maybe
		case no:
		}
	}
	return found
}

func commonMembers(a, b document.Value) document.Value {
	var all []document.Member
	for _, m := range a.Members() {
		other, there := keyed(b, m.Key.Text())
		if there == yes {
			there = same(m.Value, other)
		}
		if isThere(other) && !isThere(b.Get(m.Key.Text())) { // another spelling
			there = maybe
		}
		if there == maybe || hasHole(m.Key.Text()) || nests(m.Value) && there == no { // how deep it goes is not documented
			return document.UnknownValue().From(a).From(b)
		}
		if there == yes {
			all = append(all, m)
		}
	}
	return document.ObjectValue(all...).From(a).From(b)
}

func nests(v document.Value) bool { return v.Kind() == document.Array || v.Kind() == document.Object }

// items returns the members of an object as objects with key and value, in the order of their keys.
func items(c call) result {
	v := c.args[0].value
	if v.Kind() != document.Object {
		return unknown()
	}
	members := slices.Clone(v.Members())
	slices.SortStableFunc(members, func(a, b document.Member) int { return strings.Compare(a.Key.Text(), b.Key.Text()) })
	elements := make([]document.Value, 0, len(members))
	for i, m := range members {
		if i > 0 && !precedes(members[i-1].Key.Text(), m.Key.Text()) {
			return unknown()
		}
		elements = append(elements, document.ObjectValue(
			document.Field("key", inherit(v, m.Key)), document.Member{Key: document.StringValue("value"), Value: m.Value}))
	}
	return result{value: document.ArrayValue(elements...).From(inherit(v, document.Value{}))}
}

// precedes reports whether a is before b in the alphabet, whether capitals count or not: how the server compares
// other characters is not documented.
func precedes(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n == len(a) {
		return ascii(b)
	}
	if n == len(b) {
		return false
	}
	return alphanumeric(a[n]) && alphanumeric(b[n]) && strings.ToLower(a[n:n+1]) < strings.ToLower(b[n:n+1])
}

func alphanumeric(c byte) bool { return isDigit(c) || isLetter(c) && c != '_' && c != '$' }

// shallowMerge merges the objects of an array: a later member takes the place of an earlier one as it is.
func shallowMerge(c call) result {
	v := c.args[0].value
	var members []document.Member
	for _, e := range v.Elements() {
		if isUnknown(e) {
			return unknown()
		}
		if e.Kind() != document.Object {
			c.wrong("shallowMerge takes an array of objects")
			return unknown()
		}
		for _, m := range e.Members() {
			if i := indexOf(members, m.Key.Text()); i >= 0 && members[i].Key.Text() != m.Key.Text() {
				return unknown() // which spelling stays is not documented
			}
			members = set(members, m)
		}
	}
	if v.Kind() != document.Array {
		return unknown()
	}
	return result{value: document.ObjectValue(members...).From(inherit(v, document.Value{}))}
}

// fromEnd returns the element that is so many from the end, 1 being the last, and whether there is one.
func fromEnd(c call) (document.Value, truth) {
	v := c.args[0].value
	n, ok := integer(c.args[1].value)
	if v.Kind() != document.Array || !ok {
		return document.Value{}, maybe
	}
	if n < 1 || n > int64(v.Len()) {
		return document.Value{}, no
	}
	return v.Elements()[int64(v.Len())-n], yes
}

func indexFromEnd(c call) result {
	v, there := fromEnd(c)
	if there != yes {
		return unknown()
	}
	return result{value: v}
}

func tryIndexFromEnd(c call) result {
	v, there := fromEnd(c)
	switch there {
	case no:
		return result{value: document.NullValue()}
	case maybe:
		return unknown()
	case yes:
	}
	return result{value: v}
}

// indexIn is indexOf and lastIndexOf: of text without case, of an element with; -1 if it is not there.
func indexIn(find func(s, sub string) int, at func(i, n int) int) func(c call) result {
	return func(c call) result {
		v, what := c.args[0].value, c.args[1].value
		switch {
		case isUnknown(v) || isUnknown(what):
		case v.Kind() == document.String:
			s, sub := v.Text(), what.Text()
			if what.Kind() == document.String && ascii(s) && ascii(sub) && sub != "" {
				return result{value: number(int64(find(strings.ToLower(s), strings.ToLower(sub))))}
			}
		case v.Kind() == document.Array:
			return elementIndex(v.Elements(), what, at)
		}
		return unknown()
	}
}

// forwards and backwards say which of n elements is looked at after i others.
func forwards(i, _ int) int  { return i }
func backwards(i, n int) int { return n - 1 - i }

func elementIndex(elements []document.Value, what document.Value, at func(i, n int) int) result {
	for looked := range elements {
		i := at(looked, len(elements))
		switch same(elements[i], what) {
		case yes:
			return result{value: number(int64(i))}
		case maybe:
			return unknown()
		case no:
		}
	}
	return result{value: number(-1)}
}
