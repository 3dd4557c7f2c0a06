package inputs

import "github.com/tipstaff/tipstaff/inputs/document"

// sensitiveEnvironment marks the literal values of environment variables below v. Whether one is a secret is
// for a rule to judge; that it may be one is enough not to print it. Variables are lists of {name, value}
// under the given key: env in Kubernetes, environment in pipelines.
func sensitiveEnvironment(v document.Value, key string) document.Value {
	switch v.Kind() {
	case document.Array:
		elements := make([]document.Value, 0, v.Len())
		for _, e := range v.Elements() {
			elements = append(elements, sensitiveEnvironment(e, key))
		}
		return document.ArrayValue(elements...).From(v)
	case document.Object:
		members := make([]document.Member, 0, v.Len())
		for _, m := range v.Members() {
			m.Value = sensitiveEnvironment(m.Value, key)
			if m.Key.Text() == key {
				m.Value = sensitiveValues(m.Value)
			}
			members = append(members, m)
		}
		return document.ObjectValue(members...).From(v)
	default:
		return v
	}
}

// sensitiveValues marks the member value of every element of a list.
func sensitiveValues(list document.Value) document.Value {
	if list.Kind() != document.Array {
		return list
	}
	variables := make([]document.Value, 0, list.Len())
	for _, variable := range list.Elements() {
		members := append([]document.Member(nil), variable.Members()...)
		for i, m := range members {
			if m.Key.Text() == "value" {
				members[i].Value = m.Value.With(document.Sensitive)
			}
		}
		if variable.Kind() == document.Object {
			variable = document.ObjectValue(members...).From(variable)
		}
		variables = append(variables, variable)
	}
	return document.ArrayValue(variables...).From(list)
}
