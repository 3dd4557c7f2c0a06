package plan

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// onTexts is a function of two strings.
func onTexts(of func(a, b string) Value) native {
	return func(_ *Machine, args []Value) (Value, bool) {
		if args[0].kind != String || args[1].kind != String {
			return Value{}, false
		}
		return of(args[0].text(), args[1].text()), true
	}
}

// onText is a function of one string.
func onText(of func(s string) string) native {
	return func(_ *Machine, args []Value) (Value, bool) {
		if args[0].kind != String {
			return Value{}, false
		}
		return text(of(args[0].text())), true
	}
}

func trim(s, cutset string) Value       { return text(strings.Trim(s, cutset)) }
func trimLeft(s, cutset string) Value   { return text(strings.TrimLeft(s, cutset)) }
func trimRight(s, cutset string) Value  { return text(strings.TrimRight(s, cutset)) }
func trimPrefix(s, prefix string) Value { return text(strings.TrimPrefix(s, prefix)) }
func trimSuffix(s, suffix string) Value { return text(strings.TrimSuffix(s, suffix)) }
func lower(s string) string             { return strings.ToLower(s) }
func upper(s string) string             { return strings.ToUpper(s) }
func trimSpace(s string) string         { return strings.TrimSpace(s) }

func split(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != String || args[1].kind != String || args[1].n == 0 {
		return Value{}, false
	}
	out := m.pool.array()
	for part := range strings.SplitSeq(args[0].text(), args[1].text()) {
		out.add(text(part))
	}
	return arrayOf(out), true
}

// concat joins the strings of an array or a set. The room is counted before it is used.
func concat(m *Machine, args []Value) (Value, bool) {
	items, ok := m.items(args[1])
	if !ok || args[0].kind != String {
		return Value{}, false
	}
	sep, length := args[0].text(), 0
	for i := range items.Len() {
		v := items.item(i)
		if v.kind != String {
			return Value{}, false
		}
		length += len(v.text()) + len(sep)
	}
	if length > m.maxText() {
		return Value{}, false
	}
	var b strings.Builder
	b.Grow(length)
	for i := range items.Len() {
		if i > 0 {
			b.WriteString(sep)
		}
		b.WriteString(items.item(i).text())
	}
	return text(b.String()), true
}

// templateString joins the parts of a template: text and scalars, or sets that hold the value of an
// expression, if it has one.
func templateString(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != Array {
		return Value{}, false
	}
	var room [8]string
	parts, length := room[:0], 0
	for i := range args[0].Len() {
		part, ok := templatePart(args[0].elem(i))
		if !ok {
			return Value{}, false
		}
		parts, length = append(parts, part), length+len(part)
	}
	if length > m.maxText() {
		return Value{}, false
	}
	return text(strings.Join(parts, "")), true
}

func templatePart(v Value) (string, bool) {
	if v.kind == Set {
		switch v.Len() {
		case 0:
			return "<undefined>", true
		case 1:
			v = v.set().keys[0]
		default:
			return "", false
		}
	}
	switch v.kind {
	case String, Number:
		return v.Text(), true
	case Null:
		return "null", true
	case Boolean:
		if v.Bool() {
			return "true", true
		}
		return "false", true
	}
	return "", false
}

// replace leaves insertions between all characters to OPA.
func replace(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != String || args[1].kind != String || args[2].kind != String || args[1].n == 0 {
		return Value{}, false
	}
	s, old, by := args[0].text(), args[1].text(), args[2].text()
	if !m.spend(args[0].n/perStep) || len(s)+strings.Count(s, old)*len(by) > m.maxText() {
		return Value{}, false
	}
	return text(strings.ReplaceAll(s, old, by)), true
}

func indexOf(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != String || args[1].kind != String || args[1].n == 0 {
		return Value{}, false
	}
	s, part := args[0].text(), args[1].text()
	if !m.spend(args[0].n/perStep) || !isASCII(s) || !isASCII(part) {
		return Value{}, false
	}
	return integer(int64(strings.Index(s, part))), true
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// substring is the text from an offset on, of a length or, if that is negative, up to the end.
func substring(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != String || args[1].kind != Number || args[2].kind != Number {
		return Value{}, false
	}
	s := args[0].text()
	from, ok := args[1].int64()
	length, also := args[2].int64()
	if !ok || !also || from < 0 || !m.spend(args[0].n/perStep) || !isASCII(s) {
		return Value{}, false
	}
	s = s[min(from, args[0].n):]
	if length >= 0 {
		s = s[:min(length, int64(len(s)))]
	}
	return text(s), true
}

// anyMatch says whether a text, or one of a list, begins or ends with one of a list.
func anyMatch(holds func(s, affix string) bool) native {
	return func(m *Machine, args []Value) (Value, bool) {
		texts, ok := m.texts(args[0])
		affixes, also := m.texts(args[1])
		if !ok || !also || !m.spend(int64(len(texts)*len(affixes))) {
			return Value{}, false
		}
		for _, s := range texts {
			for _, affix := range affixes {
				if holds(s.text(), affix.text()) {
					return boolean(true), true
				}
			}
		}
		return boolean(false), true
	}
}

// texts are the strings of a list, or a single one.
func (m *Machine) texts(v Value) ([]Value, bool) {
	if v.kind == String {
		return []Value{v}, true
	}
	var all []Value
	switch {
	case v.kind == Set:
		all = v.set().keys
	case v.kind != Array:
		return nil, false
	case v.isRead():
		all = v.elements()
	default:
		all = v.array().elems
	}
	m.charge(len(all))
	return all, !slices.ContainsFunc(all, func(s Value) bool { return s.kind != String })
}
