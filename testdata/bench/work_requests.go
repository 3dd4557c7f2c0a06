package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// permitted is what is found in a request that is allowed.
const permitted = "permit"

// access is who may do what.
type access struct {
	Roles map[string]role `json:"roles"`
	// Assignments are the names of roles by principal and scope.
	Assignments map[string]map[string][]string `json:"assignments"`
	// List is the same as one long list, if the policy is to go through that.
	List []assignment `json:"list,omitempty"`
	// Levels order classifications: nobody sees what is above their clearance.
	Levels map[string]int `json:"levels"`
}

type assignment struct {
	Principal string `json:"principal"`
	Scope     string `json:"scope"`
	Role      string `json:"role"`
}

// role allows the actions that match one of its patterns and none of the exceptions. In a pattern, one * stands
// for any text.
type role struct {
	Actions    []string `json:"actions"`
	NotActions []string `json:"not_actions"`
}

var (
	things = []string{"datasets", "models", "endpoints", "features", "experiments", "pipelines", "secrets", "logs"}
	verbs  = []string{"read", "write", "delete", "deploy", "score", "share", "list", "export"}
	levels = []string{"public", "internal", "confidential", "secret"}
)

const (
	principals = 500 // at least; one for 20 assignments if that is more
	scopes     = 50
)

// newAccess returns 40 roles and the given number of assignments.
func newAccess(d dice, assignments int) *access {
	a := &access{Roles: map[string]role{}, Assignments: map[string]map[string][]string{}, Levels: map[string]int{}}
	for i, l := range levels {
		a.Levels[l] = i
	}
	for i := range 40 {
		a.Roles[roleName(i)] = roleFor(d, i)
	}
	for n := 0; n < assignments; {
		p, s, r := principalName(d.IntN(principalCount(assignments))), scopeName(d.IntN(scopes)), roleName(d.IntN(40))
		if a.Assignments[p] == nil {
			a.Assignments[p] = map[string][]string{}
		}
		if !slices.Contains(a.Assignments[p][s], r) {
			a.Assignments[p][s] = append(a.Assignments[p][s], r)
			n++
		}
	}
	return a
}

// roleFor returns a role of one of four forms.
func roleFor(d dice, i int) role {
	thing := things[i%len(things)]
	verb := verbs[d.IntN(len(verbs))]
	switch i % 4 {
	case 0:
		return role{[]string{thing + "/*"}, []string{thing + "/delete"}}
	case 1:
		return role{[]string{"*/" + verb}, []string{"secrets/*"}}
	case 2:
		return role{[]string{thing + "/" + verb, thing + "/read", things[d.IntN(len(things))] + "/l*t"}, []string{}}
	default:
		return role{[]string{thing + "/*", "logs/read"}, []string{"*/export", "*/share"}}
	}
}

func principalCount(assignments int) int { return max(principals, assignments/20) }
func principalName(i int) string         { return fmt.Sprintf("user-%05d", i) }
func roleName(i int) string              { return fmt.Sprintf("role_%02d", i) }
func scopeName(i int) string             { return fmt.Sprintf("rg-%02d", i) }

// generateRequests returns how to make access requests over a number of assignments. In most of them the
// principal has some role in the scope, and in most of those the role is about the action.
func generateRequests(assignments int) func(string, uint64, int) (*work, error) {
	return func(dir string, seed uint64, size int) (*work, error) {
		d := dice{rand.New(rand.NewPCG(seed, seed))}
		w := &work{dir: dir, mustFind: []string{permitted}, access: newAccess(d, assignments)}
		for i := range size {
			b, err := encode(d.request(w.access, principalName(d.IntN(principalCount(assignments)))))
			if err != nil {
				return nil, err
			}
			w.add(fmt.Sprintf("request-%05d", i+1), b)
		}
		return w, w.writeAccess()
	}
}

// generateScan makes the same with the assignments in one list, as those write it who do not know that it is gone
// through for every request.
func generateScan(assignments int) func(string, uint64, int) (*work, error) {
	return func(dir string, seed uint64, size int) (*work, error) {
		w, err := generateRequests(assignments)(dir, seed, size)
		if err != nil {
			return nil, err
		}
		w.access.list()
		return w, w.writeAccess()
	}
}

// list makes one list of all assignments.
func (a *access) list() {
	for _, principal := range sortedKeys(a.Assignments) {
		for _, scope := range sortedKeys(a.Assignments[principal]) {
			for _, role := range a.Assignments[principal][scope] {
				a.List = append(a.List, assignment{principal, scope, role})
			}
		}
	}
}

// request returns an access request in the shape of the AuthZEN Authorization API.
func (d dice) request(a *access, principal string) object {
	scope, action := scopeName(d.IntN(scopes)), things[d.IntN(len(things))]+"/"+verbs[d.IntN(len(verbs))]
	if held := sortedKeys(a.Assignments[principal]); len(held) > 0 && d.IntN(5) > 0 {
		scope = held[d.IntN(len(held))]
		if d.IntN(4) > 0 {
			action = d.action(a.Roles[a.Assignments[principal][scope][0]].Actions)
		}
	}
	subject := object{"department": "risk", "employee": true}
	d.set(subject, "clearance", levels[2+d.IntN(2)], "none", "public")
	return object{
		"subject": object{"type": "user", "id": principal, "properties": subject},
		"action":  object{"name": action},
		"resource": object{"type": "workspace", "id": "ws-" + scope, "properties": object{
			"scope": scope, "classification": levels[d.IntN(len(levels))], "region": "westeurope",
		}},
		"context": object{"purpose": "fraud-detection", "ip": fmt.Sprintf("198.51.100.%d", d.IntN(256)), "session": d.uuid()},
	}
}

// action returns an action that matches one of the patterns.
func (d dice) action(patterns []string) string {
	p := patterns[d.IntN(len(patterns))]
	switch {
	case strings.HasPrefix(p, "*"):
		return strings.Replace(p, "*", things[d.IntN(len(things))], 1)
	case strings.HasSuffix(p, "*"):
		return strings.Replace(p, "*", verbs[d.IntN(len(verbs))], 1)
	default:
		return strings.Replace(p, "*", "is", 1)
	}
}
