package access

import (
	"math/big"
	"strings"
	"time"
)

// operator compares two values of one type.
type operator struct {
	kind
	compare func(left, right any) bool
}

// kind is a type of values.
type kind struct {
	literals []tokenKind // what literals may be
	read     func(text string) (any, bool)
	want     string // what a literal must be, in words
}

var (
	quoted = []tokenKind{stringToken}
	either = []tokenKind{stringToken, wordToken}

	stringKind  = kind{quoted, readString, "a string stands in single quotes"}
	foldedKind  = kind{quoted, readFolded, "a string stands in single quotes"}
	timeKind    = kind{quoted, readTime, "this must be a time such as '2026-11-25T00:00:00.0Z'"}
	integerKind = kind{[]tokenKind{wordToken}, readInteger, "this must be a whole number"}
	boolKind    = kind{either, readBool, "this must be true or false"}
	guidKind    = kind{either, readGUID, "this must be a GUID"}
)

// operators are all operators, by their names in lower case, without the cross products.
var operators = makeOperators()

func makeOperators() map[string]operator {
	all := map[string]operator{}
	add := func(name string, k kind, compare func(l, r any) bool) {
		all[strings.ToLower(name)] = operator{k, compare}
	}
	both := func(before, after string, k kind, compare func(l, r any) bool) {
		add(before+after, k, compare)
		add(before+"Not"+after, k, func(l, r any) bool { return !compare(l, r) })
	}
	for suffix, k := range map[string]kind{"": stringKind, "IgnoreCase": foldedKind} {
		both("String", "Equals"+suffix, k, same)
		both("String", "StartsWith"+suffix, k, startsWith)
		both("String", "Like"+suffix, k, like)
	}
	both("Bool", "Equals", boolKind, same)
	both("Guid", "Equals", guidKind, same)
	ordered("Numeric", integerKind, func(l, r any) int { return l.(*big.Int).Cmp(r.(*big.Int)) }, both, add)
	ordered("DateTime", timeKind, func(l, r any) int { return l.(time.Time).Compare(r.(time.Time)) }, both, add)
	return all
}

// ordered adds the operators of a type with an order.
func ordered(prefix string, k kind, order func(l, r any) int,
	both func(before, after string, k kind, compare func(l, r any) bool), add func(name string, k kind, compare func(l, r any) bool),
) {
	both(prefix, "Equals", k, func(l, r any) bool { return order(l, r) == 0 })
	add(prefix+"LessThan", k, func(l, r any) bool { return order(l, r) < 0 })
	add(prefix+"LessThanEquals", k, func(l, r any) bool { return order(l, r) <= 0 })
	add(prefix+"GreaterThan", k, func(l, r any) bool { return order(l, r) > 0 })
	add(prefix+"GreaterThanEquals", k, func(l, r any) bool { return order(l, r) >= 0 })
}

// crossProducts are the quantifiers by their names in lower case.
var crossProducts = map[string]quantifiers{
	"foranyofanyvalues": {forAny, forAny},
	"forallofanyvalues": {forAll, forAny},
	"foranyofallvalues": {forAny, forAll},
	"forallofallvalues": {forAll, forAll},
}

// comparisonNamed returns the comparison that a name stands for, without operands.
func comparisonNamed(name string) (comparison, bool) {
	prefix, rest, quantified := strings.Cut(strings.ToLower(name), ":")
	if !quantified {
		o, ok := operators[prefix]
		return comparison{operator: o}, ok
	}
	q, known := crossProducts[prefix]
	o, ok := operators[rest]
	return comparison{operator: o, quantified: &q}, known && ok
}

func same(l, r any) bool { return l == r }

func startsWith(l, r any) bool { return strings.HasPrefix(l.(string), r.(string)) }

func readString(text string) (any, bool) { return text, true }

func readFolded(text string) (any, bool) { return strings.ToLower(text), true }

func readInteger(text string) (any, bool) {
	if len(text) > 64 { // no attribute is that large, and reading one that is takes long
		return nil, false
	}
	n, ok := new(big.Int).SetString(text, 10)
	return n, ok
}

func readBool(text string) (any, bool) {
	switch strings.ToLower(text) {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	return nil, false
}

func readTime(text string) (any, bool) {
	t, err := time.Parse(time.RFC3339Nano, text)
	return t, err == nil
}

// readGUID takes a GUID with hyphens and without, and the last part of an id that ends in one: the attribute
// RoleDefinitionId may hold either.
func readGUID(text string) (any, bool) {
	digits := strings.ToLower(strings.ReplaceAll(text[strings.LastIndex(text, "/")+1:], "-", ""))
	if len(digits) != 32 || strings.Trim(digits, "0123456789abcdef") != "" {
		return nil, false
	}
	return digits, true
}

// like reports whether a text is one that a pattern stands for: * is any run of characters, ? any one, and a
// backslash takes either for itself.
func like(l, r any) bool {
	text, pattern := []rune(l.(string)), []rune(r.(string))
	i, j := 0, 0
	star, mark := -1, 0 // the last star, and what it has taken up to
	for i < len(text) {
		c, n := likeRune(pattern, j)
		switch {
		case n == 1 && c == '*':
			star, mark = j, i
			j++
		case n > 0 && (n == 1 && c == '?' || c == text[i]):
			i++
			j += n
		case star >= 0:
			mark++
			i, j = mark, star+1
		default:
			return false
		}
	}
	for j < len(pattern) && pattern[j] == '*' {
		j++
	}
	return j == len(pattern)
}

// likeRune returns the character at a place of a pattern, and how many it is written with; 0 at the end.
func likeRune(pattern []rune, at int) (rune, int) {
	switch {
	case at >= len(pattern):
		return 0, 0
	case pattern[at] == '\\' && at+1 < len(pattern) && strings.ContainsRune(`*?\`, pattern[at+1]):
		return pattern[at+1], 2
	}
	return pattern[at], 1
}
