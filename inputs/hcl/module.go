package hcl

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Module is the files of one directory.
type Module struct {
	Files  []*File
	Values []*Values
	// Passed are the variables that other modules set.
	Passed map[string]bool
}

// Values is a .tfvars or .tfvars.json file.
type Values struct {
	rank   int // in the order in which Terraform takes them
	values map[string]cty.Value
}

// told is the rank of files that Terraform only takes if it is told to.
const told = 3

func rankOf(name string) int {
	switch stem := strings.TrimSuffix(name, ".json"); {
	case name == "terraform.tfvars":
		return 0
	case stem == "terraform.tfvars":
		return 1
	case strings.HasSuffix(stem, ".auto.tfvars"):
		return 2
	}
	return told
}

// ParseValues reads a file with values for variables. An error is a [*document.SyntaxError].
func ParseValues(path string, text []byte) (*Values, error) {
	v := &Values{rank: rankOf(path[strings.LastIndexByte(path, '/')+1:]), values: map[string]cty.Value{}}
	s := newScope()
	if strings.HasSuffix(path, ".json") {
		doc, err := document.ParseJSON(text, document.DefaultLimits, nil)
		if err != nil {
			return nil, err
		}
		c := &jsonCollector{file: &File{places: map[hclsyntax.Expression]document.Value{}}}
		for _, m := range doc.Root.Members() {
			v.values[m.Key.Text()] = s.evaluate(c.constant(m.Value))
		}
		return v, nil
	}
	if len(text) > MaxBytes {
		return nil, errorAt(text, 0, "the file is too large for values of variables", "")
	}
	body, err := parseBody(text)
	if err != nil {
		return nil, err
	}
	for _, a := range body.Attributes {
		v.values[a.Name] = s.evaluate(a.Expr)
	}
	return v, nil
}

func newScope() *scope {
	return &scope{variables: map[string]cty.Value{}, locals: map[string]hclsyntax.Expression{}, resources: map[string]*resource{}, known: map[string]cty.Value{}, budget: maxBudget}
}

// Calls lists the calls of other modules.
func (m *Module) Calls() []Call {
	var all []Call
	for _, f := range m.Files {
		all = append(all, f.calls...)
	}
	return all
}

// Blocks evaluates the resource blocks, in the order of the files. It is called once.
func (m *Module) Blocks() []Block {
	overridden := m.overridden()
	s := m.scope()
	for _, f := range m.Files {
		for _, r := range f.resources {
			if address := r.kind + "." + r.name; !f.override && overridden[address] == nil && r.single() {
				s.resources[address] = r
			}
		}
	}
	var all []Block
	for _, f := range m.Files {
		c := &converter{file: f, scope: s}
		first := len(all)
		for _, r := range f.resources {
			if f.override || r.absent() {
				continue
			}
			all = append(all, c.block(r, overridden[r.kind+"."+r.name]))
		}
		if f.Document == nil {
			f.Document = document.FromExtents(f.text, document.Value{}, f.extents)
		}
		for _, b := range all[first:] {
			hide(f.Document, b)
		}
	}
	return all
}

// hide keeps lines with secrets from being quoted.
func hide(doc *document.Document, b Block) {
	for _, v := range b.Value.All() {
		if v.Has(document.Sensitive) {
			doc.Hide(v.Node())
		}
	}
}

// block evaluates one block. What an override file sets is unknown.
func (c *converter) block(r *resource, overridden map[string]bool) Block {
	b := Block{Kind: r.kind, Name: r.name, File: c.file, Place: r.place, KindPlace: r.kindPlace, NamePlace: r.namePlace}
	if r.body != nil {
		b.Value, b.References = c.body(r.body, r.place, meta)
	} else {
		b.Value, b.References = c.object(r.object, r.place, meta)
	}
	if len(overridden) == 0 {
		return b
	}
	members := slices.Clone(b.Value.Members())
	for name := range overridden {
		i := slices.IndexFunc(members, func(m document.Member) bool { return m.Key.Text() == name })
		if i < 0 {
			members = append(members, document.Field(name, document.UnknownValue().From(r.place)))
			continue
		}
		members[i].Value = document.UnknownValue().From(members[i].Value)
	}
	slices.SortStableFunc(members, func(a, b document.Member) int { return int(a.Value.Node()) - int(b.Value.Node()) })
	b.Value, b.References = document.ObjectValue(members...).From(r.place), document.Value{}
	return b
}

