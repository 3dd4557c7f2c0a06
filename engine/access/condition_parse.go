package access

import (
	"slices"
	"strings"
)

// parser reads a condition by recursive descent:
//
//	expression = term { AND term } | term { OR term }
//	term       = { NOT | ! } ( "(" expression ")" | function | Exists attribute | operand operator operand )
//	function   = ( ActionMatches | SubOperationMatches ) "{" string { "," string } "}"
//	operand    = attribute | literal | "{" literal { "," literal } "}"
type parser struct {
	text  string
	next  int // where the token behind the current one starts
	token token
}

// logical are the spellings of the operators between terms.
var logical = map[string]string{"&&": "AND", "||": "OR"}

// joint returns the logical operator that the current token is, "" if it is none.
func (p *parser) joint() string {
	if name := logical[p.token.text]; name != "" && p.token.kind == symbolToken {
		return name
	}
	if p.token.is("AND") || p.token.is("OR") {
		return strings.ToUpper(p.token.text)
	}
	return ""
}

func (p *parser) expression(depth int) (node, error) {
	if depth > maxConditionDepth {
		return nil, p.fail(p.token.at, "parentheses are nested deeper than %d", maxConditionDepth)
	}
	first, err := p.term(depth)
	if err != nil {
		return nil, err
	}
	operator := p.joint()
	if operator == "" {
		return first, nil
	}
	terms := []node{first}
	for p.joint() != "" {
		if p.joint() != operator {
			return nil, p.fail(p.token.at, "AND and OR stand side by side: parentheses must say which comes first")
		}
		if err := p.advance(); err != nil {
			return nil, err
		}
		next, err := p.term(depth)
		if err != nil {
			return nil, err
		}
		terms = append(terms, next)
	}
	if operator == "AND" {
		return allOf(terms), nil
	}
	return anyOf(terms), nil
}

func (p *parser) term(depth int) (node, error) {
	negated := false
	for p.token.is("!") || p.token.is("NOT") {
		negated = !negated
		if err := p.advance(); err != nil {
			return nil, err
		}
	}
	n, err := p.primary(depth)
	if err != nil || !negated {
		return n, err
	}
	return negation{n}, nil
}

func (p *parser) primary(depth int) (node, error) {
	switch {
	case p.token.is("("):
		return p.group(depth)
	case p.token.is("ActionMatches"):
		patterns, err := p.patterns()
		return actionMatches(patterns), err
	case p.token.is("SubOperationMatches"):
		patterns, err := p.patterns()
		return subOperationMatches(patterns), err
	case p.token.is("Exists"):
		if err := p.advance(); err != nil {
			return nil, err
		}
		if p.token.kind != attributeToken {
			return nil, p.unexpected("an attribute")
		}
		name := p.token.text
		return exists(name), p.advance()
	}
	return p.comparison()
}

func (p *parser) group(depth int) (node, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	inner, err := p.expression(depth + 1)
	if err != nil {
		return nil, err
	}
	if !p.token.is(")") {
		return nil, p.unexpected("AND, OR or )")
	}
	return inner, p.advance()
}

// patterns reads the strings behind ActionMatches and SubOperationMatches.
func (p *parser) patterns() ([]Pattern, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	if !p.token.is("{") {
		return nil, p.unexpected("{ and an action in single quotes")
	}
	list, err := p.set()
	if err != nil {
		return nil, err
	}
	patterns := make([]Pattern, 0, len(list.literals))
	for _, l := range list.literals {
		if l.kind != stringToken || l.text == "" {
			return nil, p.fail(l.at, "an action stands in single quotes")
		}
		patterns = append(patterns, NewPattern(l.text))
	}
	return patterns, nil
}

// comparison reads two operands and the operator between them.
func (p *parser) comparison() (node, error) {
	left, err := p.operand("an expression")
	if err != nil {
		return nil, err
	}
	operator := p.token
	if operator.kind != wordToken {
		return nil, p.unexpected("an operator such as StringEquals")
	}
	c, ok := comparisonNamed(operator.text)
	if !ok {
		return nil, p.unexpected("an operator such as StringEquals")
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	right, err := p.operand("a value")
	if err != nil {
		return nil, err
	}
	c.left, c.right = left, right
	return c, p.checkOperands(c)
}

// checkOperands refuses literals that the operator cannot compare, and sets where it wants one value.
func (p *parser) checkOperands(c comparison) error {
	for _, o := range []operand{c.left, c.right} {
		if c.quantified == nil && len(o.literals) > 1 {
			return p.fail(o.literals[1].at, "several values need an operator such as ForAnyOfAnyValues:StringEquals")
		}
		for _, l := range o.literals {
			if _, ok := c.operator.read(l.text); !ok || !slices.Contains(c.operator.literals, l.kind) {
				return p.fail(l.at, "%s", c.operator.want)
			}
		}
	}
	return nil
}

func (p *parser) operand(want string) (operand, error) {
	switch {
	case p.token.kind == attributeToken:
		o := operand{attribute: p.token.text}
		return o, p.advance()
	case p.token.kind == stringToken || p.token.kind == wordToken:
		o := operand{literals: []token{p.token}}
		return o, p.advance()
	case p.token.is("{"):
		return p.set()
	}
	return operand{}, p.unexpected(want)
}

// set reads literals between braces; the current token is the first brace.
func (p *parser) set() (operand, error) {
	var o operand
	for {
		if err := p.advance(); err != nil {
			return o, err
		}
		if p.token.kind != stringToken && p.token.kind != wordToken {
			return o, p.unexpected("a value")
		}
		o.literals = append(o.literals, p.token)
		if err := p.advance(); err != nil {
			return o, err
		}
		if p.token.is("}") {
			return o, p.advance()
		}
		if !p.token.is(",") {
			return o, p.unexpected(", or }")
		}
	}
}
