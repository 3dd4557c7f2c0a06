package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/cedar-policy/cedar-go"
)

// cedarRequests decides with one policy per role and one for clearances. An assignment makes the principal a
// member of the group of that role in that scope, as Cedar models roles.
func cedarRequests() contestant {
	return calling("cedar-go", func(_ context.Context, w *work) (judge, error) {
		policies, err := cedar.NewPolicySetFromBytes("bench.cedar", []byte(w.access.cedar()))
		if err != nil {
			return nil, err
		}
		entities := w.access.entities()
		return w.decide(func(_ context.Context, b []byte) (bool, error) {
			r, err := decodeRequest(b)
			if err != nil {
				return false, err
			}
			decision, diagnostic := cedar.Authorize(policies, entities, cedar.Request{
				Principal: cedar.NewEntityUID("User", cedar.String(r.Subject.ID)),
				Action:    cedar.NewEntityUID("Action", "call"),
				Resource:  cedar.NewEntityUID("Scope", cedar.String(r.Resource.Properties.Scope)),
				Context: cedar.NewRecord(cedar.RecordMap{
					"action":         cedar.String(r.Action.Name),
					"clearance":      cedar.Long(w.access.level(r.Subject.Properties.Clearance, lowest)),
					"classification": cedar.Long(w.access.level(r.Resource.Properties.Classification, highest)),
				}),
			})
			if len(diagnostic.Errors) > 0 {
				return false, errors.New(diagnostic.Errors[0].String())
			}
			return decision == cedar.Allow, nil
		}), nil
	})
}

// cedar returns the policies.
func (a *access) cedar() string {
	var b strings.Builder
	b.WriteString("forbid (principal, action, resource) when { context.clearance < context.classification };\n")
	for _, name := range sortedKeys(a.Roles) {
		r := a.Roles[name]
		fmt.Fprintf(&b, "permit (principal, action, resource)\nwhen { principal in resource.%s && (%s) }",
			name, likes(r.Actions))
		if len(r.NotActions) > 0 {
			fmt.Fprintf(&b, "\nunless { %s }", likes(r.NotActions))
		}
		b.WriteString(";\n")
	}
	return b.String()
}

func likes(patterns []string) string {
	var terms []string
	for _, p := range patterns {
		terms = append(terms, fmt.Sprintf("context.action like %q", p))
	}
	return strings.Join(terms, " || ")
}

// entities returns the principals with their groups, and the scopes, which name the group of each role.
func (a *access) entities() cedar.EntityMap {
	all := cedar.EntityMap{}
	group := func(scope, role string) cedar.EntityUID {
		return cedar.NewEntityUID("Assignment", cedar.String(scope+"/"+role))
	}
	for principal, held := range a.Assignments {
		var groups []cedar.EntityUID
		for scope, roles := range held {
			for _, role := range roles {
				groups = append(groups, group(scope, role))
			}
		}
		uid := cedar.NewEntityUID("User", cedar.String(principal))
		all[uid] = cedar.Entity{UID: uid, Parents: cedar.NewEntityUIDSet(groups...)}
	}
	for i := range scopes {
		roles := cedar.RecordMap{}
		for role := range a.Roles {
			roles[cedar.String(role)] = group(scopeName(i), role)
		}
		uid := cedar.NewEntityUID("Scope", cedar.String(scopeName(i)))
		all[uid] = cedar.Entity{UID: uid, Attributes: cedar.NewRecord(roles)}
	}
	return all
}
