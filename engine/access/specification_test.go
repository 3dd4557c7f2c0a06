package access_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/tipstaff/tipstaff/engine/access"
)

// in reports whether one is, or is in, another.
func (u *universe) in(id, principal string) bool {
	reached := map[string]bool{principal: true}
	for range uGroups {
		for g, members := range u.groups {
			if reached[g] {
				for _, m := range members {
					reached[m] = true
				}
			}
		}
	}
	return reached[id]
}

func above(scope, resource string) bool {
	scope, resource = strings.ToLower(scope), strings.ToLower(resource)
	switch scope[strings.LastIndex(scope, "/")+1:] {
	case "ml", "top": // both resources' subscription is below them
		if strings.Contains(scope, "managementgroups") {
			return true
		}
	case "":
		return true
	}
	return strings.HasPrefix(resource+"/", scope+"/")
}

// compiled holds the patterns of universes as regular expressions, plain and wide.
var compiled = sync.OnceValue(func() map[string][2]*regexp.Regexp {
	all := map[string][2]*regexp.Regexp{}
	for _, p := range uPatterns {
		plain, wide := expressions(p)
		all[p] = [2]*regexp.Regexp{plain, wide}
	}
	return all
})

func matchesAny(patterns []string, action string, wide bool) bool {
	reading := map[bool]int{false: 0, true: 1}[wide]
	return slices.ContainsFunc(patterns, func(p string) bool { return compiled()[p][reading].MatchString(strings.ToLower(action)) })
}

func (b permissionBlock) allows(plane access.Plane, action string, wide bool) bool {
	return matchesAny(b.granted[plane], action, wide) && !matchesAny(b.excepted[plane], action, wide)
}

// may answers a question about roles under one reading of wildcards.
func (u *universe) may(id string, plane access.Plane, action, resource string, wide bool) access.Outcome {
	for _, d := range u.denials {
		named := func(list []string) bool {
			return slices.ContainsFunc(list, func(p string) bool { return p == everyoneID || u.in(id, p) })
		}
		covered := above(d.scope, resource) && (!d.exact || strings.EqualFold(d.scope, resource))
		if !d.audit && covered && d.block.allows(plane, action, wide) && named(d.principals) && !named(d.spared) {
			return access.Denied
		}
	}
	best := access.Denied
	now := noon.Format("2006-01-02T15:04:05Z")
	for _, a := range u.assignments {
		if !u.in(id, a.principal) || !above(a.scope, resource) || a.begins != "" && now < a.begins || a.ends != "" && now >= a.ends {
			continue
		}
		for _, b := range u.roles[a.role] {
			if !b.allows(plane, action, wide) {
				continue
			}
			if a.eligible {
				best = max(best, access.CanActivate)
			} else {
				best = access.Allowed
			}
		}
	}
	return best
}

// under answers a question under one reading of wildcards.
func (u *universe) under(id string, q access.Question, wide bool) access.Outcome {
	name, _, _ := strings.Cut(q.Resource, "/secrets/")
	v, inVault := u.vaults[name]
	if q.Plane != access.Data || !inVault || v.byRole || !strings.HasPrefix(q.Action, "Microsoft.KeyVault/") {
		return u.may(id, q.Plane, q.Action, q.Resource, wide)
	}
	for principal, words := range v.holds {
		if u.in(id, principal) && q.Action == uActions[2] && (slices.Contains(words, "Get") || slices.Contains(words, "ALL")) {
			return access.Allowed
		}
	}
	if u.may(id, access.Control, "Microsoft.KeyVault/vaults/write", name, wide) != access.Denied ||
		u.may(id, access.Control, "Microsoft.KeyVault/vaults/accessPolicies/write", name, wide) != access.Denied {
		return access.CanGrant
	}
	return access.Denied
}

// decide answers a question: what both readings give, or that only one gives anything.
func (u *universe) decide(id string, q access.Question) access.Outcome {
	plain, wide := u.under(id, q, false), u.under(id, q, true)
	if plain != wide && min(plain, wide) == access.Denied {
		return access.Ambiguous
	}
	return min(plain, wide)
}

