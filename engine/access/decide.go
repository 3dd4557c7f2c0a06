package access

import (
	"slices"
	"strings"
	"time"
)

// decide answers the question about one subject, as Azure documents it:
//
//  1. A deny assignment at or above the resource that names the subject, or a group that it is in, and does
//     not exclude it, and has a permission block for the action, bars it, if it is enforced.
//  2. A role assignment at or above the resource, to the subject or a group that it is in, grants what one
//     permission block of the role allows, if its conditions hold.
//  3. Whatever is not granted is denied.
func (q *query) decide(subject string) Decision {
	d := Decision{Paths: []Path{}}
	chains := q.m.chains(subject)
	groups := make([]string, 0, len(chains))
	for _, c := range chains[1:] {
		groups = append(groups, c.to)
	}
	denied := q.denied(subject, groups)
	for _, c := range chains {
		for _, a := range q.m.held[c.to] {
			d.Paths = append(d.Paths, q.paths(a, c, denied)...)
		}
		if q.vault != nil {
			d.Paths = append(d.Paths, q.policyPaths(c)...)
		}
	}
	for _, w := range q.writing {
		d.Paths = append(d.Paths, selfGrants(w.decide(subject).Paths, q.vault)...)
	}
	slices.SortStableFunc(d.Paths, func(a, b Path) int { return int(b.Outcome) - int(a.Outcome) })
	d.Outcome = join(d.Paths)
	d.Denials = q.denials(subject, groups)
	return d
}

// join returns the outcome of all paths together. It may be more than that of each: a path that is open under
// one reading of wildcards and one that is open under the other leave nothing ambiguous.
func join(paths []Path) Outcome {
	total := always(No)
	for _, level := range []Outcome{Allowed, CanActivate, CanGrant} {
		for i := range paths {
			if paths[i].level == level {
				total = total.Or(paths[i].answer)
			}
		}
		if total == always(Yes) {
			return level
		}
	}
	return total.outcome()
}

// denied answers whether a deny assignment bars a subject.
func (q *query) denied(subject string, groups []string) Answer {
	some := always(No)
	for _, b := range q.barring {
		concerned := min(b.enforced, q.m.concerns(b.denial, subject, groups))
		some = some.Or(b.answer.And(always(concerned)))
	}
	return some
}

// denials returns the deny assignments that concern a subject, those that only report included.
func (q *query) denials(subject string, groups []string) []Denial {
	var all []Denial
	for _, b := range q.barring {
		concerned := b.answer.And(always(q.m.concerns(b.denial, subject, groups)))
		if !concerned.possible() {
			continue
		}
		effect := [...]string{"audit", "unknown", "enforced"}[b.enforced]
		all = append(all, Denial{ID: b.id, Name: b.name, Bars: concerned.And(always(b.enforced)).outcome(), Effect: effect})
	}
	return all
}

// grant is what one permission block of an assigned role says about the action.
type grant struct {
	block   int // -1 if the role has none that is known
	answer  Answer
	reasons []string // what it depends on
}

// granted returns the grants of an assignment that are not no, leaving aside to whom.
func (q *query) granted(a *assignment) []grant {
	if grants, done := q.grants[a]; done {
		return grants
	}
	covered := q.covers(a)
	during := a.during.at(q.Time)
	byRole := q.byRole()
	if min(covered, during, byRole) == No {
		return nil
	}
	outer := always(min(covered, during, byRole))
	var reasons []string
	note := func(t Truth, reason string) {
		if t == Unknown {
			reasons = append(reasons, reason)
		}
	}
	note(covered, "whether "+scopeWords(a)+" is above the resource is not known")
	note(during, a.during.problem+a.during.lingering)
	note(byRole, "whether the vault decides by roles is not known")
	grants := q.blocks(a, outer, reasons)
	q.grants[a] = grants
	return grants
}

