package access

import (
	"strings"
	"time"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// Kind says what a path starts from.
type Kind string

// The kinds of paths.
const (
	RoleAssignment   Kind = "role assignment"
	RoleEligibility  Kind = "eligible role assignment"
	ClassicAdmin     Kind = "classic administrator"
	AccessPolicy     Kind = "access policy"
	ClusterBinding   Kind = "ClusterRoleBinding"
	NamespaceBinding Kind = "RoleBinding"
)

// assignment is a role that somebody holds at a scope, or may activate.
type assignment struct {
	kind             Kind
	scope            place
	scopeText        string
	home             string
	principal        string // in lower case; "" if it is not known
	roleID, roleName string
	role             *role
	problem          string // why there is no role
	condition        requirement
	during           period
	source           *inputs.Resource
}

// period is when something counts: from start until before end; zero times are open.
type period struct {
	start, end time.Time
	problem    string // "" if both are known
	lingering  string // why what has ended may count all the same; "" if it does not
}

// at answers whether a period has begun and not ended.
func (p period) at(now time.Time) Truth {
	switch {
	case p.problem != "":
		return Unknown
	case !p.start.IsZero() && now.Before(p.start):
		return No
	case !p.end.IsZero() && !now.Before(p.end):
		return min(Unknown, truthOf(p.lingering != ""))
	}
	return Yes
}

// assigning are the types that give roles, in lower case.
var assigning = map[string]struct {
	kind     Kind
	schedule bool // start and end stand in scheduleInfo
}{
	"microsoft.authorization/roleassignments":                  {kind: RoleAssignment},
	"microsoft.authorization/roleassignmentscheduleinstances":  {kind: RoleAssignment},
	"microsoft.authorization/roleassignmentschedules":          {kind: RoleAssignment},
	"microsoft.authorization/roleassignmentschedulerequests":   {kind: RoleAssignment, schedule: true},
	"microsoft.authorization/roleeligibilityscheduleinstances": {kind: RoleEligibility},
	"microsoft.authorization/roleeligibilityschedules":         {kind: RoleEligibility},
	"microsoft.authorization/roleeligibilityschedulerequests":  {kind: RoleEligibility, schedule: true},
}

// removing are the requests that take a role away.
var removing = map[string]bool{"adminremove": true, "selfdeactivate": true}

// addAssignment reads an assignment of any kind.
func (m *Model) addAssignment(r *inputs.Resource) {
	kind := assigning[strings.ToLower(r.Type)]
	properties := r.Value.Get("properties")
	if removing[strings.ToLower(properties.Get("requestType").Text())] {
		return
	}
	a := &assignment{
		kind: kind.kind, home: homeOf(r), source: r,
		principal: strings.ToLower(properties.Get("principalId").Text()),
		roleID:    properties.Get("roleDefinitionId").Text(),
		roleName:  properties.Get("roleDefinitionName").Text(),
		condition: readRequirement(properties),
	}
	a.scope, a.scopeText = readScope(r)
	a.during = readPeriod(properties)
	if kind.schedule {
		a.during = readSchedule(properties.Get("scheduleInfo"))
	}
	m.name(a.principal, properties.Get("principalName").Text(), properties.Get("principalType").Text())
	m.expandedNames(a, properties.Get("expandedProperties"))
	m.assignments = append(m.assignments, a)
}

// expandedNames reads what the schedule instances of PIM say besides about the ids in them.
func (m *Model) expandedNames(a *assignment, v document.Value) {
	m.name(a.principal, v.At("principal", "displayName").Text(), v.At("principal", "type").Text())
	if a.roleName == "" && a.roleID != "" {
		a.roleName = v.At("roleDefinition", "displayName").Text()
	}
}

// readScope returns what an assignment is about. In plans, scope is the address of a resource where that is
// known and properties.scope the id that Azure will have.
func readScope(r *inputs.Resource) (place, string) {
	for _, v := range []document.Value{r.Value.Get("scope"), r.Value.At("properties", "scope")} {
		if v.Kind() == document.String && v.Text() != "" {
			return placeOf(v.Text(), homeOf(r)), v.Text()
		}
	}
	return place{}, ""
}

func readPeriod(v document.Value) period {
	var p period
	p.start = p.read(v.Get("startDateTime"))
	p.end = p.read(v.Get("endDateTime"))
	return p
}

// readSchedule reads the period that a request to PIM is for.
func readSchedule(v document.Value) period {
	p := period{}
	if v.Has(document.Unknown) {
		p.problem = "when it begins and ends is not known"
		return p
	}
	p.start = p.read(v.Get("startDateTime"))
	expiration := v.Get("expiration")
	if expiration.Has(document.Unknown) {
		p.problem = "when it ends is not known"
	}
	p.end = p.read(expiration.Get("endDateTime"))
	if duration := expiration.Get("duration"); duration.Defined() && p.end.IsZero() {
		length, ok := isoDuration(duration.Text())
		if !ok || p.start.IsZero() {
			p.problem = "when it ends is not known: it lasts " + duration.Text() + " from when it is made"
			return p
		}
		p.end = p.start.Add(length)
	}
	return p
}

// read returns a time; what cannot be read makes p a problem.
func (p *period) read(v document.Value) time.Time {
	if v.Kind() == document.Undefined && !v.Has(document.Unknown) || v.Kind() == document.Null {
		return time.Time{}
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, v.Text()); err == nil {
			return t
		}
	}
	p.problem = "when it begins or ends is not known"
	return time.Time{}
}

// isoDuration reads a duration of days, hours, minutes and seconds such as P365D or PT8H.
func isoDuration(text string) (time.Duration, bool) {
	rest, ok := strings.CutPrefix(text, "P")
	days, clock, timed := strings.Cut(rest, "T")
	if !ok || timed && clock == "" || rest == "" {
		return 0, false
	}
	var total time.Duration
	if days != "" {
		n, isDays := strings.CutSuffix(days, "D")
		hours, err := time.ParseDuration(n + "h")
		if !isDays || err != nil || hours < 0 || hours > 1e5*time.Hour {
			return 0, false
		}
		total = 24 * hours
	}
	if timed {
		d, err := time.ParseDuration(strings.ToLower(clock))
		if err != nil || d < 0 {
			return 0, false
		}
		total += d
	}
	return total, true
}

// retired is when Azure retired classic administrators.
var retired = time.Date(2024, time.August, 31, 0, 0, 0, 0, time.UTC)

// ownerBlocks are what a classic administrator held.
var ownerBlocks = []block{{lists: [2]struct{ granted, excepted patterns }{
	Control: {granted: patterns{known: []Pattern{NewPattern("*")}}},
}}}

// addClassic reads a classic administrator: an owner of the whole subscription. An account administrator only
// pays.
func (m *Model) addClassic(r *inputs.Resource) {
	properties := r.Value.Get("properties")
	title := properties.Get("role").Text()
	if strings.EqualFold(title, "AccountAdministrator") {
		return
	}
	a := &assignment{
		kind: ClassicAdmin, home: homeOf(r), source: r, during: period{end: retired, lingering: "Azure has retired classic administrators, and nobody says that this one is gone"},
		principal: strings.ToLower(properties.Get("emailAddress").Text()),
		roleName:  title,
		role:      &role{id: r.ID, name: title, blocks: ownerBlocks, source: r},
	}
	a.scopeText, _, _ = strings.Cut(r.ID, "/providers/")
	a.scope = placeOf(a.scopeText, a.home)
	m.name(a.principal, properties.Get("emailAddress").Text(), "User")
	m.assignments = append(m.assignments, a)
}