// TestUniverses compares the model with a plain reading of the specification, and who-can with deciding for
// everybody.
func TestUniverses(t *testing.T) {
	seen := map[access.Outcome]int{}
	for seed := range uint64(200) {
		u := newUniverse(rand.New(rand.NewPCG(seed, 7)))
		m := model(t, u.rows()...)
		for _, plane := range []access.Plane{access.Control, access.Data} {
			for _, action := range uActions {
				for _, resource := range uResources {
					q := access.Question{Plane: plane, Action: action, Resource: resource, Time: noon}
					compareWhoCan(t, m, q)
					for _, id := range uPrincipals {
						d, err := m.Decide(id, q)
						if err != nil {
							t.Fatal(err)
						}
						seen[d.Outcome]++
						want := u.decide(id, q)
						if u.hasNoWord(id, q) && want < access.CanGrant {
							want = access.Indeterminate
						}
						if d.Outcome != want {
							t.Fatalf("seed %d: %s, %v %s on %s: got %v, want %v\n%+v\n%+v", seed, id, plane, action, resource, d.Outcome, want, d, u)
						}
					}
				}
			}
		}
	}
	for _, o := range []access.Outcome{access.Denied, access.Ambiguous, access.CanGrant, access.CanActivate, access.Allowed} {
		if seen[o] < 100 {
			t.Errorf("only %d answers are %v", seen[o], o)
		}
	}
}

// hasNoWord reports whether somebody holds a policy of the vault, and the data action is one that no word of
// access policies is known for.
func (u *universe) hasNoWord(id string, q access.Question) bool {
	name, _, _ := strings.Cut(q.Resource, "/secrets/")
	v, ok := u.vaults[name]
	if !ok || v.byRole || q.Plane != access.Data || q.Action == uActions[2] || !strings.HasPrefix(q.Action, "Microsoft.KeyVault/") {
		return false
	}
	for principal, words := range v.holds {
		if len(words) > 0 && u.in(id, principal) {
			return true
		}
	}
	return false
}

// TestDeletingNeverBroadens deletes one attribute of a random resource and asserts that nobody who was denied
// is allowed after it, except for attributes that are documented to restrict only where they are there.
func TestDeletingNeverBroadens(t *testing.T) {
	restricting := []string{"notActions", "notDataActions", "startDateTime", "endDateTime", "enableRbacAuthorization", "scope"}
	deleted := map[string]int{}
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 11))
		rows := newUniverse(r).rows()
		before := model(t, rows...)
		i := 2 + r.IntN(len(rows)-2)
		if rows[i]["apiVersion"] != nil {
			spec := rows[i]["spec"].(object)
			delete(spec, "members")
			deleted["members"]++
		} else {
			name := deleteOne(r, rows[i]["properties"].(object), restricting)
			deleted[name]++
		}
		after := model(t, rows...)
		for _, plane := range []access.Plane{access.Control, access.Data} {
			for _, action := range uActions {
				for _, resource := range uResources {
					q := access.Question{Plane: plane, Action: action, Resource: resource, Time: noon}
					compareWhoCan(t, after, q)
					for _, id := range uPrincipals {
						was, _ := before.Decide(id, q)
						is, _ := after.Decide(id, q)
						if was.Outcome == access.Denied && is.Outcome == access.Allowed {
							t.Fatalf("seed %d: without an attribute %s is allowed %s on %s: %v", seed, id, action, resource, rows[i])
						}
					}
				}
			}
		}
	}
	for _, name := range []string{"principalId", "roleDefinitionId", "permissions", "actions", "dataActions", "principals", "members", "accessPolicies"} {
		if deleted[name] == 0 {
			t.Errorf("%s was never deleted: %v", name, deleted)
		}
	}
}

// deleteOne deletes one attribute at any depth that is not among those kept, and returns its name.
func deleteOne(r *rand.Rand, o object, kept []string) string {
	var names []string
	for name := range o {
		if !slices.Contains(kept, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if len(names) == 0 {
		return ""
	}
	name := pick(r, names)
	if list, ok := o[name].([]object); ok && len(list) > 0 && r.IntN(2) == 0 {
		return deleteOne(r, list[r.IntN(len(list))], kept)
	}
	if inner, ok := o[name].(object); ok && r.IntN(2) == 0 {
		return deleteOne(r, inner, kept)
	}
	delete(o, name)
	return name
}
