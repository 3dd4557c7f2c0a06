package arm

import (
	"strings"
	"unicode/utf16"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// truth is a boolean that may not be known.
type truth int

const (
	maybe truth = iota
	yes
	no
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (t truth) result() result {
	if t == maybe {
		return unknown()
	}
	return result{value: document.BoolValue(t == yes)}
}

func truthOfValue(v document.Value) truth {
	if v.Kind() != document.Boolean {
		return maybe
	}
	return truthOf(v.Bool())
}

// choose is the function if. With an unknown condition it is known only if both branches are the same.
func choose(c call) result {
	condition, a, b := c.args[0].value, c.args[1], c.args[2]
	switch {
	case condition.Kind() == document.Boolean && condition.Bool():
		return a
	case condition.Kind() == document.Boolean:
		return b
	case isUnknown(condition) && same(a.value, b.value) == yes:
		return a
	}
	return unknown()
}

func and(c call) result { return decided(c, no) }

func or(c call) result { return decided(c, yes) }

// decided returns by if one argument is that, whatever the others are.
func decided(c call, by truth) result {
	all := yes + no - by
	for _, a := range c.args {
		switch truthOfValue(a.value) {
		case by:
			return by.result()
		case maybe:
			all = maybe
		default: // the other certain answer decides nothing
		}
	}
	return all.result()
}

func not(args []document.Value) document.Value {
	if args[0].Kind() != document.Boolean {
		return document.Value{}
	}
	return document.BoolValue(!args[0].Bool())
}

func equals(c call) result { return same(c.args[0].value, c.args[1].value).result() }

// same reports whether two values are equal, as far as they are known.
func same(a, b document.Value) truth {
	if isUnknown(a) || isUnknown(b) {
		return maybe
	}
	if a.Kind() != b.Kind() {
		return no
	}
	switch a.Kind() {
	case document.Array:
		return sameElements(a.Elements(), b.Elements())
	case document.Object:
		return sameMembers(a, b)
	case document.Number:
		return sameNumber(a, b)
	case document.Boolean:
		return truthOf(a.Bool() == b.Bool())
	}
	return truthOf(a.Text() == b.Text())
}

func sameNumber(a, b document.Value) truth {
	n, ok := integer(a)
	m, ok2 := integer(b)
	if ok && ok2 {
		return truthOf(n == m)
	}
	if a.Text() == b.Text() {
		return yes
	}
	return maybe // 1.0 and 1e0: how the server compares fractions is not documented
}

func sameElements(a, b []document.Value) truth {
	if len(a) != len(b) {
		return no
	}
	all := yes
	for i := range a {
		all = both(all, same(a[i], b[i]))
	}
	return all
}

func sameMembers(a, b document.Value) truth {
	if a.Len() != b.Len() {
		return no
	}
	all := yes
	for _, m := range a.Members() {
		other := member(b, m.Key.Text())
		if !isThere(other) {
			return no
		}
		if !isThere(b.Get(m.Key.Text())) {
			all = both(all, maybe) // whether case matters here is not documented
		}
		all = both(all, same(m.Value, other))
	}
	return all
}

func both(a, b truth) truth {
	switch {
	case a == no || b == no:
		return no
	case a == maybe || b == maybe:
		return maybe
	}
	return yes
}

// coalesce returns the first argument that is not null, as long as it is known which that is.
func coalesce(c call) result {
	for _, a := range c.args {
		if a.value.Kind() != document.Null {
			return a
		}
	}
	return result{value: document.NullValue()}
}

func empty(c call) result {
	v := c.args[0].value
	switch v.Kind() {
	case document.Null:
		return yes.result()
	case document.String:
		return truthOf(v.Text() == "").result()
	case document.Array, document.Object:
		return truthOf(v.Len() == 0).result()
	}
	return unknown()
}

// length counts elements, members, or the UTF-16 units of a string.
func length(c call) result {
	v := c.args[0].value
	switch v.Kind() {
	case document.String:
		return result{value: number(int64(len(utf16.Encode([]rune(v.Text())))))}
	case document.Array, document.Object:
		return result{value: number(int64(v.Len()))}
	}
	return unknown()
}

// contains looks for a key in an object without case, for text in a string and an element in an array with.
func contains(c call) result {
	in, what := c.args[0].value, c.args[1].value
	if isUnknown(in) || isUnknown(what) {
		return unknown()
	}
	switch in.Kind() {
	case document.Object:
		if what.Kind() == document.String {
			return truthOf(isThere(member(in, what.Text()))).result()
		}
	case document.String:
		if what.Kind() == document.String {
			return truthOf(strings.Contains(in.Text(), what.Text())).result()
		}
	case document.Array:
		found := no
		for _, e := range in.Elements() {
			switch same(e, what) {
			case yes:
				return yes.result()
			case maybe:
				found = maybe
			case no:
			}
		}
		return found.result()
	}
	return unknown()
}
