package access

import (
	"slices"
)

// policyPaths returns the ways that the access policies of the vault open to whoever is at the lower end of a
// chain. Deny assignments do not bar them: they are no roles.
func (q *query) policyPaths(c chain) []Path {
	var paths []Path
	for i := range q.vault.policies {
		p := &q.vault.policies[i]
		if p.principal != c.to {
			continue
		}
		answer := min(q.vault.byRole.Not(), p.allows(q.action))
		if answer == No {
			continue
		}
		path := Path{Kind: AccessPolicy, Assignment: q.vault.source.ID, Block: i, Scope: q.vault.source.ID, Groups: q.m.named(c.groups)}
		switch {
		case q.vault.byRole == Unknown:
			path.Reason = "whether the vault decides by access policies is not known"
		case answer == Unknown:
			path.Reason = "what the policy allows is not known"
		case p.application != "":
			answer, path.Reason = Unknown, "only through the application "+p.application
		}
		path.answer, path.level = always(answer), Allowed
		path.Outcome = path.answer.outcome()
		path.File, path.Line = placeInFile(p.source)
		paths = append(paths, path)
	}
	return paths
}

// unknownPolicies is the way that policies which are not known may open to somebody.
func (q *query) unknownPolicies() Path {
	p := Path{
		Outcome: Indeterminate, Kind: AccessPolicy, Assignment: q.vault.source.ID, Block: -1, Scope: q.vault.source.ID,
		Reason: "not all access policies of the vault are known",
	}
	p.File, p.Line = placeInFile(q.vault.source)
	return p
}

// selfGrants turns ways to write a vault into ways to its contents.
func selfGrants(writing []Path, v *vault) []Path {
	paths := slices.Clone(writing)
	for i := range paths {
		p := &paths[i]
		how := "he can give himself an access policy of the vault"
		if p.level == CanActivate {
			how += " after activating the role"
		}
		if p.Reason != "" {
			how += "; " + p.Reason
		}
		if v.byRole == Unknown {
			how += "; whether the vault decides by access policies is not known"
		}
		p.level, p.answer, p.Reason = CanGrant, p.answer.And(always(v.byRole.Not())), how
		p.Outcome = min(p.answer.outcome(), CanGrant)
	}
	return paths
}
