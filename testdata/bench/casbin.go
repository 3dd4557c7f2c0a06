package main

import (
	"context"
	"errors"
	"strings"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
)

// casbinModel is RBAC with domains. The matcher begins with what costs least.
const casbinModel = `
[request_definition]
r = sub, dom, act, clearance, classification
[policy_definition]
p = sub, act, not
[role_definition]
g = _, _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.clearance >= r.classification && allows(r.act, p.act, p.not) && g(r.sub, p.sub, r.dom)
`

// casbinRequests decides with one policy per pattern of a role.
func casbinRequests() contestant {
	return calling("casbin", func(_ context.Context, w *work) (judge, error) {
		e, err := w.access.enforcer()
		if err != nil {
			return nil, err
		}
		return w.decide(func(_ context.Context, b []byte) (bool, error) {
			r, err := decodeRequest(b)
			if err != nil {
				return false, err
			}
			return e.Enforce(r.Subject.ID, r.Resource.Properties.Scope, r.Action.Name,
				w.access.level(r.Subject.Properties.Clearance, lowest),
				w.access.level(r.Resource.Properties.Classification, highest))
		}), nil
	})
}

func (a *access) enforcer() (*casbin.Enforcer, error) {
	m, err := model.NewModelFromString(casbinModel)
	if err != nil {
		return nil, err
	}
	e, err := casbin.NewEnforcer(m)
	if err != nil {
		return nil, err
	}
	e.AddFunction("allows", allows)
	var policies, groups [][]string
	for _, name := range sortedKeys(a.Roles) {
		for _, action := range a.Roles[name].Actions {
			policies = append(policies, []string{name, action, strings.Join(a.Roles[name].NotActions, " ")})
		}
	}
	for _, principal := range sortedKeys(a.Assignments) {
		for _, scope := range sortedKeys(a.Assignments[principal]) {
			for _, role := range a.Assignments[principal][scope] {
				groups = append(groups, []string{principal, role, scope})
			}
		}
	}
	if _, err := e.AddPolicies(policies); err != nil {
		return nil, err
	}
	_, err = e.AddGroupingPolicies(groups)
	return e, err
}

// allows is a function of the matcher: an action, a pattern, and the patterns of exceptions.
func allows(arguments ...any) (any, error) {
	var text [3]string
	for i := range text {
		s, ok := arguments[i].(string)
		if !ok {
			return nil, errors.New("allows wants strings")
		}
		text[i] = s
	}
	return like(text[0], text[1]) && !likeAny(text[0], strings.Fields(text[2])), nil
}
