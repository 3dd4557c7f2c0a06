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

// choose is the function if, which evaluates one branch. With an unknown condition it is known only if both
// branches are the same.
func choose(c call, args []*expression) result {
	c.args = []result{c.condition(args[0])}
	switch truthOfValue(c.args[0].value) {
	case yes:
		return c.evaluate(args[1], c.at)
	case no:
		return c.evaluate(args[2], c.at)
	case maybe:
	}
	c.args = append(c.args, c.perhaps(args[1]), c.perhaps(args[2]))
	if isUnknown(c.args[0].value) && c.charge() && same(c.args[1].value, c.args[2].value) == yes {
		return c.args[1]
	}
	return c.undecided()
}

// condition evaluates an argument that must be a boolean.
func (c call) condition(x *expression) result {
	r := c.evaluate(x, c.at)
	if k := letters['b']; !k.has(r.value) {
		c.wrong(c.name + " needs " + k.String() + ", not " + article[r.value.Kind()])
	}
	return r
}

// perhaps evaluates what the server may never come to.
func (c call) perhaps(x *expression) result {
	c.run.tentative++
	defer func() { c.run.tentative-- }()
	return c.evaluate(x, c.at)
}

// undecided returns the unknown result of a function that has c.args.
func (c call) undecided() result {
	r := c.unknown()
	r.value = r.value.With(c.sensitivity())
	return r
}

func and(c call, args []*expression) result { return c.decided(args, no) }

func or(c call, args []*expression) result { return c.decided(args, yes) }

// decided returns by if one argument is that, whatever the others are.
func (c call) decided(args []*expression, by truth) result {
	all := yes + no - by
	for _, x := range args {
		if all == maybe {
			c.run.tentative++
		}
		a := c.condition(x)
		if all == maybe {
			c.run.tentative--
		}
		c.args = append(c.args, a)
		switch truthOfValue(a.value) {
		case by:
			return by.result()
		case maybe:
			all = maybe
		default: // the other certain answer decides nothing
		}
	}
	if all == maybe {
		return c.undecided()
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
	if hasHole(a.Text()) || hasHole(b.Text()) {
		return maybe
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
		other, there := keyed(b, m.Key.Text())
		if there != yes {
			return there
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
func coalesce(c call, args []*expression) result {
	for i, x := range args {
		if i > 0 {
			c.run.tentative++
		}
		a := c.evaluate(x, c.at)
		if i > 0 {
			c.run.tentative--
		}
		c.args = append(c.args, a)
		switch {
		case isUnknown(a.value):
			for _, rest := range args[i+1:] {
				c.args = append(c.args, c.perhaps(rest))
			}
			r := c.undecided()
			if a.symbol != "" {
				r.symbol = a.symbol
			}
			return r
		case a.value.Kind() != document.Null:
			return a
		}
	}
	return result{value: document.NullValue()}
}

// fail is the function with which a template refuses what it is given.
func fail(c call) result {
	if s := c.args[0].value; s.Kind() == document.String && !s.Has(document.Sensitive) {
		c.wrong("the template refuses this: " + bare(s.Text()))
	}
	return unknown()
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
		if hasHole(v.Text()) {
			return unknown()
		}
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
			_, there := keyed(in, what.Text())
			return there.result()
		}
	case document.String:
		if what.Kind() == document.String && !hasHole(in.Text()+what.Text()) {
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
