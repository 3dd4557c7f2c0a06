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
		}
		return v
	})
}

// withoutCopy returns the properties of an object without the copy of it that kubectl keeps: what is not to be
// shown in the object, as the environment of containers, stands there once more.
func withoutCopy(properties document.Value) document.Value {
	return mapMember(properties, "metadata", func(metadata document.Value) document.Value {
		return mapMember(metadata, "annotations", func(annotations document.Value) document.Value {
			return mapMember(annotations, lastApplied, blank)
		})
	})
}

// mapMember returns an object with one member replaced by what f makes of it; as it is if it has no such member.
func mapMember(v document.Value, name string, f func(v document.Value) document.Value) document.Value {
	if !v.Get(name).Defined() {
		return v
	}
	return mapMembers(v, func(key string, member document.Value) document.Value {
		if key == name {
			return f(member)
		}
		return member
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
