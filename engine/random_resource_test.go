package engine_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// randomResource makes resources with a seeded source.
type randomResource struct {
	*rand.Rand
	words []string
	extra document.Value
}

// resource is an example of a type with some of its values spoiled, or one that is made up.
func (r *randomResource) resource(kind string, examples []document.Value, n int) *inputs.Resource {
	value := r.object(4)
	if len(examples) > 0 && r.IntN(4) > 0 {
		value = examples[r.IntN(len(examples))].Get("properties")
	}
	for range r.IntN(6) {
		value = r.spoil(value, 4)
	}
	id := fmt.Sprintf("/resources/%d", n)
	value = document.ObjectValue(
		document.Field("type", document.StringValue(kind)), document.Field("id", document.StringValue(id)),
		document.Field("name", document.StringValue(r.word())), document.Field("properties", value))
	return &inputs.Resource{Type: kind, ID: id, Name: value.Get("name").Text(), Value: value, File: "test.json", Format: "graph"}
}

// spoil replaces a value somewhere in v, takes it away, or adds one.
func (r *randomResource) spoil(v document.Value, depth int) document.Value {
	if v.Len() == 0 || depth == 0 || r.IntN(4) == 0 {
		return r.value(2)
	}
	at := r.IntN(v.Len())
	if v.Kind() == document.Array {
		var out []document.Value
		for i, e := range v.Elements() {
			if i == at {
				e = r.spoil(e, depth-1)
			}
			out = append(out, e)
		}
		return document.ArrayValue(out...)
	}
	var out []document.Member
	for i, m := range v.Members() {
		if i == at {
			if r.IntN(5) == 0 {
				continue
			}
			m.Value = r.spoil(m.Value, depth-1)
		}
		out = append(out, m)
	}
	return document.ObjectValue(out...)
}

var oddNumbers = []string{"0", "1", "-1", "7", "90", "365", "1.0", "1e0", "-0", "0.5", "9007199254740993", "12345678901234567890123"}

// value is any value, known or not.
func (r *randomResource) value(depth int) document.Value {
	switch n := r.IntN(14); {
	case n < 3: // more than any other: what they lead to is the hardest to agree about
		return document.UnknownValue()
	case n == 3:
		return document.NullValue()
	case n <= 5:
		return document.BoolValue(r.IntN(2) == 0)
	case n <= 7:
		return document.NumberValue(oddNumbers[r.IntN(len(oddNumbers))])
	case n == 8 && r.extra.Defined():
		return r.extra
	case n <= 10 || depth == 0:
		return document.StringValue(r.word())
	case n == 11:
		var list []document.Value
		for range r.IntN(4) {
			list = append(list, r.value(depth-1))
		}
		return document.ArrayValue(list...)
	}
	return r.object(depth - 1)
}

// object has names that the policies use.
func (r *randomResource) object(depth int) document.Value {
	var members []document.Member
	seen := map[string]bool{}
	for range r.IntN(12) {
		if name := r.word(); !seen[name] {
			seen[name] = true
			members = append(members, document.Field(name, r.value(depth)))
		}
	}
	return document.ObjectValue(members...)
}

func (r *randomResource) word() string { return r.words[r.IntN(len(r.words))] }
