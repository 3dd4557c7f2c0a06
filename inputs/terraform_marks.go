package inputs

import "github.com/tipstaff/tipstaff/inputs/document"

// The trees after_unknown and after_sensitive have the shape of after. true says something about a value and
// all that is below it; false, and what is left out, says nothing.

// flags returns the first value of such a tree that has no business there, false if there is one.
func strayFlag(tree document.Value) (document.Value, bool) {
	for _, v := range tree.All() {
		if k := v.Kind(); k == document.String || k == document.Number {
			return v, false
		}
	}
	return document.Value{}, true
}

// flagged reports whether anything in the tree is true.
func anyFlag(tree document.Value) bool {
	for _, v := range tree.All() {
		if v.Bool() {
			return true
		}
	}
	return false
}

// withUnknown returns v with what the tree flags marked unknown. What only the tree has is added: Terraform
// leaves unknown attributes out of after, and writes unknown elements as null. Where the shapes do not
// agree, the whole is unknown.
func withUnknown(v, tree document.Value) document.Value {
	switch {
	case !anyFlag(tree):
		return v
	case tree.Kind() == document.Object && (!isSet(v) || v.Kind() == document.Object):
		members := append([]document.Member(nil), v.Members()...)
		for _, m := range tree.Members() {
			members = unknownMember(members, m)
		}
		return document.ObjectValue(members...).From(orPlace(v, tree))
	case tree.Kind() == document.Array && (!isSet(v) || v.Kind() == document.Array):
		elements := append([]document.Value(nil), v.Elements()...)
		for i, t := range tree.Elements() {
			if i == len(elements) { // an element that after does not show at all
				elements = append(elements, document.UnknownValue().From(t))
				continue
			}
			elements[i] = withUnknown(elements[i], t)
		}
		return document.ArrayValue(elements...).From(orPlace(v, tree))
	}
	return document.UnknownValue().From(orPlace(v, tree))
}

func unknownMember(members []document.Member, flag document.Member) []document.Member {
	for i, m := range members {
		if m.Key.Text() == flag.Key.Text() {
			members[i].Value = withUnknown(m.Value, flag.Value)
			return members
		}
	}
	if !anyFlag(flag.Value) {
		return members
	}
	return append(members, document.Member{Key: flag.Key, Value: withUnknown(document.Value{}, flag.Value)})
}

// withSensitive returns v with what the tree flags, and all below it, marked sensitive. Where the shapes do
// not agree, the whole is sensitive.
func withSensitive(v, tree document.Value) document.Value {
	switch {
	case !anyFlag(tree):
		return v
	case tree.Kind() == document.Object && v.Kind() == document.Object:
		members := append([]document.Member(nil), v.Members()...)
		for i, m := range members {
			members[i].Value = withSensitive(m.Value, tree.Get(m.Key.Text()))
		}
		return document.ObjectValue(members...).From(v)
	case tree.Kind() == document.Array && v.Kind() == document.Array:
		elements := append([]document.Value(nil), v.Elements()...)
		for i, t := range tree.Elements()[:min(tree.Len(), len(elements))] {
			elements[i] = withSensitive(elements[i], t)
		}
		return document.ArrayValue(elements...).From(v)
	}
	return allSensitive(v)
}

// sensitive marks v and everything below it: a policy may take any of it by itself.
func allSensitive(v document.Value) document.Value {
	switch v.Kind() {
	case document.Object:
		members := append([]document.Member(nil), v.Members()...)
		for i := range members {
			members[i].Value = allSensitive(members[i].Value)
		}
		return document.ObjectValue(members...).From(v).With(document.Sensitive)
	case document.Array:
		elements := append([]document.Value(nil), v.Elements()...)
		for i := range elements {
			elements[i] = allSensitive(elements[i])
		}
		return document.ArrayValue(elements...).From(v).With(document.Sensitive)
	}
	return v.With(document.Sensitive)
}
