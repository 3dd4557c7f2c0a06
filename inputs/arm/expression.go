package arm

import (
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// The limits of one expression; the first is Azure's own.
const (
	maxExpression = 24_576 // characters
	maxNesting    = 100    // calls within calls
)

// expression is a parsed expression: a literal, or the call of a function, or (with an empty name) the access
// to a member: args[0] is what it is a member of, args[1] is its name or index.
type expression struct {
	literal  document.Value
	function string
	args     []*expression
}

// isExpression reports whether the server would evaluate a string.
func isExpression(s string) bool {
	return len(s) > 1 && s[0] == '[' && s[1] != '[' && s[len(s)-1] == ']'
}

// unescape returns the string that a string without expression stands for: "[[x]" is "[x]".
func unescape(s string) string {
	if strings.HasPrefix(s, "[[") && strings.HasSuffix(s, "]") {
		return s[1:]
	}
	return s
}

// parse returns the expression in a string for which isExpression is true.
func parse(s string) (*expression, error) {
	if len(s) > maxExpression {
		return nil, fmt.Errorf("an expression has at most %d characters", maxExpression)
	}
	p := &parser{text: s[1 : len(s)-1]}
	x, err := p.value()
	if err != nil {
		return nil, err
	}
	p.space()
	if p.at < len(p.text) {
		return nil, p.unexpected("the end")
	}
	return x, nil
}

// parser reads an expression from left to right.
type parser struct {
	text  string
	at    int
	depth int
}

func (p *parser) space() {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

// next returns the next character that is no space without taking it, 0 at the end.
func (p *parser) next() byte {
	p.space()
	if p.at == len(p.text) {
		return 0
	}
	return p.text[p.at]
}

// take takes c if it is next.
func (p *parser) take(c byte) bool {
	if p.next() != c || p.at == len(p.text) {
		return false
	}
	p.at++
	return true
}

func (p *parser) unexpected(want string) error {
	if p.next() == 0 && p.at == len(p.text) {
		return fmt.Errorf("the expression ends where %s should be", want)
	}
	rest := []rune(p.text[p.at:min(p.at+64, len(p.text))])
	return fmt.Errorf("%q stands where %s should be", string(rest[0]), want)
}

// value reads a literal or a call, and the members that are taken of it.
func (p *parser) value() (*expression, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxNesting {
		return nil, fmt.Errorf("the expression nests deeper than %d", maxNesting)
	}
	x, err := p.primary()
	for links := 0; err == nil; links++ {
		switch {
		case links > maxNesting:
			return nil, fmt.Errorf("the expression nests deeper than %d", maxNesting)
		case p.take('.'):
			x, err = p.property(x)
		case p.take('['):
			x, err = p.index(x)
		default:
			return x, nil
		}
	}
	return nil, err
}

func (p *parser) property(of *expression) (*expression, error) {
	name := p.identifier()
	if name == "" {
		return nil, p.unexpected("a property name")
	}
	return &expression{args: []*expression{of, {literal: document.StringValue(name)}}}, nil
}

func (p *parser) index(of *expression) (*expression, error) {
	key, err := p.value()
	if err != nil {
		return nil, err
	}
	if !p.take(']') {
		return nil, p.unexpected("]")
	}
	return &expression{args: []*expression{of, key}}, nil
}

func (p *parser) primary() (*expression, error) {
	switch c := p.next(); {
	case c == '\'':
		return p.quoted()
	case c == '-' || isDigit(c):
		return p.number()
	case isLetter(c):
		return p.call()
	}
	return nil, p.unexpected("a value")
}

func (p *parser) quoted() (*expression, error) {
	rest := p.text[p.at+1:]
	for i := 0; i < len(rest); i++ {
		if rest[i] != '\'' {
			continue
		}
		if i+1 < len(rest) && rest[i+1] == '\'' {
			i++
			continue
		}
		p.at += i + 2
		return &expression{literal: document.StringValue(strings.ReplaceAll(rest[:i], "''", "'"))}, nil
	}
	return nil, fmt.Errorf("a string in the expression has no closing quote")
}

func (p *parser) number() (*expression, error) {
	start := p.at
	if p.text[p.at] == '-' {
		p.at++
	}
	for p.at < len(p.text) && isDigit(p.text[p.at]) {
		p.at++
	}
	n, ok := integer(document.NumberValue(p.text[start:p.at]))
	if !ok || p.at < len(p.text) && isLetter(p.text[p.at]) {
		return nil, fmt.Errorf("%q is not an integer", p.text[start:min(p.at+1, len(p.text))])
	}
	return &expression{literal: number(n)}, nil
}

func (p *parser) call() (*expression, error) {
	x := &expression{function: p.identifier()}
	for p.take('.') { // a function of the template's own: namespace.name
		x.function += "." + p.identifier()
	}
	if !p.take('(') {
		return nil, fmt.Errorf("%q is neither a function call nor a string in quotes", x.function)
	}
	if p.take(')') {
		return x, nil
	}
	for {
		arg, err := p.value()
		if err != nil {
			return nil, err
		}
		x.args = append(x.args, arg)
		if p.take(')') {
			return x, nil
		}
		if !p.take(',') {
			return nil, p.unexpected(", or )")
		}
	}
}

func (p *parser) identifier() string {
	p.space()
	start := p.at
	for p.at < len(p.text) && (isLetter(p.text[p.at]) || p.at > start && isDigit(p.text[p.at])) {
		p.at++
	}
	return p.text[start:p.at]
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool {
	return c == '_' || c == '$' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
