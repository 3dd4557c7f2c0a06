package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/cedar-policy/cedar-go"
)

// cedarRequests decides with one policy per role and one for clearances, as Cedar models roles: a role is a group,
// and its patterns are conditions. Cedar is given the entities that a request is about: the principal, who is in the
// groups of the roles held in the scope. To keep the groups of all scopes in one store costs more, because then the
// group to look for is an attribute of the scope.
func cedarRequests() contestant {
	return calling("cedar-go", func(_ context.Context, w *work) (judge, error) {
		policies, err := cedar.NewPolicySetFromBytes("bench.cedar", []byte(w.access.cedar()))
		if err != nil {
			return nil, err
		}
		groups := w.access.groups()
		return w.decide(func(_ context.Context, b []byte) (bool, error) {
			r, err := decodeRequest(b)
			if err != nil {
				return false, err
			}
			principal, scope := cedar.NewEntityUID("User", cedar.String(r.Subject.ID)), r.Resource.Properties.Scope
			entities := slice{cedar.Entity{UID: principal, Parents: groups[r.Subject.ID][scope]}}
			decision, diagnostic := cedar.Authorize(policies, entities, cedar.Request{
				Principal: principal,
				Action:    cedar.NewEntityUID("Action", "call"),
				Resource:  cedar.NewEntityUID("Scope", cedar.String(scope)),
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

const cedarRole = "Role"

// cedar returns the policies.
func (a *access) cedar() string {
	var b strings.Builder
	b.WriteString("forbid (principal, action, resource) when { context.clearance < context.classification };\n")
	for _, name := range sortedKeys(a.Roles) {
		r := a.Roles[name]
		fmt.Fprintf(&b, "permit (principal in %s::%q, action, resource)\nwhen { %s }", cedarRole, name, likes(r.Actions))
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

// held are the groups of a principal by scope: one for each role held there.
type held map[string]map[string]cedar.EntityUIDSet

func (a *access) groups() held {
	all := held{}
	for principal, scopes := range a.Assignments {
		all[principal] = map[string]cedar.EntityUIDSet{}
		for scope, roles := range scopes {
			var groups []cedar.EntityUID
			for _, role := range roles {
				groups = append(groups, cedar.NewEntityUID(cedarRole, cedar.String(role)))
			}
			all[principal][scope] = cedar.NewEntityUIDSet(groups...)
		}
	}
	return all
}

// slice is the entities that a request is about: the principal.
type slice struct{ principal cedar.Entity }

// Get returns an entity, as [cedar.Authorize] asks for it.
func (s slice) Get(uid cedar.EntityUID) (cedar.Entity, bool) {
	if uid != s.principal.UID {
		return cedar.Entity{}, false
	}
	return s.principal, true
}
