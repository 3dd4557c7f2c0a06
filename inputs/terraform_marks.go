package inputs

import (
	"slices"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// The trees after_unknown and after_sensitive have the shape of after. true says something about a value and
// all that is below it; false, and what is left out, says nothing.

// strayFlag returns the first value of such a tree that has no business there, false if there is one.
func strayFlag(tree document.Value) (document.Value, bool) {
	at, found := findValue(tree, func(v document.Value) bool { return v.Kind() == document.String || v.Kind() == document.Number })
	return at, !found
}

// anyFlag reports whether anything in the tree is true.
func anyFlag(tree document.Value) bool {
	_, found := findValue(tree, document.Value.Bool)
	return found
}

// findValue returns the first value that is wanted: v, or one below it.
func findValue(v document.Value, wanted func(document.Value) bool) (document.Value, bool) {
	if wanted(v) {
		return v, true
	}
	for _, e := range v.Elements() {
		if at, ok := findValue(e, wanted); ok {
			return at, true
		}
	}
	for _, m := range v.Members() {
		if at, ok := findValue(m.Value, wanted); ok {
			return at, true
		}
	}
	return document.Value{}, false
}

// withUnknown returns v with what the tree flags marked unknown. What only the tree has is added: Terraform
// leaves unknown attributes out of after, and writes unknown elements as null. Where the shapes do not
// agree, the whole is unknown.
func withUnknown(v, tree document.Value) document.Value {
	switch {
	case !anyFlag(tree):
		return v
	case tree.Kind() == document.Object && (!isSet(v) || v.Kind() == document.Object):
		return unknownMembers(v, tree)
	case tree.Kind() == document.Array && (!isSet(v) || v.Kind() == document.Array):
		elements := slices.Clone(v.Elements())
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

func unknownMembers(v, tree document.Value) document.Value {
	members, value, flag := slices.Clone(v.Members()), finder(v), finder(tree)
	for i, m := range members {
		members[i].Value = withUnknown(m.Value, flag(m.Key.Text()))
	}
	for _, m := range tree.Members() {
		if !value(m.Key.Text()).Defined() && anyFlag(m.Value) {
			members = append(members, document.Member{Key: m.Key, Value: withUnknown(document.Value{}, m.Value)})
		}
	}
	return document.ObjectValue(members...).From(orPlace(v, tree))
}

// manyMembers is from how many members on an object is worth an index.
const manyMembers = 32

// finder is v.Get for an object that is asked for many keys: the time is not the product of two sizes.
func finder(v document.Value) func(key string) document.Value {
	if v.Len() < manyMembers {
		return v.Get
	}
	index := make(map[string]document.Value, v.Len())
	for _, m := range v.Members() {
		index[m.Key.Text()] = m.Value
	}
	return func(key string) document.Value { return index[key] }
}

// withSensitive returns v with what the tree flags, and all below it, marked sensitive. Where the shapes do
// not agree, the whole is sensitive.
func withSensitive(v, tree document.Value) document.Value {
	switch {
	case !anyFlag(tree):
		return v
	case tree.Kind() == document.Object && v.Kind() == document.Object:
		members, flag := slices.Clone(v.Members()), finder(tree)
		for i, m := range members {
			members[i].Value = withSensitive(m.Value, flag(m.Key.Text()))
		}
		return document.ObjectValue(members...).From(v)
	case tree.Kind() == document.Array && v.Kind() == document.Array:
		elements := slices.Clone(v.Elements())
		for i, t := range tree.Elements()[:min(tree.Len(), len(elements))] {
			elements[i] = withSensitive(elements[i], t)
		}
		return document.ArrayValue(elements...).From(v)
	}
	return allSensitive(v)
}

// allSensitive marks v and everything below it: a policy may take any of it by itself.
func allSensitive(v document.Value) document.Value {
	switch v.Kind() {
	case document.Object:
		members := slices.Clone(v.Members())
		for i := range members {
			members[i].Value = allSensitive(members[i].Value)
		}
		return document.ObjectValue(members...).From(v).With(document.Sensitive)
	case document.Array:
		elements := slices.Clone(v.Elements())
		for i := range elements {
			elements[i] = allSensitive(elements[i])
		}
		return document.ArrayValue(elements...).From(v).With(document.Sensitive)
	}
	return v.With(document.Sensitive)
}
