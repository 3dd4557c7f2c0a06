package engine

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/version"

	"github.com/tipstaff/tipstaff/engine/cache"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// savedPolicy is a policy that was checked as the cache holds it: what rules there are, and their data. Their
// plans are entries of their own.
type savedPolicy struct {
	Rules         []savedRule
	Decisions     []savedDecision
	Data          json.RawMessage
	UsesInventory bool
}

type savedRule struct {
	Rule          *Rule
	Path          []string // of its package, below data
	Deny          string
	NotApplicable bool
	Namespace     string
	UsesInventory bool
	UsesRun       bool
	UsesRelations bool
}

type savedDecision struct {
	Rule    *Rule
	Path    []string
	Effects []effectName
}

// identity covers everything that a policy that was checked follows from, besides the built-ins that are
// allowed and the schemas, which are part of the program.
func (c Config) identity(digest string) string {
	parts := []string{c.Build, version.Version, digest}
	for _, bundles := range [][]Bundle{c.Bundles, c.Data} {
		for _, b := range bundles {
			parts = append(parts, b.Name, b.File)
		}
		parts = append(parts, "")
	}
	parts = append(parts, c.Namespaces...)
	if c.Namespaces == nil {
		parts = append(parts, "rules")
	}
	b, err := json.Marshal(parts)
	if err != nil {
		return digest
	}
	return string(b)
}

const savedKind = "policy"

// recall returns a policy that was checked before.
func recall(dir cache.Dir, identity string) (*loaded, bool) {
	b, ok := dir.Get(cache.NewKey(savedKind, identity))
	if !ok {
		return nil, false
	}
	var saved savedPolicy
	if json.Unmarshal(b, &saved) != nil || len(saved.Rules)+len(saved.Decisions) == 0 {
		return nil, false
	}
	base, err := document.ParseJSON(saved.Data, document.DefaultLimits, nil)
	if err != nil {
		return nil, false
	}
	p := &loaded{base: base.Root, usesInventory: saved.UsesInventory}
	for _, s := range saved.Rules {
		r := newLoadedRule(s.Rule, packageRef(s.Path), s.Deny)
		r.hasNotApplicable, r.namespace = s.NotApplicable, s.Namespace
		r.usesInventory, r.usesRun, r.usesRelations = s.UsesInventory, s.UsesRun, s.UsesRelations
		p.rules = append(p.rules, r)
	}
	for _, s := range saved.Decisions {
		d := &decisionRule{Rule: s.Rule}
		for _, name := range s.Effects {
			if name < 0 || int(name) >= len(effectNames) {
				return nil, false
			}
			d.effects = append(d.effects, &effectPart{name, newPart(packageRef(s.Path), name.String())})
		}
		p.decisions = append(p.decisions, d)
	}
	return p, true
}

// remember keeps p for the next run.
func (p *loaded) remember(dir cache.Dir, identity string) {
	if dir == "" {
		return
	}
	saved := savedPolicy{Data: p.base.AppendJSON(nil), UsesInventory: p.usesInventory}
	for _, r := range p.rules {
		saved.Rules = append(saved.Rules, savedRule{
			r.Rule, packagePath(r.path), r.deny, r.hasNotApplicable, r.namespace, r.usesInventory, r.usesRun, r.usesRelations,
		})
	}
	for _, d := range p.decisions {
		s := savedDecision{Rule: d.Rule}
		for _, part := range d.effects {
			s.Effects = append(s.Effects, part.effect)
			s.Path = packagePath(part.ref[:len(part.ref)-1])
		}
		saved.Decisions = append(saved.Decisions, s)
	}
	if b, err := json.Marshal(saved); err == nil {
		dir.Put(cache.NewKey(savedKind, identity), b)
	}
}

// packageRef is the reference to a package below data.
func packageRef(path []string) ast.Ref {
	ref := slices.Clone(ast.DefaultRootRef)
	for _, step := range path {
		ref = append(ref, ast.StringTerm(step))
	}
	return ref
}

// packagePath is the inverse of packageRef.
func packagePath(ref ast.Ref) []string {
	var path []string
	for _, term := range ref[1:] {
		path = append(path, strings.Clone(string(term.Value.(ast.String))))
	}
	return path
}
