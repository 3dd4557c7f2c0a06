package inputs

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// graphCopied are the members that policies see as they are, and what they are called there.
var graphCopied = []struct{ from, to string }{
	{"tags", "tags"}, {"kind", "kind"}, {"sku", "sku"}, {"identity", "identity"}, {"apiVersion", "api_version"},
}

// shape returns what policies see of a row.
func (r *graphReader) shape(row document.Value, id string) (document.Value, error) {
	properties, err := r.properties(row)
	if err != nil {
		return document.Value{}, err
	}
	const others = 7 // type, id, name, location, properties, scope and parent
	members := append(make([]document.Member, 0, others+len(graphCopied)),
		document.Field("type", graphMember(row, "type")),
		document.Field("id", document.StringValue(id).From(graphSource(row, "id"))),
		document.Field("name", graphCalled(row, id, properties)),
	)
	if v := graphMember(row, "location"); v.Defined() {
		members = append(members, document.Field("location", graphRegion(v)))
	}
	for _, c := range graphCopied {
		if v := graphMember(row, c.from); v.Defined() {
			members = append(members, document.Field(c.to, graphWithoutNulls(v)))
		}
	}
	members = append(members, document.Field("properties", properties))
	members = graphRelated(members, row, id, properties)
	return document.ObjectValue(members...).From(row), nil
}

// graphSource returns the member that a value is taken from, or the row if it has none.
func graphSource(row document.Value, name string) document.Value {
	if v := graphMember(row, name); v.Defined() {
		return v
	}
	return row
}

// graphCalled returns what people call a resource: of a role its role name, for its name is a GUID.
func graphCalled(row document.Value, id string, properties document.Value) document.Value {
	if called := properties.Get("roleName"); called.Kind() == document.String && called.Text() != "" {
		return called
	}
	return graphLastName(row, id)
}

// graphLastName returns the name of a resource without those of its parents.
func graphLastName(row document.Value, id string) document.Value {
	given := graphMember(row, "name").Text()
	name := given[strings.LastIndex(given, "/")+1:]
	if name == "" {
		name = id[strings.LastIndex(id, "/")+1:]
	}
	return document.StringValue(name).From(graphSource(row, "name"))
}

// graphRegion returns a location as the server names it: "West Europe" is westeurope.
func graphRegion(v document.Value) document.Value {
	if v.Kind() != document.String {
		return v
	}
	return document.StringValue(strings.ToLower(strings.ReplaceAll(v.Text(), " ", ""))).From(v)
}

// graphWithoutNulls returns v without the members that are null.
func graphWithoutNulls(v document.Value) document.Value {
	if !graphHasNull(v) {
		return v
	}
	switch v.Kind() {
	case document.Array:
		elements := make([]document.Value, 0, v.Len())
		for _, e := range v.Elements() {
			elements = append(elements, graphWithoutNulls(e))
		}
		return document.ArrayValue(elements...).From(v)
	case document.Object:
		members := make([]document.Member, 0, v.Len())
		for _, m := range v.Members() {
			if m.Value.Kind() != document.Null {
				members = append(members, document.Member{Key: m.Key, Value: graphWithoutNulls(m.Value)})
			}
		}
		return document.ObjectValue(members...).From(v)
	}
	return v
}

func graphHasNull(v document.Value) bool {
	return v.Kind() == document.Null || slices.ContainsFunc(v.Elements(), graphHasNull) ||
		slices.ContainsFunc(v.Members(), func(m document.Member) bool { return graphHasNull(m.Value) })
}

// graphTopLevel are the members of a row that do not come from its properties, in lower case: those of every
// ARM resource, the columns of Resource Graph, and what az resource list adds.
var graphTopLevel = []string{
	"id", "name", "type", "location", "tags", "kind", "sku", "identity", "properties", "apiversion", "managedby", "plan",
	"zones", "extendedlocation", "etag", "systemdata", "scope", "resourcegroup", "subscriptionid", "tenantid",
	"resourceid", "managedbyextended", "createdtime", "changedtime", "provisioningstate",
}

// graphFlat are the types whose flattened rows hold every property under its own name, in lower case, with
// some of what such a row must hold to be taken for one.
var graphFlat = map[string][]string{
	"microsoft.authorization/roledefinitions": {"roleName", "permissions", "assignableScopes"},
	"microsoft.authorization/roleassignments": {"principalId", "roleDefinitionId", "scope"},
	"microsoft.insights/diagnosticsettings":   {"logs"},
}

// graphIsFlat reports whether the properties of a row can be restored.
func graphIsFlat(row document.Value) bool {
	needed := graphFlat[strings.ToLower(graphMember(row, "type").Text())]
	for _, name := range needed {
		if !graphMember(row, name).Defined() {
			return false
		}
	}
	return len(needed) > 0
}

// properties returns the properties of a row; unknown if it shows none.
func (r *graphReader) properties(row document.Value) (document.Value, error) {
	kind := graphMember(row, "type").Text()
	v := graphMember(row, "properties")
	if v.Defined() && v.Kind() != document.Object {
		return v, r.fail(v, "the properties of a resource must be an object", "")
	}
	if v.Defined() {
		v = graphWithoutNulls(v)
		if strings.EqualFold(kind, "Microsoft.KeyVault/vaults/secrets") {
			r.document.Hide(graphMember(v, "value").Node())
			v = graphWithout(v, "value")
		}
		return v, nil
	}
	moved := graphMoved(row)
	switch {
	case len(moved) == 0:
		return document.UnknownValue().From(row), nil
	case graphIsFlat(row):
		return document.ObjectValue(graphRestored(moved, graphMember(row, "scope"))...).From(row), nil
	}
	return v, r.fail(moved[0].Value, "this is the flattened output of a command of its own, in which "+moved[0].Key.Text()+
		" is no longer among the properties", "use az resource show --ids ID, or az graph query")
}

// graphMoved returns the members of a row that have been moved out of its properties.
func graphMoved(row document.Value) []document.Member {
	var moved []document.Member
	for _, m := range row.Members() {
		if m.Value.Kind() != document.Null && !slices.Contains(graphTopLevel, strings.ToLower(m.Key.Text())) {
			moved = append(moved, m)
		}
	}
	return moved
}

// graphRestored returns properties as the server has them. The kind of a role is type there; az calls it
// roleType, because the top level has a type already. Both names are kept.
func graphRestored(moved []document.Member, scope document.Value) []document.Member {
	var members []document.Member
	for _, m := range moved {
		m.Value = graphWithoutNulls(m.Value)
		members = append(members, m)
		if strings.EqualFold(m.Key.Text(), "roleType") {
			members = append(members, document.Field("type", m.Value))
		}
	}
	if scope.Defined() {
		members = append(members, document.Field("scope", scope))
	}
	return members
}

func graphWithout(v document.Value, name string) document.Value {
	members := slices.DeleteFunc(slices.Clone(v.Members()), func(m document.Member) bool {
		return strings.EqualFold(m.Key.Text(), name)
	})
	return document.ObjectValue(members...).From(v)
}
