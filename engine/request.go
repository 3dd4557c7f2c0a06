package engine

import (
	"fmt"
	"slices"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Request is one access request in the shape of the OpenID AuthZEN Authorization API 1.0 (section 5):
// subject, action, resource, and optionally context. Fields the standard does not name are ignored.
type Request struct {
	Value document.Value
}

// RequestError is why a request cannot be decided: a required attribute is missing or has the wrong type.
type RequestError struct{ Attribute, Reason string }

// Error names the attribute and what is wrong with it.
func (e *RequestError) Error() string { return e.Attribute + " " + e.Reason }

// requiredAttributes are the strings that every request must have.
var requiredAttributes = [][]string{
	{"subject", "type"}, {"subject", "id"}, {"action", "name"}, {"resource", "type"}, {"resource", "id"},
}

// NewRequest checks that v is a request: an object with the attributes that the standard requires, all
// non-empty strings, and objects where it wants objects.
func NewRequest(v document.Value) (Request, error) {
	if v.Kind() != document.Object {
		return Request{}, &RequestError{"request", fmt.Sprintf("is %s, want an object", v.Kind())}
	}
	for _, key := range []string{"subject", "action", "resource", "context"} {
		entity := v.Get(key)
		if entity.Defined() && entity.Kind() != document.Object {
			return Request{}, &RequestError{key, fmt.Sprintf("is %s, want an object", entity.Kind())}
		}
		if p := entity.Get("properties"); p.Defined() && p.Kind() != document.Object {
			return Request{}, &RequestError{key + ".properties", fmt.Sprintf("is %s, want an object", p.Kind())}
		}
	}
	for _, path := range requiredAttributes {
		name := path[0] + "." + path[1]
		switch text := v.At(path...); {
		case !text.Defined():
			return Request{}, &RequestError{name, "is missing"}
		case text.Kind() != document.String:
			return Request{}, &RequestError{name, fmt.Sprintf("is %s, want a string", text.Kind())}
		case text.Text() == "":
			return Request{}, &RequestError{name, "is empty"}
		}
	}
	return Request{v}, nil
}

// requestField is a member of a request: any object if it has no fields.
type requestField struct {
	key    string
	fields []string
}

// requestFields are the members of a request that the standard names, with those of each.
var requestFields = []requestField{
	{"subject", []string{"type", "id", "properties"}},
	{"action", []string{"name", "properties"}},
	{"resource", []string{"type", "id", "properties"}},
	{"context", nil},
}

// requestOnly drops what the standard does not name, which must be ignored.
func requestOnly(v document.Value) document.Value {
	if namesOnly(v) {
		return v
	}
	var members []document.Member
	for _, f := range requestFields {
		member := v.Get(f.key)
		if !member.Defined() {
			continue
		}
		if f.fields != nil {
			member = document.ObjectValue(slices.DeleteFunc(slices.Clone(member.Members()), func(m document.Member) bool {
				return !slices.Contains(f.fields, m.Key.Text())
			})...)
		}
		members = append(members, document.Field(f.key, member))
	}
	return document.ObjectValue(members...)
}

// namesOnly reports whether v has nothing but what the standard names, as most requests do.
func namesOnly(v document.Value) bool {
	for _, m := range v.Members() {
		i := slices.IndexFunc(requestFields, func(f requestField) bool { return f.key == m.Key.Text() })
		if i < 0 {
			return false
		}
		if fields := requestFields[i].fields; fields != nil {
			for _, field := range m.Value.Members() {
				if !slices.Contains(fields, field.Key.Text()) {
					return false
				}
			}
		}
	}
	return true
}
