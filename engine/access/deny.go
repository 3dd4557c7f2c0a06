package access

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// everyone is the id that deny assignments have for all principals.
const everyone = "00000000-0000-0000-0000-000000000000"

// denial is a deny assignment.
type denial struct {
	id, name           string
	scope              place
	here               Truth // whether it does not apply below its scope
	blocks             []block
	unknown            bool // there may be more blocks
	condition          requirement
	principals, spared parties
	enforced           Truth
	source             *inputs.Resource
}

// parties are principals, of whom some may not be known.
type parties struct {
	ids     []string // in lower case
	groups  []bool   // whether each may be a group
	unknown bool
}

func readParties(v document.Value) parties {
	p := parties{unknown: v.Defined() && v.Kind() != document.Array || v.Has(document.Unknown)}
	for _, e := range v.Elements() {
		id := strings.ToLower(e.Get("id").Text())
		kind := strings.ToLower(e.Get("type").Text())
		if kind == "everyone" || kind == "systemdefined" && id == "" {
			id = everyone
		}
		if id == "" {
			p.unknown = true
			continue
		}
		p.ids = append(p.ids, id)
		p.groups = append(p.groups, kind == "" || strings.Contains(kind, "group"))
	}
	return p
}

// addDenial reads a deny assignment.
func (m *Model) addDenial(r *inputs.Resource) {
	properties := r.Value.Get("properties")
	d := &denial{
		id: r.ID, name: r.Name, source: r, condition: readRequirement(properties), enforced: Yes,
		principals: readParties(properties.Get("principals")), spared: readParties(properties.Get("excludePrincipals")),
	}
	if name := properties.Get("denyAssignmentName").Text(); name != "" {
		d.name = name
	}
	d.scope, _ = readScope(r)
	d.principals.unknown = d.principals.unknown || properties.Get("principals").Kind() != document.Array
	d.readDenied(properties.Get("permissions"))
	switch here := properties.Get("doNotApplyToChildScopes"); {
	case here.Has(document.Unknown):
		d.here = Unknown
	default:
		d.here = truthOf(here.Bool())
	}
	switch effect := properties.Get("denyAssignmentEffect"); {
	case effect.Has(document.Unknown):
		d.enforced = Unknown
	case strings.EqualFold(effect.Text(), "audit"):
		d.enforced = No
	}
	m.denials = append(m.denials, d)
}

// readDenied reads what d denies. A list that is not there may be anything: nothing is allowed for want of it.
func (d *denial) readDenied(v document.Value) {
	d.blocks, d.unknown = readBlocks(v)
	for i, e := range v.Elements() {
		if d.unknown {
			return // blocks and elements may not be the same
		}
		for plane, name := range []string{"actions", "dataActions"} {
			if e.Get(name).Kind() != document.Array {
				d.blocks[i].lists[plane].granted.unknown = true
			}
		}
	}
}

// bars answers whether d denies what a question asks, leaving aside to whom.
func (m *Model) bars(d *denial, q *query) Answer {
	covered := m.covers(d.scope, q.place)
	if d.here != No {
		exact := truthOf(d.scope.id == q.place.id && d.scope.home == q.place.home)
		if d.scope.id == "" {
			exact = Unknown
		}
		covered = min(covered, max(d.here.Not(), exact))
	}
	if covered == No {
		return always(No)
	}
	some := always(truthOf(false))
	if d.unknown {
		some = always(Unknown)
	}
	for i := range d.blocks {
		b := &d.blocks[i]
		some = some.Or(b.match(q.Plane, q.action).And(b.condition.evaluate(q.action, q.at)))
	}
	return some.And(always(covered)).And(d.condition.evaluate(q.action, q.at))
}

// concerns answers whether d names a subject, and does not spare it.
func (m *Model) concerns(d *denial, subject string, groups []string) Truth {
	return min(m.among(d.principals, subject, groups), m.among(d.spared, subject, groups).Not())
}

// among answers whether a subject, or a group that it is in, is one of the parties.
func (m *Model) among(p parties, subject string, groups []string) Truth {
	found := truthOf(false)
	if p.unknown {
		found = Unknown
	}
	for i, id := range p.ids {
		switch {
		case id == everyone || id == subject || slices.Contains(groups, id):
			return Yes
		case subject == "" || p.groups[i] && !m.complete(id):
			found = Unknown
		}
	}
	return found
}
