package arm

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// add appends the resource that a declaration makes.
func (e env) add(d declaration, known *declared, at string) {
	r := e.run
	if len(r.resources) == maxResources {
		r.fail(d.raw, fmt.Sprintf("the template makes more than %d resources", maxResources), "split the template")
	}
	e.checkRest(d.raw)
	value := e.shape(d.raw, known, r.unique(known.id, at))
	if r.err != nil {
		return
	}
	r.resources = append(r.resources, &inputs.Resource{
		Type:     known.kind,
		ID:       value.Get("id").Text(),
		Name:     known.name,
		Value:    value,
		Document: r.document,
		Node:     d.raw.Node(),
		File:     r.file,
		Format:   formatName,
	})
}

// structural are the members of a resource that are read by name, in lower case.
var structural = []string{
	"type", "name", "apiversion", "location", "tags", "kind", "sku", "identity", "properties", "scope", "resources",
	"copy", "condition", "existing", "comments",
}

// checkRest evaluates the members that policies do not see, because what is wrong in them is wrong too.
func (e env) checkRest(raw document.Value) {
	for _, m := range raw.Members() {
		if !slices.Contains(structural, strings.ToLower(m.Key.Text())) {
			e.value(m.Value)
		}
	}
}

// unique returns id, with where the resource stands behind it if another has that id.
func (r *run) unique(id, at string) string {
	candidate := id
	for n := 1; r.ids[strings.ToLower(candidate)]; n++ {
		candidate = id + "[" + at + "]"
		if n > 1 {
			candidate += "#" + strconv.Itoa(n)
		}
	}
	r.ids[strings.ToLower(candidate)] = true
	return candidate
}

// copied are the members of a resource that policies see as they are, and what they are called there.
var copied = []struct{ from, to string }{
	{"location", "location"}, {"tags", "tags"}, {"kind", "kind"}, {"sku", "sku"}, {"identity", "identity"}, {"apiVersion", "api_version"},
}

// shape returns what policies see of a resource.
func (e env) shape(raw document.Value, known *declared, id string) document.Value {
	name, kind := orElse(member(raw, "name"), raw), member(raw, "type")
	members := []document.Member{
		document.Field("type", document.StringValue(known.kind).From(kind)),
		document.Field("id", document.StringValue(id).From(name)),
		document.Field("name", document.StringValue(known.name).From(name)),
	}
	for _, c := range copied {
		v := e.value(member(raw, c.from))
		if c.to == "location" {
			v = region(v)
		}
		if isThere(v) && v.Kind() != document.Null {
			members = append(members, document.Field(c.to, v))
		}
	}
	properties := e.properties(raw, known.kind)
	members = append(members, document.Field("properties", properties))
	if scope := e.scopeValue(raw, known, properties); isThere(scope) {
		members = append(members, document.Field("scope", scope))
	}
	if known.parent != "" {
		members = append(members, document.Field("parent", document.StringValue(known.parent).From(name)))
	}
	return document.ObjectValue(members...).From(raw)
}

// region returns a location as the server names it: "West Europe" is westeurope.
func region(v document.Value) document.Value {
	s := strings.ToLower(strings.ReplaceAll(v.Text(), " ", ""))
	if v.Kind() != document.String || s == v.Text() {
		return v
	}
	return document.StringValue(s).From(v)
}

// properties returns the evaluated properties of a resource, an empty object if it has none.
func (e env) properties(raw document.Value, kind string) document.Value {
	v := member(raw, "properties")
	if isDeployment(kind) {
		return e.deploymentProperties(raw)
	}
	v = e.value(v)
	if !isThere(v) || v.Kind() == document.Null {
		return document.ObjectValue().From(raw)
	}
	if strings.EqualFold(kind, "Microsoft.KeyVault/vaults/secrets") {
		e.run.document.Hide(member(member(raw, "properties"), "value").Node())
		v = without(v, "value")
	}
	if v.Defined() && v.Kind() != document.Object {
		e.run.fail(v, "the properties of a resource must be an object", "")
	}
	return v
}

// without returns an object without the member of that name.
func without(v document.Value, name string) document.Value {
	var members []document.Member
	for _, m := range v.Members() {
		if !strings.EqualFold(m.Key.Text(), name) {
			members = append(members, m)
		}
	}
	if len(members) == v.Len() {
		return v
	}
	return document.ObjectValue(members...).From(v)
}

// assigning are the types that give or take access, in lower case.
var assigning = []string{
	"microsoft.authorization/roleassignments", "microsoft.authorization/denyassignments",
	"microsoft.authorization/roleassignmentschedulerequests", "microsoft.authorization/roleeligibilityschedulerequests",
}

// scopeValue returns what an extension resource or an assignment is about. An assignment always has a
// scope; if the template does not show it, it is what the template is deployed to.
func (e env) scopeValue(raw document.Value, known *declared, properties document.Value) document.Value {
	assignment := slices.Contains(assigning, strings.ToLower(known.kind))
	source := orElse(member(raw, "scope"), orElse(member(raw, "name"), raw))
	switch {
	case known.scope != "" && !strings.HasPrefix(known.scope, "["):
		return document.StringValue(known.scope).From(source)
	case known.scope != "":
		return document.UnknownValue().From(source)
	case assignment && isThere(member(properties, "scope")):
		return member(properties, "scope")
	case assignment:
		return document.UnknownValue().From(raw)
	}
	return document.Value{}
}
