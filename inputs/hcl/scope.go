package hcl

import (
	"maps"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// The limits of one module. What goes over one is unknown.
const (
	maxSize   = 1 << 20     // of one value, in bytes of text and elements
	maxCost   = 10_000_000  // of one expression
	maxBudget = 100_000_000 // of all expressions
	maxLocals = 200         // that need each other
)

// scope is what names mean in a module.
type scope struct {
	variables map[string]cty.Value
	locals    map[string]hclsyntax.Expression
	resources map[string]*resource // by type.name: those that are one each, and not overridden
	known     map[string]cty.Value // locals and arguments of resources that have been evaluated, or are being so
	depth     int
	budget    int
}

// evaluate returns the value of an expression, in which what cannot be known is unknown.
func (s *scope) evaluate(e hclsyntax.Expression) cty.Value {
	v := s.whole(e)
	if size(v) > maxSize {
		return cty.DynamicVal
	}
	return v
}

func (s *scope) whole(e hclsyntax.Expression) cty.Value {
	switch e := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return s.whole(e.Expression)
	case *hclsyntax.TupleConsExpr:
		elements := make([]cty.Value, 0, len(e.Exprs))
		for _, element := range e.Exprs {
			elements = append(elements, s.evaluate(element))
		}
		return cty.TupleVal(elements)
	case *hclsyntax.ObjectConsExpr:
		members := map[string]cty.Value{}
		for _, item := range e.Items {
			key, ok := s.key(item.KeyExpr)
			if !ok {
				return cty.DynamicVal
			}
			members[key] = s.evaluate(item.ValueExpr)
		}
		return cty.ObjectVal(members)
	}
	return s.compute(e)
}

// key returns the key of an item of an object, false if it is not known, or secret.
func (s *scope) key(e hclsyntax.Expression) (string, bool) {
	if k, ok := e.(*hclsyntax.ObjectConsKeyExpr); ok && !k.ForceNonLiteral {
		if name := hcl.ExprAsKeyword(k.Wrapped); name != "" {
			return name, true
		}
		e = k.Wrapped
	}
	v := s.whole(e)
	if v.IsMarked() || !v.IsKnown() || v.IsNull() || v.Type() != cty.String {
		return "", false
	}
	return v.AsString(), true
}

// compute lets HCL evaluate an expression. The values of a hostile file may be such that a library panics; that
// costs the value.
func (s *scope) compute(e hclsyntax.Expression) (v cty.Value) {
	defer func() {
		if recover() != nil {
			v = cty.DynamicVal
		}
	}()
	context, cost := s.context(e)
	if calls := callsIn(e); calls.refused || cost > power(calls.loops) || s.budget < cost {
		return cty.DynamicVal
	}
	s.budget -= cost
	v, problems := e.Value(context)
	if problems.HasErrors() {
		return cty.DynamicVal
	}
	return v
}

// power is how large what goes into an expression may be, if it is gone through again and again.
func power(loops int) int {
	switch loops {
	case 0:
		return maxCost
	case 1:
		return 3000
	case 2:
		return 200
	}
	return 0
}

// context has the names that an expression uses, and how much their values are.
func (s *scope) context(e hclsyntax.Expression) (*hcl.EvalContext, int) {
	roots := map[string]map[string]cty.Value{}
	names := map[string]cty.Value{}
	cost := e.Range().End.Byte - e.Range().Start.Byte
	for _, t := range hclsyntax.Variables(e) {
		root := t.RootName()
		name, ok := step(t)
		if !ok {
			names[root] = cty.DynamicVal
			continue
		}
		if roots[root] == nil {
			roots[root] = map[string]cty.Value{}
		}
		v := s.named(t, name)
		if _, again := roots[root][name]; again && root != "var" && root != "local" {
			v = s.both(roots[root][name], v)
		}
		roots[root][name] = v
		cost += size(v)
	}
	for root, members := range roots {
		if _, unknown := names[root]; !unknown {
			names[root] = cty.ObjectVal(members)
		}
	}
	return &hcl.EvalContext{Variables: names, Functions: functions}, max(cost, 1)
}

// step is the name behind the first dot.
func step(t hcl.Traversal) (string, bool) {
	if len(t) < 2 {
		return "", false
	}
	a, ok := t[1].(hcl.TraverseAttr)
	return a.Name, ok
}

func (s *scope) named(t hcl.Traversal, name string) cty.Value {
	switch root := t.RootName(); root {
	case "var":
		if v, ok := s.variables[name]; ok {
			return v
		}
		return cty.DynamicVal
	case "local":
		return s.once("local."+name, s.locals[name])
	default:
		return s.attribute(t, root+"."+name)
	}
}

// settled are the arguments of resources that come out as they were written.
var settled = map[string]bool{"name": true, "location": true}

// attribute is a resource, with the argument that a reference is to.
func (s *scope) attribute(t hcl.Traversal, address string) cty.Value {
	r := s.resources[address]
	if r == nil || len(t) != 3 {
		return cty.DynamicVal
	}
	a, ok := t[2].(hcl.TraverseAttr)
	if e := r.argument(a.Name); ok && settled[a.Name] && e != nil {
		return cty.ObjectVal(map[string]cty.Value{a.Name: s.once(address+"."+a.Name, e)})
	}
	return cty.DynamicVal
}

// both is a resource of which an expression uses two arguments.
func (s *scope) both(a, b cty.Value) cty.Value {
	if a.RawEquals(b) {
		return a
	}
	if !a.Type().IsObjectType() || !b.Type().IsObjectType() {
		return cty.DynamicVal
	}
	members := a.AsValueMap()
	maps.Copy(members, b.AsValueMap())
	return cty.ObjectVal(members)
}

// once evaluates what has a name. What needs itself is unknown, as is what is not declared.
func (s *scope) once(name string, e hclsyntax.Expression) cty.Value {
	if v, ok := s.known[name]; ok {
		return v
	}
	if e == nil || s.depth > maxLocals {
		return cty.DynamicVal
	}
	s.known[name] = cty.DynamicVal
	s.depth++
	s.known[name] = s.evaluate(e)
	s.depth--
	return s.known[name]
}

// calls is what makes an expression expensive, or impossible.
type calls struct {
	refused bool
	loops   int
}

func callsIn(e hclsyntax.Expression) calls {
	var found calls
	_ = hclsyntax.VisitAll(e, func(n hclsyntax.Node) hcl.Diagnostics {
		switch n := n.(type) {
		case *hclsyntax.FunctionCallExpr:
			_, ok := functions[n.Name]
			found.refused = found.refused || !ok
			if multiplying[n.Name] {
				found.loops++
			}
		case *hclsyntax.ForExpr, *hclsyntax.SplatExpr:
			found.loops++
		}
		return nil
	})
	return found
}

// size is how much a value is.
func size(v cty.Value) int {
	if v == cty.NilVal {
		return 0
	}
	v, _ = v.Unmark()
	switch {
	case !v.IsKnown() || v.IsNull():
		return 1
	case v.Type() == cty.String:
		return 1 + len(v.AsString())
	case !v.CanIterateElements():
		return 1
	}
	n := 1
	for it := v.ElementIterator(); it.Next() && n <= maxSize; {
		key, element := it.Element()
		n += size(element)
		if key.IsKnown() && !key.IsMarked() && key.Type() == cty.String {
			n += len(key.AsString())
		}
	}
	return n
}
