package hcl

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// collect lists what a .tf file declares.
func (f *File) collect(body *hclsyntax.Body) {
	for _, b := range body.Blocks {
		switch {
		case b.Type == "resource" && len(b.Labels) == 2:
			f.resources = append(f.resources, &resource{
				kind: b.Labels[0], name: b.Labels[1], body: b.Body,
				place:     f.node(hcl.RangeBetween(b.TypeRange, b.LabelRanges[1]), hcl.RangeBetween(b.OpenBraceRange, b.CloseBraceRange)),
				kindPlace: f.node(hcl.Range{}, b.LabelRanges[0]), namePlace: f.node(hcl.Range{}, b.LabelRanges[1]),
			})
		case b.Type == "variable" && len(b.Labels) == 1:
			f.variables = append(f.variables, variable{
				name: b.Labels[0], value: argument(b.Body, "default"), constraint: argument(b.Body, "type"),
				sensitive: isTrue(argument(b.Body, "sensitive")), withheld: isTrue(argument(b.Body, "ephemeral")),
			})
		case b.Type == "locals":
			for _, a := range inOrder(b.Body) {
				f.locals = append(f.locals, local{a.Name, a.Expr})
			}
		case b.Type == "module" && len(b.Labels) == 1:
			c := Call{Name: b.Labels[0], Source: literal(argument(b.Body, "source")), File: f}
			for _, a := range inOrder(b.Body) {
				c.Arguments = append(c.Arguments, a.Name)
			}
			f.calls = append(f.calls, c)
		}
	}
}

// inOrder lists the arguments of a body as they stand in the file.
func inOrder(body *hclsyntax.Body) []*hclsyntax.Attribute {
	all := make([]*hclsyntax.Attribute, 0, len(body.Attributes))
	for _, a := range body.Attributes {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b *hclsyntax.Attribute) int { return a.NameRange.Start.Byte - b.NameRange.Start.Byte })
	return all
}

// argument returns the expression of an argument, nil if it is not there.
func argument(body *hclsyntax.Body, name string) hclsyntax.Expression {
	if a := body.Attributes[name]; a != nil {
		return a.Expr
	}
	return nil
}

// constant returns the value of a literal, cty.NilVal of anything else.
func constant(e hclsyntax.Expression) cty.Value {
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		return e.Val
	case *hclsyntax.TemplateExpr:
		if e.IsStringLiteral() {
			v, _ := e.Value(nil)
			return v
		}
	}
	return cty.NilVal
}

// isTrue reports whether an expression says true. What cannot be told counts: it is about secrets.
func isTrue(e hclsyntax.Expression) bool {
	v := constant(e)
	return e != nil && (v == cty.NilVal || v.Type() != cty.Bool || v.IsNull() || v.True())
}

// literal returns a constant string, "" if it is none.
func literal(e hclsyntax.Expression) string {
	if v := constant(e); v != cty.NilVal && v.Type() == cty.String && !v.IsNull() {
		return v.AsString()
	}
	return ""
}
