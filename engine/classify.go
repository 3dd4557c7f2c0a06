package engine

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// ruleSet is the modules of a policy, sorted by what they are for.
type ruleSet struct {
	rules     []*loadedRule
	decisions []*decisionRule
	schemas   map[string]any // package id -> schema of its input
	types     map[string]any // resource type -> schema of its properties
}

// Top-level packages with a meaning of their own.
const (
	libraryRoot  = "lib"
	decisionRoot = "access"
)

// classify says of every module whether it is a rule, a decision rule, a library or a set of conftest
// rules. A module that is none of them is an error: it would never be evaluated.
func classify(modules []*parsed, c Config) (*ruleSet, error) {
	set := &ruleSet{schemas: map[string]any{}, types: map[string]any{}}
	owners := map[string]*parsed{}
	for _, m := range modules {
		root, _, _ := strings.Cut(m.id, ".")
		if other, ok := owners[m.id]; ok && root != libraryRoot && c.Namespaces == nil {
			return nil, &LoadError{
				File: m.file(), Line: m.module.Package.Location.Row, Reason: fmt.Sprintf("package %s is also in %s", m.id, other.file()),
				Hint: "a package has one file, so that no file can change another's rule",
			}
		}
		owners[m.id] = m
		if err := set.add(m, root, c); err != nil {
			return nil, err
		}
	}
	if len(set.rules) == 0 && len(set.decisions) == 0 {
		return nil, noRules(modules, c)
	}
	slices.SortFunc(set.rules, func(a, b *loadedRule) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(set.decisions, func(a, b *decisionRule) int { return strings.Compare(a.ID, b.ID) })
	return set, missingNamespace(set, modules, c)
}

func (set *ruleSet) add(m *parsed, root string, c Config) error {
	if c.Namespaces != nil {
		return set.addDocumentRules(m, c.Namespaces)
	}
	if root == libraryRoot {
		return nil
	}
	if err := checkNegated(m); err != nil {
		return err
	}
	switch root {
	case decisionRoot:
		return set.addDecision(m)
	default:
		return set.addRule(m)
	}
}

func (set *ruleSet) addRule(m *parsed) error {
	r, err := newRule(m.id, m.module, m.source)
	if err != nil {
		return err
	}
	if err := checkDeny(m); err != nil {
		return err
	}
	loaded := newLoadedRule(r, m.module.Package.Path, "deny")
	loaded.hasNotApplicable = defines(m.module, "not_applicable")
	set.rules = append(set.rules, loaded)
	set.schemas[m.id], err = set.ruleSchema(r, m.bytes)
	return err
}

// checkDeny requires deny to be a set: a boolean or a string would be defined and say nothing.
func checkDeny(m *parsed) error {
	found := false
	for _, rule := range m.module.Rules {
		name := rule.Head.Ref()[0].Value.String()
		if name != "deny" {
			continue
		}
		found = true
		if rule.Head.RuleKind() != ast.MultiValue {
			return &LoadError{
				File: m.file(), Line: rule.Location.Row, Reason: "deny must be a set of objects",
				Hint: `write: deny contains {"message": …, "path": […]} if { … }`,
			}
		}
	}
	if !found {
		return &LoadError{
			File: m.file(), Line: m.module.Package.Location.Row, Reason: "the package has rule metadata but no deny",
			Hint: "shared functions belong in a package below " + libraryRoot,
		}
	}
	return nil
}

func defines(module *ast.Module, name string) bool {
	return slices.ContainsFunc(module.Rules, func(r *ast.Rule) bool { return r.Head.Ref()[0].Value.String() == name })
}

func noRules(modules []*parsed, c Config) error {
	names := bundleNames(c.Bundles)
	if c.Namespaces != nil && len(modules) > 0 {
		return missingNamespaces(modules, c.Namespaces)
	}
	return &LoadError{File: names, Reason: "no rules", Hint: "a rule is a .rego file with metadata and a deny set; `tipstaff new` writes one"}
}

// missingNamespace reports a namespace that no module has: it would be a policy that is silently not run.
func missingNamespace(set *ruleSet, modules []*parsed, c Config) error {
	for _, name := range c.Namespaces {
		if name == AllNamespaces {
			continue
		}
		if !slices.ContainsFunc(set.rules, func(r *loadedRule) bool { return r.namespace == name }) {
			return missingNamespaces(modules, []string{name})
		}
	}
	return nil
}

func missingNamespaces(modules []*parsed, want []string) error {
	var have []string
	for _, m := range modules {
		have = append(have, m.id)
	}
	slices.Sort(have)
	return &LoadError{
		File: "--namespace", Reason: fmt.Sprintf("no deny, violation or warn rule in namespace %s", strings.Join(want, ", ")),
		Hint: "there are: " + strings.Join(slices.Compact(have), ", "),
	}
}

// checkControls requires every control id of every rule to be in the catalogue of its framework.
func (set *ruleSet) checkControls(base document.Value) error {
	catalogues := base.Get("controls")
	for _, r := range set.rules {
		for framework, ids := range r.Controls {
			known := catalogues.At(framework, "controls")
			if !known.Defined() {
				return &LoadError{File: r.File, Line: r.Line, Reason: fmt.Sprintf("unknown framework %q in controls", framework), Hint: "known: " + keys(catalogues)}
			}
			for _, id := range ids {
				if !known.Get(id).Defined() {
					return &LoadError{File: r.File, Line: r.Line, Reason: fmt.Sprintf("framework %s has no control %q", framework, id)}
				}
			}
		}
	}
	return nil
}

func keys(v document.Value) string {
	var names []string
	for _, m := range v.Members() {
		names = append(names, m.Key.Text())
	}
	return strings.Join(names, ", ")
}
