package inputs

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// The azapi provider deploys any ARM resource: its type names the ARM type and API version, its body is ARM
// already. Only azapi_resource describes a whole resource; the provider's other resources change or call
// something that exists, and keep their Terraform type.

// azapi returns the ARM type and the members of an azapi_resource; false if it is something else, or its type
// or body cannot be read.
func (p *terraformPlan) azapi(c *terraformChange) (string, []document.Member, bool, error) {
	arm, version, ok := strings.Cut(c.after.Get("type").Text(), "@")
	if c.kind != "azapi_resource" || !ok || arm == "" {
		return "", nil, false, nil
	}
	body := azapiBody(c.after.Get("body"))
	tree := newARMTree(c.after)
	switch {
	case body.Has(document.Unknown):
		tree.put("properties", &armTree{value: body, leaf: true})
	case isSet(body) && body.Kind() != document.Object:
		return "", nil, false, nil
	}
	for _, m := range body.Members() {
		switch key := m.Key.Text(); {
		case key == "type" || key == "id":
		case key == "properties" && strings.EqualFold(arm, "Microsoft.KeyVault/vaults/secrets"):
			tree.put(key, &armTree{value: withoutValue(m.Value), leaf: true})
		default:
			tree.put(key, &armTree{value: m.Value, leaf: true})
		}
	}
	tree.put("api_version", &armTree{value: document.StringValue(version).From(c.after.Get("type")), leaf: true})
	err := p.mapping(c, tree).apply(withRows(azapiRows, azapiParent(arm)...))
	return arm, tree.members(), true, err
}

// withoutValue returns the properties of a secret without what is secret in them.
func withoutValue(properties document.Value) document.Value {
	if properties.Kind() != document.Object {
		return properties
	}
	members := slices.DeleteFunc(slices.Clone(properties.Members()), func(m document.Member) bool { return m.Key.Text() == "value" })
	return document.ObjectValue(members...).From(properties)
}

// azapiRows are the attributes that azapi puts into the body itself.
var azapiRows = withRows(located, withIdentity...)

// azapiParent is where the resource goes that another one is deployed to: the parent of a child, the scope of
// an extension. The rest are deployed to resource groups, which ARM resources do not show.
func azapiParent(arm string) []azurermRow {
	lower := strings.ToLower(arm)
	switch {
	case strings.HasPrefix(lower, "microsoft.authorization/"), lower == "microsoft.insights/diagnosticsettings":
		return []azurermRow{{from: "parent_id", to: "scope", as: idReference}}
	case strings.Count(arm, "/") > 1:
		return []azurermRow{{from: "parent_id", to: "parent", as: idReference}}
	}
	return nil
}

// azapiBody returns the body as it is, or read from the JSON that azapi 1 has in a string. What is read from
// a string has the place of the string.
func azapiBody(body document.Value) document.Value {
	if body.Kind() != document.String {
		return body
	}
	doc, err := document.ParseJSON([]byte(body.Text()), document.DefaultLimits, nil)
	if err != nil {
		return body
	}
	return placed(doc.Root, body)
}

// placed returns v with every value in it standing where source stands, and as sensitive as source.
func placed(v, source document.Value) document.Value {
	switch v.Kind() {
	case document.Object:
		members := slices.Clone(v.Members())
		for i := range members {
			members[i].Value = placed(members[i].Value, source)
		}
		return document.ObjectValue(members...).From(source)
	case document.Array:
		elements := slices.Clone(v.Elements())
		for i := range elements {
			elements[i] = placed(elements[i], source)
		}
		return document.ArrayValue(elements...).From(source)
	}
	return v.From(source)
}
