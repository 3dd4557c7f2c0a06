package plan_test

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// families are built-in functions that can stand for each other.
var families = [][]string{
	{"equal", "neq", "lt", "lte", "gt", "gte"},
	{"plus", "minus", "mul", "div", "rem"},
	{"and", "or", "minus"},
	{"count", "sum", "max", "min", "product", "sort"},
	{"startswith", "endswith", "contains", "trim", "trim_left", "trim_right", "trim_prefix", "trim_suffix", "split"},
	{"lower", "upper", "trim_space", "to_number", "type_name", "count"},
	{"is_string", "is_number", "is_array", "is_object", "is_set", "is_null", "is_boolean"},
	{"object.filter", "object.remove", "object.union"},
	{"intersection", "union", "count"},
	{"json.marshal", "type_name", "is_set", "abs"},
}

// mutant is a case with a few changes.
func mutant(c *chooser, h *harvest) (generatedPolicy, error) {
	from := pick(c, h.cases)
	p := generatedPolicy{modules: map[string]string{}, data: "{}"}
	if from.Data != nil {
		p.data = merged("{}", []map[string]any{*from.Data})
	}
	p.inputs = []string{c.document()}
	if from.Input != nil {
		text, err := json.Marshal(*from.Input)
		if err != nil {
			return p, err
		}
		p.inputs = append(p.inputs, string(text))
	}
	for i, source := range from.Modules {
		name := fmt.Sprintf("case-%d.rego", i)
		m, err := ast.ParseModule(name, source)
		if err != nil {
			return p, err
		}
		for range 1 + c.below(3) {
			mutate(c, m)
		}
		p.modules[name] = m.String()
		for _, r := range m.Rules {
			ref := append(m.Package.Path.Copy(), r.Head.Reference[1:]...)
			ref = slices.Insert(ref, len(m.Package.Path), ast.StringTerm(string(r.Head.Reference[0].Value.(ast.Var))))
			query := "x = " + ref.StringPrefix().String()
			if len(r.Head.Args) == 0 && !slices.Contains(p.extents, query) {
				p.extents = append(p.extents, query)
			}
		}
	}
	p.queries = p.extents[:min(len(p.extents), 4)]
	return p, nil
}

// mutate changes one term in a body, or in the value or key of a head.
func mutate(c *chooser, m *ast.Module) {
	var terms []*ast.Term
	collect := func(t *ast.Term) bool {
		if ref, ok := t.Value.(ast.Ref); ok && ast.BuiltinMap[ref.String()] != nil {
			terms = append(terms, t)
			return true
		}
		terms = append(terms, t)
		return false
	}
	m.Rules = m.Copy().Rules // what the parser made may be shared
	for _, r := range m.Rules {
		for ; r != nil; r = r.Else {
			ast.WalkTerms(r.Body, collect)
			if r.Head.Value != nil {
				ast.WalkTerms(r.Head.Value, collect)
			}
			if r.Head.Key != nil {
				ast.WalkTerms(r.Head.Key, collect)
			}
		}
	}
	if len(terms) == 0 {
		return
	}
	for range 8 { // not every term can be changed
		if t := pick(c, terms); change(c, t, terms) {
			return
		}
	}
}

func change(c *chooser, t *ast.Term, terms []*ast.Term) bool {
	switch v := t.Value.(type) {
	case ast.Number, ast.String, ast.Boolean, ast.Null:
		kind := map[bool]string{true: "num", false: "str"}[ast.IsConstant(v) && ast.ValueName(v) == "number"]
		if c.percent(25) {
			kind = "any"
		}
		t.Value = ast.MustParseTerm(c.json(kind, 1)).Value
		return true
	case ast.Ref:
		return changeRef(c, t, v, terms)
	}
	return false
}

// changeRef replaces a function by one of its family, and a reference by another, a shorter or a longer one.
func changeRef(c *chooser, t *ast.Term, ref ast.Ref, terms []*ast.Term) bool {
	name := ref.String()
	if ast.BuiltinMap[name] != nil {
		for _, family := range families {
			if slices.Contains(family, name) {
				t.Value = ast.BuiltinMap[pick(c, family)].Ref().Copy()
				return true
			}
		}
		return false
	}
	switch c.below(4) {
	case 0:
		if len(ref) > 2 {
			t.Value = ref[:len(ref)-1]
			return true
		}
	case 1:
		t.Value = ref.Append(ast.MustParseTerm(pick(c, []string{`"a"`, "0", "1", `"b"`, "_", `"1"`})))
		return true
	}
	other, ok := pick(c, terms).Value.(ast.Ref)
	if ok = ok && ast.BuiltinMap[other.String()] == nil; ok {
		t.Value = other.Copy()
	}
	return ok
}