// argument returns the expression of an argument, nil if it is not there.
func (r *resource) argument(name string) hclsyntax.Expression {
	if r.body != nil {
		return argument(r.body, name)
	}
	for _, item := range r.object.Items {
		if literal(item.KeyExpr) == name {
			return item.ValueExpr
		}
	}
	return nil
}

// single reports whether a block makes one resource.
func (r *resource) single() bool { return r.argument("count") == nil && r.argument("for_each") == nil }

// absent reports whether a block says that it makes nothing.
func (r *resource) absent() bool {
	v := constant(r.argument("count"))
	return v != cty.NilVal && v.Type() == cty.Number && v.IsKnown() && !v.IsNull() && v.AsBigFloat().Sign() == 0
}

// overridden lists what override files set, by block.
func (m *Module) overridden() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for _, f := range m.Files {
		for _, r := range f.resources {
			if !f.override {
				continue
			}
			names := all[r.kind+"."+r.name]
			if names == nil {
				names = map[string]bool{}
				all[r.kind+"."+r.name] = names
			}
			for _, name := range r.arguments() {
				names[name] = !meta[name]
			}
			for name := range meta {
				delete(names, name)
			}
		}
	}
	return all
}

// arguments lists the arguments and blocks of a resource.
func (r *resource) arguments() []string {
	var names []string
	if r.body == nil {
		for _, item := range r.object.Items {
			names = append(names, literal(item.KeyExpr))
		}
		return names
	}
	for name := range r.body.Attributes {
		names = append(names, name)
	}
	for _, b := range r.body.Blocks {
		names = append(names, b.Type)
	}
	return names
}

// scope says what the names of the module mean.
func (m *Module) scope() *scope {
	s := newScope()
	for _, f := range m.Files {
		for _, v := range f.variables {
			if _, again := s.variables[v.name]; again || m.Passed[v.name] {
				s.variables[v.name] = cty.DynamicVal // overridden, or set by others
				continue
			}
			s.variables[v.name] = m.variable(v)
		}
		for _, l := range f.locals {
			if _, again := s.locals[l.name]; again {
				s.known["local."+l.name] = cty.DynamicVal
			}
			s.locals[l.name] = l.value
		}
	}
	return s
}

// variable is the value of a variable: what Terraform takes by itself, unless another file has another one.
func (m *Module) variable(v variable) cty.Value {
	if v.withheld {
		return cty.DynamicVal
	}
	value, ok := cty.NilVal, false
	if v.value != nil {
		value, ok = v.converted(newScope().evaluate(v.value)), true
	}
	for _, file := range slices.SortedStableFunc(slices.Values(m.Values), func(a, b *Values) int { return a.rank - b.rank }) {
		given, has := file.values[v.name]
		if !has {
			continue
		}
		given = v.converted(given)
		if file.rank == told && ok && !same(given, value) {
			return cty.DynamicVal
		}
		value, ok = given, true
	}
	if !ok {
		value = cty.DynamicVal
	}
	if v.sensitive {
		value = value.Mark("sensitive")
	}
	return value
}

func same(a, b cty.Value) bool {
	return a.IsWhollyKnown() && b.IsWhollyKnown() && a.RawEquals(b)
}

// converted gives a value the type that the variable says; what does not fit is unknown.
func (v variable) converted(value cty.Value) (out cty.Value) {
	defer func() {
		if recover() != nil { // the type may be anything
			out = cty.DynamicVal
		}
	}()
	if v.constraint == nil {
		return value
	}
	t, defaults, problems := typeexpr.TypeConstraintWithDefaults(v.constraint)
	if problems.HasErrors() {
		return cty.DynamicVal
	}
	if defaults != nil && !value.IsNull() {
		value = defaults.Apply(value)
	}
	out, err := convert.Convert(value, t)
	if err != nil {
		return cty.DynamicVal
	}
	return out
}
