package arm

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// resourceID is resourceId. Arguments in front of the type (a subscription, a resource group) are dropped.
func resourceID(c call) result {
	i := c.typeAt()
	if i < 0 {
		return unknown()
	}
	prefix := anyPrefix
	if i == 0 {
		prefix = c.prefix()
	}
	return idOf(prefix, c.args[i], c.args[i+1:])
}

// subscriptionResourceID is subscriptionResourceId; a subscription in front of the type is dropped.
func subscriptionResourceID(c call) result {
	i := c.typeAt()
	if i < 0 {
		return unknown()
	}
	return idOf(subscriptionPrefix, c.args[i], c.args[i+1:])
}

// unscopedResourceID is those of the family whose ids are below no subscription; a management group in front of
// the type is dropped.
func unscopedResourceID(c call) result {
	i := c.typeAt()
	if i < 0 {
		return unknown()
	}
	return idOf(anyPrefix, c.args[i], c.args[i+1:])
}

// typeAt returns which argument is the type, -1 if none is.
func (c call) typeAt() int {
	return slices.IndexFunc(c.args, func(a result) bool { return isType(a.value) })
}

// extensionResourceID takes the id of what it extends first. A subscription or resource group there is
// dropped, as for resourceId.
func extensionResourceID(c call) result {
	if !isType(c.args[1].value) {
		return unknown()
	}
	var scope pieces
	if !scope.add(c.args[0]) || scope.lost || scope.sensitive {
		return unknown()
	}
	prefix := scope.text.String()
	switch {
	case isPlace(prefix):
		prefix = anyPrefix
	case strings.Contains(prefix, "["):
		prefix = bare(prefix) + "/providers/"
	default:
		prefix += "/providers/"
	}
	return idOf(prefix, c.args[1], c.args[2:])
}

// isPlace reports whether a scope is where things are deployed to and not a resource.
func isPlace(scope string) bool {
	if inner, ok := stripBrackets(scope); ok {
		inner = strings.ToLower(inner)
		for _, place := range surroundings {
			if strings.HasSuffix(inner, place+"().id") {
				return true
			}
		}
		return false
	}
	return scope == "" || scope == "/" ||
		strings.HasPrefix(scope, "/") && !strings.Contains(strings.ToLower(scope), "/providers/")
}

func isType(v document.Value) bool {
	return v.Kind() == document.String && strings.Contains(v.Text(), "/") && !strings.HasPrefix(v.Text(), "/") &&
		!v.Has(document.Sensitive)
}

// idOf returns the id of a resource with one name for each part of its type, behind prefix.
func idOf(prefix string, kind result, names []result) result {
	types := strings.Split(kind.value.Text(), "/")
	if len(names) != len(types)-1 {
		return unknown()
	}
	var p pieces
	p.unknown = strings.Contains(prefix, "[")
	p.literal(prefix)
	p.literal(types[0])
	for i, name := range names {
		p.literal("/" + types[i+1] + "/")
		if name.value.Defined() && name.value.Kind() != document.String || !p.add(name) {
			return unknown()
		}
	}
	r := p.result()
	r.id = isUnknown(r.value) && r.symbol != "" && !strings.HasPrefix(r.symbol, "[")
	return r
}

// segments splits a name or type at its slashes, but not within expressions.
func segments(s string) []string {
	var parts []string
	depth, start := 0, 0
	for i := range len(s) {
		switch {
		case s[i] == '[':
			depth++
		case s[i] == ']':
			depth--
		case s[i] == '/' && depth <= 0:
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

// identity is what a resource is called.
type identity struct {
	kind   string // its type
	name   string // the last part of its name
	id     string
	parent string // the id of its parent, "" if it has none
	scope  string // the id of what it extends, "" if nothing
}

// identify names a resource from its type, its name and its scope. It is false if the name does not have one
// part for each part of the type.
func identify(kind string, names []string, scope string) (identity, bool) {
	types := strings.Split(kind, "/")
	i := slices.IndexFunc(types, func(t string) bool { return strings.EqualFold(t, "providers") })
	if i > 0 { // an extension in the old way: a/b/providers/d, named b1/Namespace/d1
		if len(names) <= i {
			return identity{}, false
		}
		of, ok := identify(strings.Join(types[:i], "/"), names[:i-1], scope)
		if !ok {
			return identity{}, false
		}
		kind = strings.Join(append([]string{names[i-1]}, types[i+1:]...), "/")
		return identify(kind, names[i:], of.id)
	}
	if len(types) < 2 || len(names) != len(types)-1 || slices.Contains(names, "") || slices.Contains(types, "") {
		return identity{}, false
	}
	prefix := ""
	if scope != "" && scope != "/" {
		prefix = strings.TrimSuffix(scope, "/") + "/providers/"
	}
	d := identity{kind: kind, name: names[len(names)-1], scope: scope, id: prefix + types[0]}
	for i, name := range names {
		if i == len(names)-1 && i > 0 {
			d.parent = d.id
		}
		d.id += "/" + types[i+1] + "/" + name
	}
	return d, true
}
