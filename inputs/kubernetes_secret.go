package inputs

import "github.com/tipstaff/tipstaff/inputs/document"

// lastApplied is the annotation in which kubectl keeps a copy of the whole object.
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

// withoutSecrets returns the properties of a Secret with every secret value replaced by an empty, sensitive
// string. Keys and positions stay.
func withoutSecrets(properties document.Value) document.Value {
	return mapMembers(properties, func(key string, v document.Value) document.Value {
		switch key {
		case "data", "stringData":
			return mapMembers(v, func(_ string, secret document.Value) document.Value { return blank(secret) })
		case "metadata":
			return mapMembers(v, withoutLastApplied)
		}
		return v
	})
}

func withoutLastApplied(key string, v document.Value) document.Value {
	if key != "annotations" {
		return v
	}
	return mapMembers(v, func(key string, annotation document.Value) document.Value {
		if key == lastApplied {
			return blank(annotation)
		}
		return annotation
	})
}

// blank stands where a secret stood.
func blank(secret document.Value) document.Value {
	return document.StringValue("").From(secret).With(document.Sensitive)
}

// mapMembers returns an object with every member replaced by what f makes of it; other kinds as they are.
func mapMembers(v document.Value, f func(key string, v document.Value) document.Value) document.Value {
	if v.Kind() != document.Object {
		return v
	}
	members := make([]document.Member, 0, v.Len())
	for _, m := range v.Members() {
		members = append(members, document.Member{Key: m.Key, Value: f(m.Key.Text(), m.Value)})
	}
	return document.ObjectValue(members...).From(v)
}
