package hcl

import (
	"math/big"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// meta are the arguments of a resource that are Terraform's, not the provider's.
var meta = map[string]bool{
	"count": true, "for_each": true, "provider": true, "depends_on": true, "lifecycle": true, "connection": true, "provisioner": true,
}

// pair is a value with what it refers to, both as far as they are put together.
type pair struct{ values, references []document.Member }

// set puts a member, in the place of one that has the same key.
func (p *pair) set(key string, v, references document.Value) {
	member, refers := document.Field(key, v), document.Field(key, references)
	if i := slices.IndexFunc(p.values, func(m document.Member) bool { return m.Key.Text() == key }); i >= 0 {
		p.values[i], p.references[i] = member, refers
		return
	}
	p.values, p.references = append(p.values, member), append(p.references, refers)
}

func (p *pair) get(key string) (document.Value, bool) {
	i := slices.IndexFunc(p.values, func(m document.Member) bool { return m.Key.Text() == key })
	if i < 0 {
		return document.Value{}, false
	}
	return p.values[i].Value, true
}

func (p *pair) objects(place document.Value) (v, references document.Value) {
	return document.ObjectValue(p.values...).From(place), document.ObjectValue(p.references...)
}

// converter turns the blocks of one file into values.
type converter struct {
	file  *File
	scope *scope
}

// body converts a block of a .tf file that stands at place.
func (c *converter) body(b *hclsyntax.Body, place document.Value, skip map[string]bool) (v, references document.Value) {
	var out pair
	for _, a := range inOrder(b) {
		if skip[a.Name] {
			continue
		}
		value, refers := c.argument(a.Name, a.NameRange, a.Expr)
		out.set(a.Name, value, refers)
	}
	blocks := map[string][][2]document.Value{}
	var order []string
	for _, block := range b.Blocks {
		name := block.Type
		if skip[name] {
			continue
		}
		at := c.file.node(block.TypeRange, hcl.RangeBetween(block.OpenBraceRange, block.CloseBraceRange))
		if name == "dynamic" && len(block.Labels) == 1 {
			out.set(block.Labels[0], document.UnknownValue().From(at), document.Value{})
			continue
		}
		if blocks[name] == nil {
			order = append(order, name)
		}
		value, refers := c.body(block.Body, at, nil)
		blocks[name] = append(blocks[name], [2]document.Value{value, refers})
	}
	for _, name := range order {
		c.blocks(&out, name, blocks[name])
	}
	return out.objects(place)
}

// blocks puts the blocks of one type, which stand where the first of them does. With a dynamic block of the type
// beside them nobody knows how many there are.
func (c *converter) blocks(out *pair, name string, all [][2]document.Value) {
	if v, ok := out.get(name); ok && v.Has(document.Unknown) {
		return
	}
	var values, references []document.Value
	for _, b := range all {
		values, references = append(values, b[0]), append(references, b[1])
	}
	out.set(name, document.ArrayValue(values...).From(values[0]), document.ArrayValue(references...))
}

// object converts a resource of a .tf.json file.
func (c *converter) object(o *hclsyntax.ObjectConsExpr, place document.Value, skip map[string]bool) (v, references document.Value) {
	var out pair
	dynamic := map[string]document.Value{}
	for _, item := range o.Items {
		name, _ := c.scope.key(item.KeyExpr)
		if blocks, ok := item.ValueExpr.(*hclsyntax.ObjectConsExpr); ok && name == "dynamic" {
			for _, b := range blocks.Items {
				key, _ := c.scope.key(b.KeyExpr)
				dynamic[key] = c.file.places[b.ValueExpr]
			}
		}
		if name == "dynamic" || skip[name] {
			continue
		}
		value, refers := c.argument(name, hcl.Range{}, item.ValueExpr)
		out.set(name, value, refers)
	}
	for key, at := range dynamic {
		out.set(key, document.UnknownValue().From(at), document.Value{})
	}
	return out.objects(place)
}

// argument converts an expression that stands behind a name.
func (c *converter) argument(name string, key hcl.Range, e hclsyntax.Expression) (v, references document.Value) {
	place := c.file.place(key, e)
	switch e := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return c.argument(name, key, e.Expression)
	case *hclsyntax.TupleConsExpr:
		var values, refers []document.Value
		for _, element := range e.Exprs {
			v, r := c.argument(name, hcl.Range{}, element)
			values, refers = append(values, v), append(refers, r)
		}
		return document.ArrayValue(values...).From(place), document.ArrayValue(refers...)
	case *hclsyntax.ObjectConsExpr:
		var out pair
		for _, item := range e.Items {
			name, ok := c.scope.key(item.KeyExpr)
			if !ok {
				return document.UnknownValue().From(place), document.Value{}
			}
			v, r := c.argument(name, item.KeyExpr.Range(), item.ValueExpr)
			out.set(name, v, r)
		}
		return out.objects(place)
	}
	v = plain(c.scope.evaluate(e), place)
	if secret(name) && (v.Kind() == document.String || v.Has(document.Unknown)) {
		v = v.With(document.Sensitive)
	}
	return v, c.references(e)
}

