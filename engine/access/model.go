package access

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
)

// Model is who holds what, as resources describe it. It does not change once it is made.
type Model struct {
	places      map[string][]place // of described resources, by id in lower case
	ancestors   map[string]string  // what subscriptions and management groups are in; "" for the root
	roles       map[string]*role
	rolesNamed  map[string][]*role
	assignments []*assignment
	held        map[string][]*assignment // by principal
	scopes      []place                  // of assignments, each once
	scopeOf     map[*assignment]int
	denials     []*denial
	subjects    map[string]Subject
	groups      map[string]*group
	memberships map[string][]string // the groups that a principal is in directly
	vaults      []*vault
	policies    []*policies
	cluster     cluster
}

// readers read the types that say something about access, by their name in lower case.
var readers = map[string]func(*Model, *inputs.Resource){
	"microsoft.authorization/roledefinitions":             (*Model).addRole,
	"microsoft.authorization/denyassignments":             (*Model).addDenial,
	"microsoft.authorization/classicadministrators":       (*Model).addClassic,
	"microsoft.resources/subscriptions":                   (*Model).addAncestry,
	"microsoft.management/managementgroups":               (*Model).addAncestry,
	"microsoft.management/managementgroups/subscriptions": (*Model).addAncestry,
	"microsoft.keyvault/vaults":                           (*Model).addVault,
	"microsoft.keyvault/vaults/accesspolicies":            (*Model).addPolicies,
	"group":                                        (*Model).addGroup,
	"rbac.authorization.k8s.io/role":               (*Model).addClusterRole,
	"rbac.authorization.k8s.io/clusterrole":        (*Model).addClusterRole,
	"rbac.authorization.k8s.io/rolebinding":        (*Model).addBinding,
	"rbac.authorization.k8s.io/clusterrolebinding": (*Model).addBinding,
	"serviceaccount":                               (*Model).addServiceAccount,
}

// NewModel reads resources of any format. What is not about access only says where things are.
func NewModel(resources []*inputs.Resource) *Model {
	m := &Model{
		places: map[string][]place{}, ancestors: map[string]string{}, roles: map[string]*role{}, rolesNamed: map[string][]*role{},
		held: map[string][]*assignment{}, scopeOf: map[*assignment]int{}, subjects: map[string]Subject{},
		groups: map[string]*group{}, memberships: map[string][]string{}, cluster: newCluster(),
	}
	m.locateAll(resources)
	for _, r := range resources {
		m.addIdentity(r)
		kind := strings.ToLower(r.Type)
		if _, ok := assigning[kind]; ok {
			m.addAssignment(r)
		} else if read := readers[kind]; read != nil {
			read(m, r)
		}
	}
	m.connect()
	return m
}

// Counts are how much was read of what decides about access.
type Counts struct {
	Roles       int `json:"roles"`
	Assignments int `json:"assignments"`
	Denials     int `json:"deny_assignments"`
	Groups      int `json:"groups"`
	Vaults      int `json:"vaults"`
	Policies    int `json:"access_policies"`
	Cluster     int `json:"cluster_roles_and_bindings"`
}

// Counts returns how much was read.
func (m *Model) Counts() Counts {
	c := Counts{
		Roles: len(m.roles), Assignments: len(m.assignments), Denials: len(m.denials), Groups: len(m.groups), Vaults: len(m.vaults),
		Cluster: len(m.cluster.roles) + len(m.cluster.bindings),
	}
	for _, v := range m.vaults {
		c.Policies += len(v.policies)
	}
	return c
}

// Empty reports whether nothing that was read gives access to anything.
func (m *Model) Empty() bool {
	c := m.Counts()
	return c.Assignments+c.Vaults+c.Cluster == 0
}

// locateAll notes where every resource is.
func (m *Model) locateAll(resources []*inputs.Resource) {
	parents := map[string]string{} // by home and id
	key := func(p place) string { return p.home + "\x00" + p.id }
	for _, r := range resources {
		p := placeOf(r.ID, homeOf(r))
		if parent := r.Value.Get("parent").Text(); parent != "" {
			parents[key(p)] = strings.ToLower(strings.TrimRight(parent, "/"))
		}
	}
	for _, r := range resources {
		p := placeOf(r.ID, homeOf(r))
		p.kind, p.name = strings.ToLower(r.Type), strings.ToLower(r.Name)
		for at := p; len(p.above) < maxAncestors; {
			parent := parents[key(at)]
			if parent == "" || slices.Contains(p.above, parent) {
				break
			}
			p.above = append(p.above, parent)
			at = place{id: parent, home: p.home}
		}
		if !slices.ContainsFunc(m.places[p.id], func(q place) bool { return q.home == p.home }) {
			m.places[p.id] = append(m.places[p.id], p)
		}
	}
}

