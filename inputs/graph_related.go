package inputs

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// graphScoped are the types that are always about something else, in lower case. Others are if their id says
// so.
var graphScoped = []string{
	"microsoft.authorization/roleassignments", "microsoft.authorization/denyassignments",
	"microsoft.authorization/roleassignmentscheduleinstances", "microsoft.authorization/roleassignmentschedules",
	"microsoft.authorization/roleassignmentschedulerequests", "microsoft.authorization/roleeligibilityscheduleinstances",
	"microsoft.authorization/roleeligibilityschedules", "microsoft.authorization/roleeligibilityschedulerequests",
	"microsoft.authorization/policyassignments", "microsoft.authorization/locks", "microsoft.insights/diagnosticsettings",
}

// graphRelated appends the ids of the resource that an id is below of and of the one that it is about.
func graphRelated(members []document.Member, row document.Value, id string, properties document.Value) []document.Member {
	source := graphSource(row, "id")
	parent, scope := graphAbove(id)
	given := graphMember(row, "scope")
	kind := graphMember(row, "type").Text()
	if slices.ContainsFunc(graphScoped, func(scoped string) bool { return strings.EqualFold(scoped, kind) }) {
		if scope == "" {
			scope = graphPlace(id)
		}
		if !given.Defined() {
			given = graphMember(properties, "scope")
		}
	}
	if given.Kind() == document.String {
		members = append(members, document.Field("scope", given))
	} else if scope != "" {
		members = append(members, document.Field("scope", document.StringValue(scope).From(source)))
	}
	if parent != "" {
		members = append(members, document.Field("parent", document.StringValue(parent).From(source)))
	}
	return members
}

// graphProvider returns where the last "/providers/" of an id starts, -1 if there is none.
func graphProvider(id string) int {
	const providers = "/providers/"
	for i := len(id) - len(providers); i >= 0; i-- {
		if id[i] == '/' && strings.EqualFold(id[i:i+len(providers)], providers) {
			return i
		}
	}
	return -1
}

// graphAbove returns the id that is one type and name shorter, if that is still a resource, and the resource
// that an extension extends.
func graphAbove(id string) (parent, scope string) {
	i := graphProvider(id)
	if i < 0 {
		return "", ""
	}
	if graphProvider(id[:i]) >= 0 {
		scope = id[:i]
	}
	if parts := 1 + strings.Count(id[i+len("/providers/"):], "/"); parts >= 5 && parts%2 == 1 {
		parent = strings.Join(strings.Split(id, "/")[:strings.Count(id, "/")-1], "/")
	}
	return parent, scope
}

// graphPlace returns the subscription or resource group that an id is in, "/" if it is in none.
func graphPlace(id string) string {
	if i := graphProvider(id); i > 0 {
		return id[:i]
	}
	return "/"
}