// secrets are the endings of names of arguments that hold secrets. Only a provider's schema knows them all.
var secrets = []string{
	"password", "_secret", "secret_string", "secret_data", "secret_key", "access_key", "_token", "private_key",
	"private_key_pem", "connection_string", "_sas", "account_key", "api_key",
}

func secret(name string) bool {
	return name == "secret" || name == "token" || slices.ContainsFunc(secrets, func(end string) bool { return strings.HasSuffix(name, end) })
}

// references says what an expression refers to. A local that stands for another name is that name.
func (c *converter) references(e hclsyntax.Expression) document.Value {
	var names []document.Value
	for range maxLocals {
		t, ok := e.(*hclsyntax.ScopeTraversalExpr)
		if !ok || len(t.Traversal) != 2 || t.Traversal.RootName() != "local" {
			break
		}
		name, _ := step(t.Traversal)
		next := c.scope.locals[name]
		if next == nil {
			break
		}
		e = next
	}
	for _, t := range hclsyntax.Variables(e) {
		names = append(names, document.StringValue(spelled(t)))
	}
	if len(names) == 0 {
		return document.ObjectValue()
	}
	return document.ObjectValue(document.Field("references", document.ArrayValue(names...)))
}

// spelled writes a reference as Terraform does in a plan: a.b["c"][0].d, for instance.
func spelled(t hcl.Traversal) string {
	var b strings.Builder
	b.WriteString(t.RootName())
	for _, s := range t[1:] {
		switch s := s.(type) {
		case hcl.TraverseAttr:
			b.WriteString("." + s.Name)
		case hcl.TraverseIndex:
			switch {
			case s.Key.Type() == cty.String:
				b.WriteString(`["` + s.Key.AsString() + `"]`)
			case s.Key.Type() == cty.Number:
				b.WriteString("[" + s.Key.AsBigFloat().Text('f', 0) + "]")
			}
		default:
			return b.String()
		}
	}
	return b.String()
}

// plain turns a value into ours; all of it stands at place.
func plain(v cty.Value, place document.Value) document.Value {
	if v.IsMarked() { // the only mark is that of sensitive variables
		v, _ = v.Unmark()
		return plain(v, place.With(document.Sensitive))
	}
	switch {
	case v == cty.NilVal || !v.IsKnown():
		return document.UnknownValue().From(place)
	case v.IsNull():
		return document.NullValue().From(place)
	}
	switch t := v.Type(); {
	case t == cty.String:
		return document.StringValue(v.AsString()).From(place)
	case t == cty.Bool:
		return document.BoolValue(v.True()).From(place)
	case t == cty.Number:
		return number(v.AsBigFloat()).From(place)
	case t.IsListType() || t.IsTupleType() || t.IsSetType():
		var elements []document.Value
		for it := v.ElementIterator(); it.Next(); {
			_, e := it.Element()
			elements = append(elements, plain(e, place))
		}
		return document.ArrayValue(elements...).From(place)
	case t.IsMapType() || t.IsObjectType():
		var members []document.Member
		for it := v.ElementIterator(); it.Next(); {
			k, e := it.Element()
			members = append(members, document.Field(k.AsString(), plain(e, place)))
		}
		return document.ObjectValue(members...).From(place)
	}
	return document.UnknownValue().From(place)
}

// number writes a number. One that no float64 comes near is nobody's, and its digits could fill the memory.
func number(n *big.Float) document.Value {
	if exponent := n.MantExp(nil); n.IsInf() || exponent > 1024 || exponent < -1024 {
		return document.UnknownValue()
	}
	return document.NumberValue(n.Text('f', -1))
}
