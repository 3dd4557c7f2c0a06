package arm

import (
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// object evaluates the members of v, the expressions among its keys, and its property loops. An object of
// which one key is not known is unknown as a whole.
func (e env) object(v document.Value) document.Value {
	members := make([]document.Member, 0, v.Len())
	changed := false
	for _, m := range v.Members() {
		if loops, ok := propertyLoops(m); ok {
			changed = true
			members = append(members, e.loopMembers(loops)...)
			continue
		}
		key, ok := e.key(m.Key)
		if !ok {
			return document.UnknownValue().From(v)
		}
		n := e.value(m.Value)
		changed = changed || n != m.Value || key != m.Key
		if e.resource && n.Kind() == document.Null {
			changed = true
			continue
		}
		members = append(members, document.Member{Key: key, Value: n})
	}
	if e.resource {
		e.checkKeys(members)
	}
	if !changed {
		return v
	}
	return document.ObjectValue(members...).From(v)
}

// key evaluates the expression in a key.
func (e env) key(k document.Value) (document.Value, bool) {
	if !isExpression(k.Text()) {
		if s := unescape(k.Text()); s != k.Text() {
			return document.StringValue(s).From(k), true
		}
		return k, true
	}
	v := e.expression(k).value
	return v, v.Kind() == document.String && !v.Has(document.Sensitive)
}

// checkKeys refuses members that the server would take for the same one: whichever a policy reads, the other
// might be the one that counts.
func (e env) checkKeys(members []document.Member) {
	seen := make(map[string]bool, len(members))
	for _, m := range members {
		name := strings.ToLower(m.Key.Text())
		if seen[name] {
			e.run.fail(m.Value, fmt.Sprintf("the property %q is there twice", m.Key.Text()),
				"names that differ only in case are the same")
		}
		seen[name] = true
	}
}

// propertyLoops returns the loops in a member called copy, if it is that and not a property of that name.
func propertyLoops(m document.Member) ([]document.Value, bool) {
	if !strings.EqualFold(m.Key.Text(), "copy") || m.Value.Kind() != document.Array || m.Value.Len() == 0 {
		return nil, false
	}
	for _, l := range m.Value.Elements() {
		if member(l, "name").Kind() != document.String || !isThere(member(l, "count")) || !isThere(member(l, "input")) {
			return nil, false
		}
	}
	return m.Value.Elements(), true
}

func isThere(v document.Value) bool { return v != document.Value{} }

func (e env) loopMembers(loops []document.Value) []document.Member {
	var members []document.Member
	for _, l := range loops {
		name := member(l, "name")
		members = append(members, document.Member{
			Key:   document.StringValue(name.Text()).From(name),
			Value: e.propertyLoop(l),
		})
	}
	return members
}

// propertyLoop returns the array that a loop over a property or variable makes; unknown if its count is.
func (e env) propertyLoop(l document.Value) document.Value {
	n, known := e.count(l)
	if !known {
		return document.UnknownValue().From(l)
	}
	input, elements := member(l, "input"), make([]document.Value, 0, n)
	for i := range n {
		inner := e
		inner.loops = &loop{name: member(l, "name").Text(), index: result{value: number(int64(i))}, outer: e.loops}
		if !e.run.spend(1, l) {
			return document.UnknownValue()
		}
		elements = append(elements, inner.value(input))
	}
	return document.ArrayValue(elements...).From(input)
}

// count evaluates how often a loop runs; false if that is not known.
func (e env) count(l document.Value) (int, bool) {
	raw := member(l, "count")
	v := e.value(raw)
	if isUnknown(v) && isThere(raw) {
		return 0, false
	}
	n, ok := integer(v)
	if !ok || n < 0 {
		e.run.fail(orElse(raw, l), "the count of a copy loop must be a whole number, 0 or more", "")
		return 0, false
	}
	if n > maxCopies {
		e.run.fail(raw, fmt.Sprintf("a copy loop may run %d times, not %d", maxCopies, n), "")
		return 0, false
	}
	return int(n), true
}

// orElse returns v, or other if v is not there: where to point at.
func orElse(v, other document.Value) document.Value {
	if isThere(v) {
		return v
	}
	return other
}
