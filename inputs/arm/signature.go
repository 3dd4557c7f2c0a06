package arm

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// signature is what a function takes: the kinds that each argument may have.
type signature struct {
	kinds []kinds
	least int  // how many arguments it needs
	more  bool // the last may be repeated
}

// kinds is a set of kinds, one bit for each.
type kinds uint

// letters are how [takes] writes the kinds of an argument.
var letters = map[rune]kinds{
	's': 1 << document.String, 'i': 1 << document.Number, 'b': 1 << document.Boolean,
	'a': 1 << document.Array, 'o': 1 << document.Object, 'n': 1 << document.Null,
	'.': 1<<document.String | 1<<document.Number | 1<<document.Boolean | 1<<document.Array | 1<<document.Object | 1<<document.Null,
}

// takes reads a signature: arguments separated by spaces, each the letters of its kinds. A ? behind them is an
// argument that may be missing, a + one that may be repeated, a * both.
func takes(text string) signature {
	var s signature
	for word := range strings.FieldsSeq(text) {
		var k kinds
		needed := true
		for _, letter := range word {
			switch letter {
			case '?', '*':
				needed, s.more = false, letter == '*'
			case '+':
				s.more = true
			default:
				k |= letters[letter]
			}
		}
		s.kinds = append(s.kinds, k)
		if needed {
			s.least++
		}
	}
	return s
}

// fits reports whether a function takes so many arguments.
func (s signature) fits(n int) bool { return n >= s.least && (s.more || n <= len(s.kinds)) }

// of returns the kinds that argument i may have.
func (s signature) of(i int) kinds { return s.kinds[min(i, len(s.kinds)-1)] }

// count says how many arguments a function takes.
func (s signature) count() string {
	switch {
	case s.more:
		return "at least " + arguments(s.least)
	case s.least == len(s.kinds):
		return arguments(s.least)
	}
	return fmt.Sprintf("%d to %s", s.least, arguments(len(s.kinds)))
}

func arguments(n int) string {
	if n == 1 {
		return "1 argument"
	}
	return fmt.Sprintf("%d arguments", n)
}

// misfit is why a function cannot be called with n arguments.
func (s signature) misfit(name string, n int) string {
	return fmt.Sprintf("%s takes %s, not %d", name, s.count(), n)
}

// has reports whether a value may be the argument. Of what is not known nobody can say, and what functions make
// of null is mostly not documented: that is left to them.
func (k kinds) has(v document.Value) bool {
	return isUnknown(v) || v.Kind() == document.Null || k&(1<<v.Kind()) != 0
}

// String lists the kinds as a message does.
func (k kinds) String() string {
	var names []string
	for _, kind := range []document.Kind{document.String, document.Number, document.Boolean, document.Array, document.Object} {
		if k&(1<<kind) != 0 {
			names = append(names, article[kind])
		}
	}
	if len(names) > 1 {
		names = slices.Insert(names, len(names)-1, "or")
		return strings.Replace(strings.Join(names, ", "), ", or,", " or", 1)
	}
	return strings.Join(names, "")
}

// article are the kinds with their articles.
var article = map[document.Kind]string{
	document.String: "a string", document.Number: "a number", document.Boolean: "a boolean", document.Array: "an array",
	document.Object: "an object", document.Null: "null",
}

// check refuses a call with too many or too few arguments, or with one that the function cannot take: the server
// would refuse it as well.
func (c call) check(s signature) bool {
	if !s.fits(len(c.args)) {
		c.run.fail(c.at, s.misfit(c.name, len(c.args)), "")
		return false
	}
	for i, a := range c.args {
		if k := s.of(i); a.lambda == nil && !k.has(a.value) {
			c.wrong(fmt.Sprintf("argument %d of %s must be %s, not %s", i+1, c.name, k, article[a.value.Kind()]))
			return false
		}
	}
	return true
}

// wrong fails with what the server would fail with if it came to evaluate this; where that is not certain it
// does nothing.
func (c call) wrong(reason string) {
	if c.run.tentative == 0 {
		c.run.fail(c.at, reason, "")
	}
}
