package access

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// cluster is the RBAC of a Kubernetes cluster. Everything that was read is taken to be in one.
type cluster struct {
	roles    map[string]*clusterRole // by kind, namespace and name
	bindings []*binding
	accounts []Subject // service accounts that are described
}

// clusterRole is a Role or ClusterRole.
type clusterRole struct {
	name       string
	rules      []rule
	labels     map[string]string
	aggregates []document.Value // selectors of the roles that this one consists of
	unknown    bool             // there may be more rules
}

// binding is a RoleBinding or ClusterRoleBinding.
type binding struct {
	kind      Kind
	namespace string // "" of a ClusterRoleBinding
	roleName  string
	role      *clusterRole // nil if it is not defined
	subjects  []Subject
	source    *inputs.Resource
}

// The types of subjects in a cluster.
const (
	userType    = "User"
	groupType   = "Group"
	accountType = "ServiceAccount"
)

const accountPrefix = "system:serviceaccount:"

func newCluster() cluster { return cluster{roles: map[string]*clusterRole{}} }

func clusterRoleKey(kind, namespace, name string) string {
	return strings.ToLower(kind) + "/" + namespace + "/" + name
}

// addClusterRole reads a Role or ClusterRole.
func (m *Model) addClusterRole(r *inputs.Resource) {
	properties := r.Value.Get("properties")
	role := &clusterRole{name: r.Name, labels: map[string]string{}}
	for _, l := range properties.At("metadata", "labels").Members() {
		role.labels[l.Key.Text()] = l.Value.Text()
	}
	for _, e := range properties.Get("rules").Elements() {
		role.rules = append(role.rules, rule{
			verbs: readTexts(e.Get("verbs")), groups: readTexts(e.Get("apiGroups")), resources: readTexts(e.Get("resources")),
			names: readTexts(e.Get("resourceNames")), urls: readTexts(e.Get("nonResourceURLs")),
		})
	}
	kind, namespace := r.Type[strings.LastIndex(r.Type, "/")+1:], properties.At("metadata", "namespace").Text()
	if strings.EqualFold(kind, "ClusterRole") {
		namespace = ""
	}
	role.aggregates = properties.At("aggregationRule", "clusterRoleSelectors").Elements()
	m.cluster.roles[clusterRoleKey(kind, namespace, r.Name)] = role
}

// readTexts returns the strings of a list.
func readTexts(v document.Value) []string {
	texts := make([]string, 0, v.Len())
	for _, e := range v.Elements() {
		texts = append(texts, e.Text())
	}
	return texts
}

// addBinding reads a RoleBinding or ClusterRoleBinding.
func (m *Model) addBinding(r *inputs.Resource) {
	properties := r.Value.Get("properties")
	b := &binding{kind: Kind(r.Type[strings.LastIndex(r.Type, "/")+1:]), source: r}
	if b.kind != ClusterBinding {
		b.namespace = properties.At("metadata", "namespace").Text()
	}
	for _, e := range properties.Get("subjects").Elements() {
		s := Subject{ID: e.Get("name").Text(), Name: e.Get("name").Text(), Type: e.Get("kind").Text()}
		if s.Type == accountType {
			namespace := e.Get("namespace").Text()
			if namespace == "" {
				namespace = b.namespace
			}
			s = serviceAccount(namespace, s.Name)
		}
		if s.ID != "" {
			b.subjects = append(b.subjects, s)
		}
	}
	b.roleName = properties.At("roleRef", "kind").Text() + "/" + properties.At("roleRef", "name").Text()
	m.cluster.bindings = append(m.cluster.bindings, b)
}

func serviceAccount(namespace, name string) Subject {
	return Subject{ID: accountPrefix + namespace + ":" + name, Name: namespace + "/" + name, Type: accountType}
}

// addServiceAccount notes that a service account exists.
func (m *Model) addServiceAccount(r *inputs.Resource) {
	m.cluster.accounts = append(m.cluster.accounts, serviceAccount(r.Value.At("properties", "metadata", "namespace").Text(), r.Name))
}

// connect joins bindings with roles, and roles with those that they consist of.
func (c *cluster) connect() {
	own := make(map[*clusterRole][]rule, len(c.roles))
	for _, r := range c.roles {
		own[r] = r.rules
	}
	for _, r := range c.roles {
		r.aggregate(c.roles, own)
	}
	for _, b := range c.bindings {
		kind, name, _ := strings.Cut(b.roleName, "/")
		namespace := b.namespace
		if kind == "ClusterRole" {
			namespace = ""
		}
		b.role = c.roles[clusterRoleKey(kind, namespace, name)]
	}
}

// aggregate adds the rules of the cluster roles that the selectors of r find. Selectors that find nothing
// leave open what the cluster has, unless its controller has written the rules already.
func (r *clusterRole) aggregate(roles map[string]*clusterRole, own map[*clusterRole][]rule) {
	found := false
	keys := make([]string, 0, len(roles))
	for key := range roles {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, selector := range r.aggregates {
		for _, key := range keys {
			if other := roles[key]; other != r && strings.HasPrefix(key, "clusterrole/") && selects(selector, other.labels) {
				r.rules = append(slices.Clip(r.rules), own[other]...)
				found = true
			}
		}
	}
	r.unknown = len(r.aggregates) > 0 && !found && len(r.rules) == 0
}

// selects reports whether a label selector finds what has these labels.
func selects(selector document.Value, labels map[string]string) bool {
	for _, l := range selector.Get("matchLabels").Members() {
		if value, ok := labels[l.Key.Text()]; !ok || value != l.Value.Text() {
			return false
		}
	}
	for _, e := range selector.Get("matchExpressions").Elements() {
		value, there := labels[e.Get("key").Text()]
		among := there && slices.Contains(readTexts(e.Get("values")), value)
		holds := map[string]bool{"In": among, "NotIn": !among, "Exists": there, "DoesNotExist": !there}
		if !holds[e.Get("operator").Text()] {
			return false
		}
	}
	return true
}

// subjects returns everybody who is bound to a role or described, each once.
func (c *cluster) subjects() []Subject {
	all := slices.Clone(c.accounts)
	for _, b := range c.bindings {
		all = append(all, b.subjects...)
	}
	slices.SortFunc(all, compareSubjects)
	return slices.Compact(all)
}

// clusterGroups returns the groups that a cluster puts a subject in.
func clusterGroups(s Subject) []string {
	rest, isAccount := strings.CutPrefix(s.ID, accountPrefix)
	namespace, _, _ := strings.Cut(rest, ":")
	switch {
	case s.Type == groupType:
		return nil
	case isAccount:
		return []string{"system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated"}
	case s.ID == "system:anonymous":
		return []string{"system:unauthenticated"}
	}
	return []string{"system:authenticated"}
}

// isBound reports whether a subject of a binding is s, or a group that it is in; group is that group.
func isBound(bound, s Subject) (group string, is bool) {
	switch {
	case bound.Type == groupType && s.Type != groupType:
		return bound.ID, slices.Contains(clusterGroups(s), bound.ID)
	case bound.Type == groupType || s.Type == groupType:
		return "", bound.Type == s.Type && bound.ID == s.ID
	}
	return "", bound.ID == s.ID // a service account is also the user of that name
}
