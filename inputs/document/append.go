package document

import (
	"encoding/hex"
	"strconv"
	"unicode/utf8"
)

// AppendJSON appends v as compact JSON to b and returns the result. Numbers are written as they were read,
// members in their order. Unknown and undefined members are left out, as policies do not see them either;
// an unknown or undefined element, or v itself, is null, so that the elements behind it keep their index.
// Sensitive values are written: who prints must redact first.
func (v Value) AppendJSON(b []byte) []byte {
	switch v.Kind() {
	case Boolean:
		return strconv.AppendBool(b, v.n != 0)
	case Number:
		return append(b, v.Text()...)
	case String:
		return appendString(b, v.Text())
	case Array:
		return v.appendArray(b)
	case Object:
		return v.appendObject(b)
	}
	return append(b, "null"...)
}

func (v Value) appendArray(b []byte) []byte {
	b = append(b, '[')
	for i, e := range v.Elements() {
		if i > 0 {
			b = append(b, ',')
		}
		b = e.AppendJSON(b)
	}
	return append(b, ']')
}

func (v Value) appendObject(b []byte) []byte {
	b = append(b, '{')
	first := true
	for _, m := range v.Members() {
		if !m.Value.Defined() {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = appendString(b, m.Key.Text())
		b = append(b, ':')
		b = m.Value.AppendJSON(b)
	}
	return append(b, '}')
}

// appendString writes s with the escapes that RFC 8259 demands. Invalid UTF-8, which only computed strings
// can hold, becomes U+FFFD.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			b = utf8.AppendRune(b, r)
			i += size
			continue
		}
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c < ' ':
			b = append(b, `\u00`...)
			b = hex.AppendEncode(b, []byte{c})
		default:
			b = append(b, c)
		}
		i++
	}
	return append(b, '"')
}
