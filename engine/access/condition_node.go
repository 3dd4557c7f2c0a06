package access

import (
	"strings"
)

// node is a part of a condition that holds or not.
type node interface {
	evaluate(e *evaluation) Answer
}

// allOf holds if all its terms do, anyOf if one does.
type (
	allOf    []node
	anyOf    []node
	negation struct{ node }
)

func (n allOf) evaluate(e *evaluation) Answer {
	all := always(Yes)
	for _, term := range n {
		all = all.And(term.evaluate(e))
	}
	return all
}

func (n anyOf) evaluate(e *evaluation) Answer {
	some := always(No)
	for _, term := range n {
		some = some.Or(term.evaluate(e))
	}
	return some
}

func (n negation) evaluate(e *evaluation) Answer { return n.node.evaluate(e).Not() }

// actionMatches holds if the action is one that a pattern stands for.
type actionMatches []Pattern

func (n actionMatches) evaluate(e *evaluation) Answer { return anyMatches(n, e.action) }

// subOperationMatches holds if what is done within the action is one that a pattern stands for.
type subOperationMatches []Pattern

func (n subOperationMatches) evaluate(e *evaluation) Answer {
	if e.SubOperation == "" {
		return always(Unknown)
	}
	return anyMatches(n, strings.ToLower(e.SubOperation))
}

func anyMatches(patterns []Pattern, text string) Answer {
	some := always(No)
	for _, p := range patterns {
		some = some.Or(p.Match(text))
	}
	return some
}

// exists holds if an attribute is there.
type exists string

func (n exists) evaluate(e *evaluation) Answer {
	values, known := e.values(string(n))
	if !known {
		return always(Unknown)
	}
	return always(truthOf(len(values) > 0))
}

// subOperation is what conditions of the preview call the suboperation.
const subOperation = "request[suboperation]"

// values returns what is known of an attribute.
func (e *evaluation) values(name string) ([]string, bool) {
	if name == subOperation && e.SubOperation != "" {
		return []string{e.SubOperation}, true
	}
	values, known := e.Attributes[name]
	return values, known
}

// operand is one side of a comparison: an attribute, or literals.
type operand struct {
	attribute string
	literals  []token
}

// values returns what an operand stands for; false if that is not known, or nothing.
func (o operand) values(e *evaluation) ([]string, bool) {
	if o.attribute != "" {
		values, known := e.values(o.attribute)
		return values, known && len(values) > 0
	}
	values := make([]string, 0, len(o.literals))
	for _, l := range o.literals {
		values = append(values, l.text)
	}
	return values, true
}

// comparison holds if its operands compare as it says.
type comparison struct {
	operator    operator
	quantified  *quantifiers // nil: each side has one value
	left, right operand
}

func (c comparison) evaluate(e *evaluation) Answer {
	left, ok := c.read(c.left, e)
	right, also := c.read(c.right, e)
	if !ok || !also {
		return always(Unknown)
	}
	q := c.quantified
	if q == nil {
		q = &quantifiers{}
	}
	return always(truthOf(holds(q.left, left, func(l any) bool {
		return holds(q.right, right, func(r any) bool { return c.operator.compare(l, r) })
	})))
}

// read returns the values of an operand in the type that the operator compares; false if there are none.
func (c comparison) read(o operand, e *evaluation) ([]any, bool) {
	texts, ok := o.values(e)
	if !ok || c.quantified == nil && len(texts) != 1 {
		return nil, false
	}
	values := make([]any, 0, len(texts))
	for _, text := range texts {
		v, ok := c.operator.read(text)
		if !ok {
			return nil, false
		}
		values = append(values, v)
	}
	return values, true
}

// quantifier says of how many values something must hold.
type quantifier uint8

const (
	forAny quantifier = iota
	forAll
)

// quantifiers are those of a cross product: of the values on the left, and for each of those on the right.
type quantifiers struct{ left, right quantifier }

func holds(q quantifier, values []any, f func(any) bool) bool {
	for _, v := range values {
		if f(v) != (q == forAll) {
			return q == forAny
		}
	}
	return q == forAll
}
