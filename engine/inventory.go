package engine

import (
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// Rules that need more than one resource and its relations find every resource of the run, but records,
// in data.inventory: lower-case type -> list of resources. What is read of it is not logged, so where any
// of it is unknown a pass over it counts as unknown.

var inventoryRef = ast.MustParseRef("data.inventory")

// usesInventory marks the rules that refer to the inventory, themselves or through a library.
func usesInventory(compiler *ast.Compiler, rules []*loadedRule) bool {
	users := usersOf(compiler, func(ref ast.Ref) bool { return ref.HasPrefix(inventoryRef) })
	for _, r := range rules {
		r.usesInventory = users[r.path.String()]
	}
	return len(users) > 0
}

// usesInput marks the rules that may refer to input.run, and those that may refer to input.resource.relations, themselves
// or through a library.
func usesInput(compiler *ast.Compiler, rules []*loadedRule) {
	run := usersOf(compiler, func(ref ast.Ref) bool { return mayRead(ref, "run") })
	relations := usersOf(compiler, func(ref ast.Ref) bool { return mayRead(ref, "resource", "relations") })
	for _, r := range rules {
		r.usesRun, r.usesRelations = run[r.path.String()], relations[r.path.String()]
	}
}

// mayRead reports whether a reference may lead to what is at a path in the input, or through it.
func mayRead(ref ast.Ref, path ...string) bool {
	if !ref.HasPrefix(ast.InputRootRef) {
		return false
	}
	for i, step := range path {
		if len(ref) == i+1 {
			return true
		}
		if member, ok := ref[i+1].Value.(ast.String); ok && string(member) != step {
			return false
		}
	}
	return true
}

// usersOf returns the packages with a reference of some kind, or with one to another such package.
func usersOf(compiler *ast.Compiler, is func(ast.Ref) bool) map[string]bool {
	users := map[string]bool{}
	for {
		before := len(users)
		for _, module := range compiler.Modules {
			pkg := module.Package.Path.String()
			if !users[pkg] && mentions(module, users, is) {
				users[pkg] = true
			}
		}
		if len(users) == before {
			return users
		}
	}
}

// mentions reports whether a module has such a reference, or one to one of the packages.
func mentions(module *ast.Module, packages map[string]bool, is func(ast.Ref) bool) bool {
	found := false
	ast.WalkRefs(module, func(ref ast.Ref) bool {
		found = found || is(ref)
		for n := 2; n <= len(ref) && !found; n++ {
			found = packages[ref[:n].String()]
		}
		return found
	})
	return found
}

// withInventory returns the engine for one run, whose rules find the resources in data.inventory, and
// whether all of it is known.
func (e *Engine) withInventory(resources []*inputs.Resource) (*Engine, bool) {
	if !e.usesInventory {
		return e, true
	}
	types := map[string][]document.Value{}
	known := true
	for _, r := range resources {
		key := strings.ToLower(r.Type)
		types[key] = append(types[key], withoutUnknown(r.Value))
		known = known && len(unknownPaths(r.Value)) == 0
	}
	var members []document.Member
	for _, key := range slices.Sorted(maps.Keys(types)) {
		members = append(members, document.Field(key, document.ArrayValue(types[key]...)))
	}
	data := document.ObjectValue(append(slices.Clone(e.base.Members()), document.Field("inventory", document.ObjectValue(members...)))...)
	run := *e
	run.use(data)
	run.rules = make([]*loadedRule, 0, len(e.rules))
	for _, r := range e.rules { // their prepared queries are tied to the store
		again := newLoadedRule(r.Rule, r.path, r.deny)
		again.hasNotApplicable, again.namespace = r.hasNotApplicable, r.namespace
		again.usesInventory, again.usesRun, again.usesRelations = r.usesInventory, r.usesRun, r.usesRelations
		run.rules = append(run.rules, again)
	}
	run.byType = byType(run.rules)
	return &run, known
}

// withoutUnknown returns v without the members that are unknown.
func withoutUnknown(v document.Value) document.Value {
	switch v.Kind() {
	case document.Object:
		var members []document.Member
		for _, m := range v.Members() {
			if m.Value.Defined() {
				members = append(members, document.Member{Key: m.Key, Value: withoutUnknown(m.Value)})
			}
		}
		return document.ObjectValue(members...)
	case document.Array:
		elements := slices.DeleteFunc(slices.Clone(v.Elements()), func(e document.Value) bool { return !e.Defined() })
		for i, e := range elements {
			elements[i] = withoutUnknown(e)
		}
		return document.ArrayValue(elements...)
	default:
		return v
	}
}