// connect joins assignments with what they name, once everything is read.
func (m *Model) connect() {
	m.mergeInstances()
	numbers := map[string]int{}
	for _, a := range m.assignments {
		if described := m.places[a.scope.id]; a.scope.home != "" {
			for _, p := range described {
				if p.home == a.scope.home {
					a.scope = p
				}
			}
		}
		key := a.scope.home + "\x00" + a.scope.id
		n, ok := numbers[key]
		if !ok {
			n = len(m.scopes)
			numbers[key] = n
			m.scopes = append(m.scopes, a.scope)
		}
		m.scopeOf[a] = n
		if a.role == nil {
			a.role, a.problem = m.roleOf(a)
		}
		m.held[a.principal] = append(m.held[a.principal], a)
	}
	m.connectPolicies()
	m.cluster.connect()
}

// mergeInstances lets the instances of PIM say until when the role assignments last that they brought about:
// both are listed, but they are one.
func (m *Model) mergeInstances() {
	byID := make(map[string]*assignment, len(m.assignments))
	for _, a := range m.assignments {
		byID[strings.ToLower(a.source.ID)] = a
	}
	m.assignments = slices.DeleteFunc(m.assignments, func(a *assignment) bool {
		origin := strings.ToLower(a.source.Value.At("properties", "originRoleAssignmentId").Text())
		original := byID[origin]
		if origin == "" || original == nil || original == a {
			return false
		}
		original.during = a.during
		return true
	})
}

// Subjects returns everybody who is assigned or denied anything, or in a group that is described, sorted.
func (m *Model) Subjects() []Subject {
	all := map[string]bool{}
	for id := range m.held {
		all[id] = true
	}
	for _, d := range m.denials {
		for _, id := range d.principals.ids {
			all[id] = id != everyone
		}
	}
	for _, v := range m.vaults {
		for _, p := range v.policies {
			all[p.principal] = true
		}
	}
	for id, g := range m.groups {
		all[id] = true
		for _, member := range g.members {
			all[member] = true
		}
	}
	delete(all, "")
	subjects := make([]Subject, 0, len(all))
	for id, is := range all {
		if is {
			subjects = append(subjects, m.subject(id))
		}
	}
	subjects = append(subjects, m.cluster.subjects()...)
	slices.SortFunc(subjects, compareSubjects)
	return subjects
}

// Find returns the subjects with an id or name, in whatever case.
func (m *Model) Find(text string) []Subject {
	var found []Subject
	for _, s := range m.Subjects() {
		if strings.EqualFold(s.ID, text) || strings.EqualFold(s.Name, text) {
			found = append(found, s)
		}
	}
	return found
}

func (m *Model) subject(id string) Subject {
	s := m.subjects[id]
	s.ID = id
	return s
}

func compareSubjects(a, b Subject) int {
	if c := strings.Compare(a.Type, b.Type); c != 0 {
		return c
	}
	if c := strings.Compare(a.Name, b.Name); c != 0 {
		return c
	}
	return strings.Compare(a.ID, b.ID)
}

// ResourceError is why a question is about no resource that is known.
type ResourceError struct {
	Resource string
	Homes    []string // the files that describe a resource of this id; empty if none does
}

// Error says what to do about it.
func (e *ResourceError) Error() string {
	if len(e.Homes) == 0 {
		return e.Resource + " is not described in what was read, and is no id of Azure: those start with /"
	}
	return e.Resource + " is described in " + strings.Join(e.Homes, " and ") + ": name only one of them"
}

// locate returns the place of a resource by its id in Azure, or the one that a plan or template has for it.
func (m *Model) locate(resource string) (place, error) {
	p := placeOf(resource, "")
	described := m.places[p.id]
	switch {
	case len(described) == 1:
		return described[0], nil
	case len(described) == 0 && strings.HasPrefix(p.id, "/"):
		return p, nil
	}
	e := &ResourceError{Resource: resource}
	for _, d := range described {
		e.Homes = append(e.Homes, d.home)
	}
	return place{}, e
}

// IsDescribed reports whether a resource of this id or address was read.
func (m *Model) IsDescribed(resource string) bool { return len(m.places[placeOf(resource, "").id]) > 0 }

// Planes returns the planes on which a role or the contents of Key Vault have an action by its full name: one
// if it is clear which one is meant.
func (m *Model) Planes(action string) []Plane {
	action = strings.ToLower(action)
	var planes []Plane
	for _, plane := range []Plane{Control, Data} {
		named := plane == Data && vaultActions[action] != nil
		for _, r := range m.roles {
			for i := range r.blocks {
				list := &r.blocks[i].lists[plane]
				named = named || names(list.granted, action) || names(list.excepted, action)
			}
		}
		if named {
			planes = append(planes, plane)
		}
	}
	return planes
}

func names(p patterns, action string) bool {
	return slices.ContainsFunc(p.known, func(k Pattern) bool { return k.text == action })
}
