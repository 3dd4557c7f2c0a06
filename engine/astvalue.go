package engine

import (
	"encoding/json"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// converter turns document values into what OPA's interpreter evaluates. It is used by one goroutine.
type converter struct {
	keys map[string]*ast.Term // object keys, shared between resources
	log  *readLog             // nil: plain objects that log nothing
}

// Bounds of the memory that hostile inputs with ever new keys can take.
const (
	maxSharedKeys = 1 << 16
	maxSharedKey  = 256 // bytes of one
)

func (c *converter) key(text string) *ast.Term {
	if t, ok := c.keys[text]; ok {
		return t
	}
	if len(c.keys) >= maxSharedKeys || len(text) > maxSharedKey {
		return ast.StringTerm(text)
	}
	text = strings.Clone(text) // the input it is a part of is not kept for it
	t := ast.StringTerm(text)
	c.keys[text] = t
	return t
}

// term converts v, which stands at the given place; nil if v is undefined or unknown.
func (c *converter) term(v document.Value, at *place) *ast.Term {
	switch v.Kind() {
	case document.Null:
		return ast.NullTerm()
	case document.Boolean:
		return ast.BooleanTerm(v.Bool())
	case document.Number:
		return ast.NewTerm(ast.Number(json.Number(v.Text())))
	case document.String:
		return ast.StringTerm(v.Text())
	case document.Array:
		return c.array(v, at)
	case document.Object:
		return c.object(v, at)
	default:
		return nil
	}
}

// array converts an array; nil if an element is unknown, for then the array is.
func (c *converter) array(v document.Value, at *place) *ast.Term {
	terms := make([]*ast.Term, 0, v.Len())
	for i, e := range v.Elements() {
		below := at
		if c.log != nil && container(e) {
			below = at.index(i)
		}
		t := c.term(e, below)
		if t == nil {
			return nil
		}
		terms = append(terms, t)
	}
	return ast.ArrayTerm(terms...)
}

func (c *converter) object(v document.Value, at *place) *ast.Term {
	if c.log != nil {
		return ast.NewTerm(&tracked{convert: c, value: v, at: at})
	}
	pairs := make([][2]*ast.Term, 0, v.Len())
	for _, m := range v.Members() {
		if t := c.term(m.Value, nil); t != nil {
			pairs = append(pairs, [2]*ast.Term{c.key(m.Key.Text()), t})
		}
	}
	return ast.ObjectTerm(pairs...)
}

func container(v document.Value) bool {
	return v.Kind() == document.Object || v.Kind() == document.Array
}

func marshal(v any) ([]byte, error) { return json.Marshal(v) }
