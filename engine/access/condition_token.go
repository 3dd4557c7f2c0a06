package access

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// tokenKind is what a piece of a condition is.
type tokenKind uint8

const (
	endToken       tokenKind = iota
	wordToken                // a name, operator, number, GUID or boolean
	stringToken              // text between single quotes
	attributeToken           // @Source[name]
	symbolToken              // one of ( ) { } , ! && ||
)

// token is one piece of a condition.
type token struct {
	kind tokenKind
	text string // of a string without quotes, of an attribute its name
	at   int    // where it starts, in bytes
}

// is reports whether t is a symbol or a word, whose case does not matter.
func (t token) is(text string) bool {
	return t.kind == symbolToken && t.text == text || t.kind == wordToken && strings.EqualFold(t.text, text)
}

// fail returns an error at a place.
func (p *parser) fail(at int, format string, args ...any) error {
	return &ConditionError{Column: utf8.RuneCountInString(p.text[:at]) + 1, Reason: fmt.Sprintf(format, args...)}
}

// unexpected is the error that the current token is not what was wanted.
func (p *parser) unexpected(want string) error {
	if p.token.kind == endToken {
		return p.fail(p.token.at, "the condition ends where there should be %s", want)
	}
	return p.fail(p.token.at, "found %q, want %s", p.text[p.token.at:p.next], want)
}

// attributeSources are where attributes may come from.
var attributeSources = []string{"Resource", "Request", "Principal", "Environment"}

// advance reads the next token.
func (p *parser) advance() error {
	for p.next < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.next]) >= 0 {
		p.next++
	}
	start := p.next
	rest := p.text[start:]
	p.token = token{at: start}
	if rest == "" {
		return nil
	}
	switch c := rest[0]; {
	case strings.IndexByte("(){},!", c) >= 0:
		p.take(symbolToken, 1)
	case strings.HasPrefix(rest, "&&") || strings.HasPrefix(rest, "||"):
		p.take(symbolToken, 2)
	case c == '\'':
		return p.quoted()
	case c == '@':
		return p.attribute()
	case isWordByte(c):
		n := 1
		for n < len(rest) && isWordByte(rest[n]) {
			n++
		}
		p.take(wordToken, n)
	default:
		_, size := utf8.DecodeRuneInString(rest)
		return p.fail(start, "found %q, which no condition holds here", rest[:size])
	}
	return nil
}

func (p *parser) take(kind tokenKind, n int) {
	p.token = token{kind: kind, text: p.text[p.next : p.next+n], at: p.next}
	p.next += n
}

// isWordByte reports whether c may be part of a name, an operator, a number or a GUID.
func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '-' || c == '_' || c == ':' || c == '.'
}

// quoted reads a string. A backslash belongs to it, except before a quote: the Like operators interpret it.
func (p *parser) quoted() error {
	var text strings.Builder
	for i := p.next + 1; i < len(p.text); i++ {
		switch {
		case p.text[i] == '\\' && strings.HasPrefix(p.text[i+1:], "'"):
			i++
		case p.text[i] == '\\' && i+1 < len(p.text):
			text.WriteByte(p.text[i])
			i++
		case p.text[i] == '\'':
			p.token = token{kind: stringToken, text: text.String(), at: p.next}
			p.next = i + 1
			return nil
		}
		text.WriteByte(p.text[i])
	}
	return p.fail(p.next, "this string has no end")
}

// attribute reads @Source[name].
func (p *parser) attribute() error {
	at := p.next
	open := strings.IndexByte(p.text[at:], '[')
	if open < 0 {
		return p.fail(at, "an attribute is written @Resource[name]")
	}
	source := strings.TrimSpace(p.text[at+1 : at+open])
	known := false
	for _, s := range attributeSources {
		known = known || strings.EqualFold(s, source)
	}
	if !known {
		return p.fail(at, "attributes come from %s", strings.Join(attributeSources, ", "))
	}
	length := strings.IndexByte(p.text[at+open:], ']')
	if length < 0 {
		return p.fail(at, "the name of this attribute has no end: ] is missing")
	}
	name := p.text[at+open+1 : at+open+length]
	if strings.TrimSpace(name) == "" || strings.ContainsAny(name, "['{}()@") {
		return p.fail(at+open, "this is no name of an attribute")
	}
	p.token = token{kind: attributeToken, text: attributeName(source, name), at: at}
	p.next = at + open + length + 1
	return nil
}
