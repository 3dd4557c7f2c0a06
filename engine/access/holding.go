package access

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Holding is something that a subject holds: a permission block of a role at a scope, an access policy of a
// vault, a rule in a cluster, or what a deny assignment takes away.
type Holding struct {
	Path
	Actions        []string `json:"actions,omitempty"`
	NotActions     []string `json:"not_actions,omitempty"`
	DataActions    []string `json:"data_actions,omitempty"`
	NotDataActions []string `json:"not_data_actions,omitempty"`
}

// DenyAssignment is the kind of a holding that takes away.
const DenyAssignment Kind = "deny assignment"

// WhatCan returns what a subject, by id and type as [Model.Find] returns it, holds at a time. The outcome of a
// holding leaves deny assignments and conditions aside: they depend on the action. Deny assignments are listed
// with the outcome denied.
func (m *Model) WhatCan(s Subject, now time.Time) []Holding {
	var all []Holding
	chains := m.chains(s.ID)
	groups := make([]string, 0, len(chains))
	for _, c := range chains {
		if len(c.groups) > 0 {
			groups = append(groups, c.to)
		}
		for _, a := range m.held[c.to] {
			all = append(all, m.holdings(a, c, now)...)
		}
		for _, v := range m.vaults {
			all = append(all, m.vaultHoldings(v, c)...)
		}
	}
	for _, d := range m.denials {
		if concerned := m.concerns(d, s.ID, groups); concerned != No {
			all = append(all, d.holdings(concerned)...)
		}
	}
	for _, b := range m.cluster.bindings {
		for _, bound := range b.subjects {
			if group, is := isBound(bound, s); is {
				all = append(all, b.holdings(group)...)
				break
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Holding) int {
		return cmp.Or(cmp.Compare(b.Outcome, a.Outcome), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Role, b.Role))
	})
	return all
}

// holdings returns the permission blocks that an assignment gives.
func (m *Model) holdings(a *assignment, c chain, now time.Time) []Holding {
	during := a.during.at(now)
	if during == No {
		return nil
	}
	base := Path{
		Kind: a.kind, Assignment: a.source.ID, Role: a.roleName, RoleID: a.roleID, Block: -1, Scope: a.scopeText, Groups: m.named(c.groups),
		Outcome: always(during).outcome(),
	}
	base.File, base.Line = placeInFile(a.source)
	if !a.during.end.IsZero() {
		base.Until = a.during.end.UTC().Format(time.RFC3339)
	}
	var reasons []string
	if during == Unknown {
		reasons = append(reasons, a.during.problem+a.during.lingering)
	}
	if a.scope.id == "" {
		base.Outcome = Indeterminate
		reasons = append(reasons, "the scope is not known")
	}
	if base.Outcome == Allowed && a.kind == RoleEligibility {
		base.Outcome = CanActivate
	}
	if a.role == nil {
		base.Outcome, base.Reason = Indeterminate, strings.Join(append(reasons, a.problem), "; ")
		return []Holding{{Path: base}}
	}
	base.Role, base.RoleID = a.role.name, a.role.id
	var all []Holding
	for i := range a.role.blocks {
		h := a.role.blocks[i].holding(base)
		h.Block, h.Condition = i, conditionOf(a, i)
		all = append(all, h.with(reasons, a.role.blocks[i].condition.problem, a.condition.problem))
	}
	if a.role.unknown || len(a.role.blocks) == 0 {
		h := Holding{Path: base}
		if a.role.unknown {
			h.Outcome = Indeterminate
			h = h.with(reasons, "not all permissions of the role are known")
		}
		all = append(all, h)
	}
	return all
}

// holding returns the lists of a block.
func (b *block) holding(base Path) Holding {
	control, data := b.lists[Control], b.lists[Data]
	h := Holding{
		Path: base, Actions: control.granted.texts(), NotActions: control.excepted.texts(),
		DataActions: data.granted.texts(), NotDataActions: data.excepted.texts(),
	}
	for _, list := range []patterns{control.granted, control.excepted, data.granted, data.excepted} {
		if list.unknown {
			h.Outcome, h.Reason = Indeterminate, "not all actions are known"
		}
	}
	return h
}

