package arm

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

func createArray(c call) result { return result{value: document.ArrayValue(c.values()...)} }

// createObject takes keys and values in turn. With an unknown key it is unknown.
func createObject(c call) result {
	if len(c.args)%2 != 0 {
		return unknown()
	}
	var members []document.Member
	for i := 0; i < len(c.args); i += 2 {
		key := c.args[i].value
		if key.Kind() != document.String || key.Has(document.Sensitive) {
			return unknown()
		}
		members = set(members, document.Member{Key: key, Value: c.args[i+1].value})
	}
	return result{value: document.ObjectValue(members...)}
}

// set replaces the member with m's key, or adds m.
func set(members []document.Member, m document.Member) []document.Member {
	if i := indexOf(members, m.Key.Text()); i >= 0 {
		members[i] = m
		return members
	}
	return append(members, m)
}

func indexOf(members []document.Member, key string) int {
	return slices.IndexFunc(members, func(m document.Member) bool { return strings.EqualFold(m.Key.Text(), key) })
}

func first(c call) result { return end(c.args[0].value, 0) }

func last(c call) result { return end(c.args[0].value, c.args[0].value.Len()-1) }

// end returns the element at i, one of the two ends; null if there is none.
func end(v document.Value, i int) result {
	switch v.Kind() {
	case document.Array:
		if v.Len() == 0 {
			return result{value: document.NullValue()}
		}
		return result{value: v.Elements()[i]}
	case document.String:
		if s := v.Text(); s == "" {
			return result{value: v}
		} else if ascii(s) && i == 0 {
			return result{value: document.StringValue(s[:1]).From(v)}
		} else if ascii(s) {
			return result{value: document.StringValue(s[len(s)-1:]).From(v)}
		}
	}
	return unknown()
}

// tryGet follows keys and indexes, and is null where they lead nowhere.
func tryGet(c call) result {
	v := c.args[0].value
	for _, key := range c.args[1:] {
		next, there := selected(v, key.value)
		switch there {
		case maybe:
			return unknown()
		case no:
			return result{value: document.NullValue()}
		case yes:
		}
		v = next.From(inherit(v, next))
	}
	return result{value: v}
}

// inherit returns child with the sensitivity of its parent.
func inherit(parent, child document.Value) document.Value {
	if parent.Has(document.Sensitive) {
		return child.With(document.Sensitive)
	}
	return child
}

// union merges objects, whose later members win, or arrays, of which equal elements are kept once.
func union(c call) result {
	v := c.args[0].value
	for _, a := range c.args[1:] {
		switch {
		case isUnknown(v) || isUnknown(a.value):
			return unknown()
		case v.Kind() != a.value.Kind():
			if v.Kind() != document.Null && a.value.Kind() != document.Null {
				c.wrong("union takes arrays alone, or objects alone")
			}
			return unknown()
		case v.Kind() == document.Object:
			v = mergeObjects(v, a.value)
		case v.Kind() == document.Array:
			v = mergeArrays(v, a.value)
		default:
			return unknown()
		}
	}
	return result{value: v}
}

func mergeObjects(a, b document.Value) document.Value {
	members := slices.Clone(a.Members())
	for _, m := range b.Members() {
		i := indexOf(members, m.Key.Text())
		if i < 0 {
			members = append(members, m)
			continue
		}
		members[i].Value = mergeMember(members[i].Value, m.Value)
	}
	return document.ObjectValue(members...).From(a).From(b)
}

// mergeMember merges objects within objects. Whether null hides a value is not documented.
func mergeMember(old, n document.Value) document.Value {
	switch {
	case old.Kind() == document.Object && n.Kind() == document.Object:
		return mergeObjects(old, n)
	case old.Kind() == document.Object && isUnknown(n), n.Kind() == document.Null && old.Kind() != document.Null:
		return document.UnknownValue().From(old).From(n)
	}
	return n
}

func mergeArrays(a, b document.Value) document.Value {
	var all []document.Value
	for _, e := range slices.Concat(a.Elements(), b.Elements()) {
		found := no
		for _, old := range all {
			switch same(old, e) {
			case yes:
				found = yes
			case maybe:
				return document.UnknownValue().From(a).From(b)
			case no:
			}
			if found == yes {
				break
			}
		}
		if found == no {
			all = append(all, e)
		}
	}
	return document.ArrayValue(all...).From(a).From(b)
}

// array makes an array of what is none.
func array(c call) result {
	v := c.args[0].value
	if isUnknown(v) || v.Kind() == document.Array {
		return c.args[0]
	}
	return result{value: document.ArrayValue(v)}
}

// objectKeys returns the keys of an object; in which order is not documented for more than one.
func objectKeys(c call) result {
	v := c.args[0].value
	if v.Kind() != document.Object || v.Len() > 1 {
		return unknown()
	}
	var keys []document.Value
	for _, m := range v.Members() {
		keys = append(keys, inherit(v, m.Key))
	}
	return result{value: document.ArrayValue(keys...)}
}

// flatten takes one level of nesting away.
func flatten(c call) result {
	var all []document.Value
	v := c.args[0].value
	for _, e := range v.Elements() {
		if e.Kind() != document.Array {
			return unknown()
		}
		all = append(all, e.Elements()...)
	}
	if v.Kind() != document.Array {
		return unknown()
	}
	return result{value: document.ArrayValue(all...)}
}

// take returns the first elements of an array or characters of a string, skip all but those.
func take(args []document.Value) document.Value {
	n, ok := cut(args)
	if !ok {
		return document.Value{}
	}
	if args[0].Kind() == document.String {
		return text(args[0].Text()[:n])
	}
	return document.ArrayValue(args[0].Elements()[:n]...)
}

func skip(args []document.Value) document.Value {
	n, ok := cut(args)
	if !ok {
		return document.Value{}
	}
	if args[0].Kind() == document.String {
		return text(args[0].Text()[n:])
	}
	return document.ArrayValue(args[0].Elements()[n:]...)
}

// cut returns where to cut args[0], at args[1] or at its end.
func cut(args []document.Value) (int, bool) {
	n, ok := integer(args[1])
	length := args[0].Len()
	switch args[0].Kind() {
	case document.String:
		length = len(args[0].Text())
		ok = ok && ascii(args[0].Text())
	case document.Array:
	default:
		return 0, false
	}
	return int(min(max(n, 0), int64(length))), ok
}

// sequence is the function range: numbers from a start, at most as many as the server allows.
func sequence(args []document.Value) document.Value {
	n, ok := integers(args)
	if !ok || len(n) != 2 || n[1] < 0 || n[1] > 10_000 || n[0] > 1<<31 {
		return document.Value{}
	}
	elements := make([]document.Value, n[1])
	for i := range elements {
		elements[i] = number(n[0] + int64(i))
	}
	return document.ArrayValue(elements...)
}
