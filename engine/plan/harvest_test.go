package plan_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/test/cases"
)

// harvest is what OPA's own cases have to offer: whole cases to mutate, and bodies to put into other policies.
type harvest struct {
	cases  []cases.TestCase
	bodies []harvested
}

// harvested is the body of a rule that uses no other rule, the variables that it binds, and its case.
type harvested struct {
	text string
	vars []string
	from cases.TestCase
}

// newHarvest takes what policies may use.
func newHarvest(t testing.TB) *harvest {
	h, allowed := &harvest{}, allowedBuiltins(t)
	for _, c := range loadCases(t) {
		if len(c.Env) > 0 || c.InputTerm != nil || len(c.Modules) == 0 {
			continue
		}
		modules := make([]*ast.Module, 0, len(c.Modules))
		for _, source := range c.Modules {
			generated := strings.Contains(source, "__local") // names that are the compiler's own
			if m, err := ast.ParseModule("case.rego", source); err == nil && !generated && usesOnly(m, allowed) {
				modules = append(modules, m)
			}
		}
		if len(modules) < len(c.Modules) {
			continue
		}
		h.cases = append(h.cases, c)
		for _, m := range modules {
			h.bodies = append(h.bodies, bodiesOf(m, c)...)
		}
	}
	h.bodies = accepted(t, h.bodies)
	return h
}

// accepted is the bodies that compile on their own. All are compiled at once, without those that had errors.
func accepted(t testing.TB, bodies []harvested) []harvested {
	modules := map[string]*ast.Module{}
	for i, b := range bodies {
		name := fmt.Sprint(i)
		if m, err := ast.ParseModule(name, fmt.Sprintf("package body%d\n\np if {\n\t%s\n}", i, b.text)); err == nil {
			modules[name] = m
		}
	}
	for {
		c := ast.NewCompiler().SetErrorLimit(0)
		if c.Compile(modules); !c.Failed() {
			break
		}
		before := len(modules)
		for _, e := range c.Errors {
			if e.Location != nil {
				delete(modules, e.Location.File)
			}
		}
		if len(modules) == before {
			t.Fatal(c.Errors)
		}
	}
	var good []harvested
	for i, b := range bodies {
		if modules[fmt.Sprint(i)] != nil {
			good = append(good, b)
		}
	}
	return good
}

// allowedBuiltins is the names of the functions that policies may use.
func allowedBuiltins(t testing.TB) map[string]bool {
	list, err := os.ReadFile("../builtins.txt")
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string]bool{}
	for line := range strings.Lines(string(list)) {
		if fields := strings.Fields(line); len(fields) > 0 && fields[0] == "allow" {
			for _, name := range fields[1:] {
				allowed[name] = true
			}
		}
	}
	return allowed
}

// usesOnly says that all built-in functions in x are allowed.
func usesOnly(x any, allowed map[string]bool) bool {
	ok := true
	ast.WalkRefs(x, func(r ast.Ref) bool {
		if name := r.String(); ast.BuiltinMap[name] != nil && !allowed[name] {
			ok = false
		}
		return false
	})
	return ok
}

// bodiesOf is the bodies of a module that stand on their own.
func bodiesOf(m *ast.Module, c cases.TestCase) []harvested {
	names := map[ast.Var]bool{}
	for _, r := range m.Rules {
		names[r.Ref()[0].Value.(ast.Var)] = true
	}
	for _, i := range m.Imports {
		names[i.Name()] = true
	}
	pkg := m.Package.Path.String()
	var found []harvested
	for _, r := range m.Rules {
		text := r.Body.String()
		if len(r.Head.Args) > 0 || r.Default || text == "true" || strings.Contains(text, pkg) || len(r.Body) > 5 {
			continue
		}
		all := ast.NewVarVisitor()
		all.Walk(r.Body)
		alone := true
		for v := range all.Vars() {
			alone = alone && !names[v]
		}
		if _, err := ast.ParseBody(text); !alone || err != nil {
			continue
		}
		found = append(found, harvested{text: text, vars: outputs(r.Body), from: c})
	}
	return found
}

// outputs is the variables that a body seems to bind.
func outputs(body ast.Body) []string {
	var names []string
	for v := range body.Vars(ast.VarVisitorParams{SkipClosures: true, SkipRefCallHead: true, SkipRefHead: true}) {
		if !v.IsWildcard() && !v.IsGenerated() && v != "input" && v != "data" {
			names = append(names, string(v))
		}
	}
	slices.Sort(names)
	return names
}

// statement puts a harvested body into a generated one.
func (g *generated) statement() string {
	if g.harvest == nil {
		return g.expand("test")
	}
	h := pick(g.chooser, g.harvest.bodies)
	g.used = append(g.used, h.from)
	for _, v := range h.vars {
		g.vars = append(g.vars, variable{v, "any"})
	}
	return h.text
}

// merged is a JSON object with the members of documents of cases behind those of text.
func merged(text string, documents []map[string]any) string {
	all := map[string]any{}
	for _, d := range documents {
		maps.Copy(all, d)
	}
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(text, "}"))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if strings.Contains(text, fmt.Sprintf("%q: ", name)) {
			continue
		}
		if b.Len() > 1 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q: %s", name, ast.MustInterfaceToValue(all[name]))
	}
	return b.String() + "}"
}