// with returns h with reasons; a problem makes it unknown.
func (h Holding) with(reasons []string, problems ...string) Holding {
	reasons = slices.Clone(reasons)
	if h.Reason != "" {
		reasons = append(reasons, h.Reason)
	}
	for _, problem := range problems {
		if problem != "" {
			h.Outcome = Indeterminate
			reasons = append(reasons, problem)
		}
	}
	h.Reason = strings.Join(reasons, "; ")
	return h
}

func (p patterns) texts() []string {
	texts := make([]string, 0, len(p.known))
	for i := range p.known {
		texts = append(texts, p.known[i].written)
	}
	return texts
}

// vaultHoldings returns what the access policies of a vault give.
func (m *Model) vaultHoldings(v *vault, c chain) []Holding {
	if v.byRole == Yes {
		return nil
	}
	var all []Holding
	for i := range v.policies {
		p := &v.policies[i]
		if p.principal != c.to {
			continue
		}
		h := Holding{Path: Path{
			Outcome: always(v.byRole.Not()).outcome(), Kind: AccessPolicy, Assignment: v.source.ID, Block: i, Scope: v.source.ID, Groups: m.named(c.groups),
		}}
		h.File, h.Line = placeInFile(p.source)
		var problem string
		for _, kind := range contentKinds {
			for _, word := range p.allowed[kind].texts() {
				h.DataActions = append(h.DataActions, kind+" "+word)
			}
			if p.allowed[kind].unknown {
				problem = "not all permissions are known"
			}
		}
		if v.byRole == Unknown {
			problem = "whether the vault decides by access policies is not known"
		}
		if p.application != "" {
			problem = "only through the application " + p.application
		}
		all = append(all, h.with(nil, problem))
	}
	return all
}

// holdings returns what a deny assignment takes away.
func (d *denial) holdings(concerned Truth) []Holding {
	base := Path{Kind: DenyAssignment, Assignment: d.id, Role: d.name, Block: -1, Scope: d.source.Value.At("properties", "scope").Text()}
	base.File, base.Line = placeInFile(d.source)
	if d.enforced == No {
		base.Reason = "only audited"
	} else if min(concerned, d.enforced) == Unknown {
		base.Reason = "whether it bars this subject is not known"
	}
	var all []Holding
	for i := range d.blocks {
		h := d.blocks[i].holding(base)
		h.Outcome, h.Block = Denied, i
		if h.Reason == "" {
			h.Reason = base.Reason
		}
		all = append(all, h)
	}
	if d.unknown {
		base.Reason = "not all that it denies is known"
		all = append(all, Holding{Path: base})
	}
	return all
}

// holdings returns the rules that a binding gives.
func (b *binding) holdings(group string) []Holding {
	base := Path{Outcome: Allowed, Kind: b.kind, Assignment: b.source.ID, Role: b.roleName, Scope: "cluster", Block: -1}
	base.File, base.Line = placeInFile(b.source)
	if b.kind != ClusterBinding {
		base.Scope = "namespace " + b.namespace
	}
	if group != "" {
		base.Groups = []Subject{{ID: group, Name: group, Type: groupType}}
	}
	if b.role == nil || b.role.unknown {
		base.Outcome, base.Reason = Indeterminate, "the role, or what it consists of, is not defined in what was read"
		return []Holding{{Path: base}}
	}
	var all []Holding
	for i := range b.role.rules {
		h := Holding{Path: base}
		h.Block, h.Actions = i, b.role.rules[i].texts()
		all = append(all, h)
	}
	return all
}

// texts returns a rule as VERB RESOURCE.GROUP NAME, and VERB URL.
func (r *rule) texts() []string {
	var all []string
	for _, verb := range r.verbs {
		for _, url := range r.urls {
			all = append(all, verb+" "+url)
		}
		for _, resource := range r.resources {
			for _, group := range r.groups {
				text := verb + " " + resource
				if group != "" {
					text += "." + group
				}
				if len(r.names) > 0 {
					text += " " + strings.Join(r.names, ",")
				}
				all = append(all, text)
			}
		}
	}
	return all
}
