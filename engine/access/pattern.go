package access

import (
	"strings"
)

// Pattern is an action with wildcards, as role definitions and conditions hold them: * stands for any run of
// characters, / included; nothing else is special, and case does not matter.
type Pattern struct {
	written string
	text    string // in lower case
	plain   []piece
	wide    []piece // nil where it is the same as plain
}

// piece is a literal and what may stand before it.
type piece struct {
	literal string
	gap     gap
}

// gap is what may stand before a literal.
type gap uint8

const (
	none     gap = iota // nothing: the literal follows at once
	anything            // any run of characters
	whole               // nothing, or any run that ends in /: the wide reading of */ behind a slash
)

// NewPattern returns the pattern that text is.
func NewPattern(text string) Pattern {
	p := Pattern{written: text, text: strings.ToLower(text)}
	p.plain = pieces(p.text, anything)
	if strings.Contains(p.text, "/*/") {
		p.wide = pieces(p.text, whole)
	}
	return p
}

// pieces splits a pattern at its wildcards. between is what a star between two slashes stands for, together
// with the second slash if that is whole.
func pieces(text string, between gap) []piece {
	var all []piece
	next := piece{}
	start := 0
	for i := 0; i < len(text); i++ {
		if text[i] != '*' {
			continue
		}
		next.literal = text[start:i]
		all = append(all, next)
		next, start = piece{gap: anything}, i+1
		if between == whole && strings.HasPrefix(text[start:], "/") && i > 0 && text[i-1] == '/' {
			next.gap = whole
			start++
			i++
		}
	}
	next.literal = text[start:]
	return append(all, next)
}

// Match answers whether an action, in lower case, is one that p stands for.
func (p Pattern) Match(action string) Answer {
	plain := truthOf(match(p.plain, action))
	if p.wide == nil || plain == Yes {
		return always(plain) // what the plain reading matches, the wide one does too
	}
	return Answer{Plain: plain, Wide: truthOf(match(p.wide, action))}
}

// match takes the leftmost place for every literal but the last: whatever follows a gap from a place further
// to the right follows it from there too.
func match(pieces []piece, s string) bool {
	last := pieces[len(pieces)-1]
	rest := 0 // what is matched already
	for i, p := range pieces[:len(pieces)-1] {
		at := find(s, rest, p)
		if at < 0 || i == 0 && at != 0 {
			return false
		}
		rest = at + len(p.literal)
	}
	at := len(s) - len(last.literal)
	return at >= rest && s[at:] == last.literal && fits(s, rest, at, last.gap)
}

// find returns the leftmost place at or behind from where the literal of p may stand, -1 if there is none.
func find(s string, from int, p piece) int {
	for at := from; at+len(p.literal) <= len(s); at++ {
		i := strings.Index(s[at:], p.literal)
		if i < 0 {
			return -1
		}
		if at += i; fits(s, from, at, p.gap) {
			return at
		}
	}
	return -1
}

// fits reports whether a gap may reach from one place to another.
func fits(s string, from, to int, g gap) bool {
	switch g {
	case none:
		return from == to
	case whole:
		return from == to || s[to-1] == '/'
	default:
		return true
	}
}
