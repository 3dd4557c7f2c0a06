package access

import (
	"slices"
	"strings"
)

// KubernetesQuestion is what somebody may be able to do in a cluster: a verb on a resource or on a URL.
type KubernetesQuestion struct {
	Verb        string
	Group       string // API group; "" is the core group
	Resource    string // plural, in lower case: secrets
	Subresource string // such as log; "" is the resource itself
	Namespace   string // "" asks for all namespaces, and for what is in none
	Name        string // "" asks for all of them
	URL         string // instead of a resource, such as /metrics
}

// rule is what a role allows.
type rule struct{ verbs, groups, resources, names, urls []string }

// allows answers whether a rule allows what is asked, with the reason of what it leaves open. It grants less
// than is asked if it is about some names only.
func (r *rule) allows(q KubernetesQuestion) (Truth, string) {
	if !hasOr(r.verbs, q.Verb) {
		return No, ""
	}
	if q.URL != "" {
		return truthOf(slices.ContainsFunc(r.urls, func(u string) bool { return urlMatches(u, q.URL) })), ""
	}
	if !hasOr(r.groups, q.Group) || !r.concerns(q) {
		return No, ""
	}
	if len(r.names) == 0 || slices.Contains(r.names, q.Name) {
		return Yes, ""
	}
	if q.Name == "" {
		return Unknown, "only those named " + strings.Join(r.names, ", ")
	}
	return No, ""
}

// concerns reports whether a rule is about the resource or subresource. A star for the resource covers its
// subresources too.
func (r *rule) concerns(q KubernetesQuestion) bool {
	full := q.Resource
	if q.Subresource != "" {
		full += "/" + q.Subresource
	}
	return hasOr(r.resources, full) || q.Subresource != "" && slices.Contains(r.resources, "*/"+q.Subresource)
}

// hasOr reports whether a list has a word, or the star that stands for all.
func hasOr(list []string, word string) bool {
	return slices.Contains(list, word) || slices.Contains(list, "*")
}

// urlMatches reports whether a rule's URL is one, or ends in a star behind how it starts.
func urlMatches(pattern, url string) bool {
	prefix, star := strings.CutSuffix(pattern, "*")
	return pattern == url || star && strings.HasPrefix(url, prefix)
}

// DecideKubernetes answers a question about one subject of a cluster, by its type and id: a user or group by
// its name, a service account as system:serviceaccount:NAMESPACE:NAME.
func (m *Model) DecideKubernetes(s Subject, q KubernetesQuestion) Decision {
	d := Decision{Paths: []Path{}}
	for _, b := range m.cluster.bindings {
		for _, bound := range b.subjects {
			if group, is := isBound(bound, s); is {
				d.Paths = append(d.Paths, b.paths(q, group)...)
				break
			}
		}
	}
	for _, p := range d.Paths {
		d.Outcome = max(d.Outcome, p.Outcome)
	}
	slices.SortStableFunc(d.Paths, func(a, b Path) int { return int(b.Outcome) - int(a.Outcome) })
	return d
}

// WhoCanKubernetes returns all subjects of whom the answer to a question is not no. Whoever is only in a group
// is among them if he is bound to something himself, or is a service account that is described. Members of
// system:masters can do everything, but nothing that is read says who they are.
func (m *Model) WhoCanKubernetes(q KubernetesQuestion) []Holder {
	all := m.cluster.subjects()
	var holders []Holder
	seen := map[Subject]bool{}
	for _, b := range m.cluster.bindings {
		if len(b.paths(q, "")) == 0 {
			continue
		}
		for _, s := range all {
			bound := slices.ContainsFunc(b.subjects, func(x Subject) bool { _, is := isBound(x, s); return is })
			if bound && !seen[s] {
				seen[s] = true
				holders = append(holders, Holder{s, m.DecideKubernetes(s, q)})
			}
		}
	}
	sortHolders(holders)
	return holders
}

// paths returns the ways that a binding opens, to whoever is bound through a group or, if that is "", himself.
func (b *binding) paths(q KubernetesQuestion, group string) []Path {
	p := Path{Kind: b.kind, Assignment: b.source.ID, Role: b.roleName, Scope: "cluster", Block: -1}
	p.File, p.Line = placeInFile(b.source)
	if group != "" {
		p.Groups = []Subject{{ID: group, Name: group, Type: groupType}}
	}
	inside, reason := Yes, ""
	if b.kind != ClusterBinding {
		p.Scope = "namespace " + b.namespace
		switch {
		case q.URL != "" || q.Namespace != "" && q.Namespace != b.namespace:
			return nil
		case q.Namespace == "":
			inside, reason = Unknown, "only in the namespace "+b.namespace
		}
	}
	if b.role == nil || b.role.unknown {
		p.Outcome, p.Reason = Indeterminate, "the role is not defined in what was read"
		if b.role != nil {
			p.Reason = "the rules of the role are those of others, which were not read"
		}
		return []Path{p}
	}
	var paths []Path
	for i := range b.role.rules {
		allowed, only := b.role.rules[i].allows(q)
		if allowed == No {
			continue
		}
		own := p
		own.Block, own.Outcome = i, always(min(allowed, inside)).outcome()
		own.Reason = strings.Trim(reason+"; "+only, "; ")
		paths = append(paths, own)
	}
	return paths
}
