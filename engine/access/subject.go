package access

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// Subject is who can do something: a user, group, service principal or service account.
type Subject struct {
	ID   string `json:"id"`             // of Azure in lower case; "" if it is known only after apply
	Name string `json:"name,omitempty"` // "" if nobody says
	Type string `json:"type,omitempty"` // User, Group, ServicePrincipal, ServiceAccount; "" if nobody says
}

// name says what a principal is called and what it is, where that is not known yet.
func (m *Model) name(id, name, kind string) {
	if id == "" {
		return
	}
	s := m.subjects[id]
	s.ID = id
	if s.Name == "" {
		s.Name = name
	}
	if s.Type == "" {
		s.Type = kind
	}
	m.subjects[id] = s
}

// group is a group whose members are described.
type group struct {
	members []string
	unknown bool // there may be more
}

// addGroup reads who is in a group.
func (m *Model) addGroup(r *inputs.Resource) {
	properties := r.Value.Get("properties")
	id := strings.ToLower(properties.Get("id").Text())
	if id == "" {
		return
	}
	m.name(id, r.Name, "Group")
	members := properties.Get("members")
	g := &group{unknown: members.Kind() != document.Array}
	for _, e := range members.Elements() {
		member := strings.ToLower(e.Get("id").Text())
		if member == "" {
			g.unknown = true
			continue
		}
		m.name(member, e.Get("name").Text(), e.Get("type").Text())
		g.members = append(g.members, member)
		m.memberships[member] = append(m.memberships[member], id)
	}
	if before := m.groups[id]; before != nil {
		g.members = append(g.members, before.members...)
		g.unknown = g.unknown || before.unknown
	}
	m.groups[id] = g
}

// addIdentity reads which principal a resource acts as.
func (m *Model) addIdentity(r *inputs.Resource) {
	for _, path := range [][]string{{"identity", "principalId"}, {"properties", "principalId"}} {
		isIdentity := strings.EqualFold(r.Type, "Microsoft.ManagedIdentity/userAssignedIdentities")
		if path[0] == "properties" && !isIdentity {
			continue
		}
		if id := strings.ToLower(r.Value.At(path...).Text()); id != "" {
			m.name(id, r.Name, "ServicePrincipal")
		}
	}
}

// complete reports whether all members of a group are described, those of the groups in it included. A
// principal that is known to be no group is complete.
func (m *Model) complete(id string) bool {
	seen := map[string]bool{}
	var all func(id string) bool
	all = func(id string) bool {
		if seen[id] {
			return true
		}
		seen[id] = true
		g := m.groups[id]
		if g == nil {
			kind := m.subjects[id].Type
			return kind != "" && !strings.Contains(strings.ToLower(kind), "group")
		}
		return !g.unknown && !slices.ContainsFunc(g.members, func(member string) bool { return !all(member) })
	}
	return all(id)
}

// chain is a way from a subject to what a role is assigned to: the groups on it, the nearest first.
type chain struct {
	to     string
	groups []string
}

// chains returns the ways up from a subject, the shortest to each group.
func (m *Model) chains(subject string) []chain {
	all := []chain{{to: subject}}
	seen := map[string]bool{subject: true}
	for i := 0; i < len(all); i++ {
		for _, g := range m.memberships[all[i].to] {
			if !seen[g] {
				seen[g] = true
				all = append(all, chain{to: g, groups: append(slices.Clone(all[i].groups), g)})
			}
		}
	}
	return all
}

// below returns a principal and whoever is in it, if it is a group.
func (m *Model) below(id string) []string {
	all := []string{id}
	seen := map[string]bool{id: true}
	for i := 0; i < len(all); i++ {
		if g := m.groups[all[i]]; g != nil {
			for _, member := range g.members {
				if !seen[member] {
					seen[member] = true
					all = append(all, member)
				}
			}
		}
	}
	return all
}
