package arm

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// pieces builds a string of which parts may be unknown.
type pieces struct {
	text      strings.Builder
	unknown   bool // some part is
	lost      bool // some part is and has no symbol, or is a secret beside an unknown one
	sensitive bool
}

func (p *pieces) literal(s string) { p.text.WriteString(s) }

// add appends what r prints as and reports whether it could.
func (p *pieces) add(r result) bool {
	if r.value.Has(document.Sensitive) {
		p.sensitive = true
	}
	if isUnknown(r.value) {
		p.unknown = true
		p.lost = p.lost || r.symbol == ""
		p.text.WriteString(r.symbol)
		return true
	}
	s, ok := plain(r.value)
	p.text.WriteString(s)
	return ok && p.text.Len() <= maxText
}

func (p *pieces) result() result {
	r := unknown()
	switch {
	case !p.unknown:
		r.value = text(p.text.String())
	case !p.lost && !p.sensitive && p.text.Len() <= maxSymbol:
		r.symbol = bare(p.text.String())
	}
	if p.sensitive {
		r.value = r.value.With(document.Sensitive)
	}
	return r
}

// concat joins strings, or arrays; which of the two is told by the first argument that is known.
func concat(c call) result {
	var elements []document.Value
	var p pieces
	arrays := 0
	for _, a := range c.args {
		switch {
		case a.value.Kind() == document.Array:
			arrays++
			elements = append(elements, a.value.Elements()...)
		case !p.add(a):
			return unknown()
		}
	}
	switch {
	case arrays == len(c.args):
		return result{value: document.ArrayValue(elements...)}
	case arrays > 0:
		if !slices.ContainsFunc(c.args, func(a result) bool { return isUnknown(a.value) }) {
			c.wrong("concat joins strings alone, or arrays alone")
		}
		return result{value: document.UnknownValue()}
	}
	return p.result()
}

// format fills {0}, {1}, … of its first argument with the others. Widths and number formats are left to the
// server.
func format(c call) result {
	if c.args[0].value.Kind() != document.String {
		return unknown()
	}
	var p pieces
	p.sensitive = c.args[0].value.Has(document.Sensitive)
	for rest := c.args[0].value.Text(); rest != ""; {
		i := strings.IndexAny(rest, "{}")
		if i < 0 {
			p.literal(rest)
			break
		}
		p.literal(rest[:i])
		if i+1 < len(rest) && rest[i] == rest[i+1] { // {{ or }}
			p.literal(rest[i : i+1])
			rest = rest[i+2:]
			continue
		}
		argument, after, ok := placeholder(rest[i:], c.args[1:])
		if !ok || !p.add(argument) {
			return unknown()
		}
		rest = after
	}
	return p.result()
}

// placeholder returns the argument that the {N} at the start of s names, and what follows it.
func placeholder(s string, args []result) (result, string, bool) {
	digits, after, ok := strings.Cut(s[1:], "}")
	n, err := strconv.Atoi(digits)
	if s[0] != '{' || !ok || err != nil || n < 0 || n >= len(args) {
		return result{}, "", false
	}
	return args[n], after, true
}