// blocks returns what each block of the assigned role grants within outer.
func (q *query) blocks(a *assignment, outer Answer, reasons []string) []grant {
	if a.role == nil {
		return []grant{{block: -1, answer: outer.And(always(Unknown)), reasons: append(reasons, a.problem)}}
	}
	var grants []grant
	for i, answer := range q.roleAnswers(a.role) {
		if !answer.possible() {
			continue
		}
		b := &a.role.blocks[i]
		own := slices.Clone(reasons)
		inner := b.match(q.Plane, q.action)
		if inner.Plain == Unknown || inner.Wide == Unknown {
			own = append(own, "not all actions of the role are known")
		}
		for _, r := range []requirement{b.condition, a.condition} {
			holds := r.evaluate(q.action, q.at)
			answer = answer.And(holds)
			if holds.Plain == Unknown || holds.Wide == Unknown {
				own = append(own, r.reason())
			}
		}
		if answer = answer.And(outer); answer.possible() {
			grants = append(grants, grant{block: i, answer: answer, reasons: own})
		}
	}
	if a.role.unknown {
		grants = append(grants, grant{block: -1, answer: outer.And(always(Unknown)), reasons: append(reasons, "not all permissions of the role are known")})
	}
	return grants
}

// roleAnswers returns whether each block of a role allows the action.
func (q *query) roleAnswers(r *role) []Answer {
	answers, done := q.roles[r]
	if !done {
		answers = make([]Answer, len(r.blocks))
		for i := range r.blocks {
			answers[i] = r.blocks[i].match(q.Plane, q.action)
		}
		q.roles[r] = answers
	}
	return answers
}

// covers answers whether the scope of an assignment covers the resource.
func (q *query) covers(a *assignment) Truth {
	n := q.m.scopeOf[a]
	if !q.known[n] {
		q.covered[n], q.known[n] = q.m.covers(q.m.scopes[n], q.place), true
	}
	return q.covered[n]
}

// byRole answers whether roles decide: always, except about the contents of a vault with access policies.
func (q *query) byRole() Truth {
	switch {
	case q.vault != nil:
		return q.vault.byRole
	case q.inVault:
		return Unknown
	}
	return Yes
}

// scopeWords names the scope of an assignment.
func scopeWords(a *assignment) string {
	if a.scopeText == "" {
		return "the scope, which is not known,"
	}
	return a.scopeText
}

// paths returns the ways that an assignment opens to whoever is at the lower end of a chain.
func (q *query) paths(a *assignment, c chain, denied Answer) []Path {
	grants := q.granted(a)
	paths := make([]Path, 0, len(grants))
	for _, g := range grants {
		answer := g.answer.And(denied.Not())
		outcome, level := answer.outcome(), Allowed
		if outcome == Denied {
			continue
		}
		reasons := slices.Clone(g.reasons)
		if a.kind == RoleEligibility {
			level = CanActivate
			outcome = min(outcome, level)
		}
		if outcome == Ambiguous {
			reasons = append(reasons, "it depends on whether /*/ may stand for a single slash")
		}
		if denied.Plain == Unknown || denied.Wide == Unknown {
			reasons = append(reasons, "whether a deny assignment bars it is not known")
		}
		p := Path{
			Outcome: outcome, Kind: a.kind, Assignment: a.source.ID, Role: a.roleName, RoleID: a.roleID, Block: g.block,
			Scope: a.scopeText, Groups: q.m.named(c.groups), Reason: strings.Join(reasons, "; "), Condition: conditionOf(a, g.block),
			answer: answer, level: level,
		}
		if a.role != nil {
			p.Role, p.RoleID = a.role.name, a.role.id
		}
		if a.kind == RoleEligibility && outcome == Indeterminate {
			p.Reason = "eligible only; " + p.Reason
		}
		if !a.during.end.IsZero() {
			p.Until = a.during.end.UTC().Format(time.RFC3339)
		}
		p.File, p.Line = placeInFile(a.source)
		paths = append(paths, p)
	}
	return paths
}

// conditionOf returns the conditions of an assignment and one block of its role.
func conditionOf(a *assignment, block int) string {
	var all []string
	if block >= 0 {
		if c := a.role.blocks[block].condition.condition; c != nil {
			all = append(all, oneLine(c.text))
		}
	}
	if c := a.condition.condition; c != nil {
		all = append(all, oneLine(c.text))
	}
	return strings.Join(all, " AND ")
}

// named returns the subjects with the given ids.
func (m *Model) named(ids []string) []Subject {
	var all []Subject
	for _, id := range ids {
		all = append(all, m.subject(id))
	}
	return all
}
