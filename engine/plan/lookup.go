package plan

import (
	"unsafe"

	"github.com/open-policy-agent/opa/v1/util"
)

// lookup is the member of an object, the element of an array, or the element of a set, that key names;
// undefined if there is none, or if v is a scalar.
func lookup(v, key Value) Value {
	switch v.kind {
	case Object:
		if v.isRead() {
			return lookupRead(&v, &key)
		}
		o := v.object()
		if i := o.find(key); i >= 0 {
			return o.vals[i]
		}
	case Array:
		if i, ok := position(key); ok && i >= 0 && i < v.Len() {
			return v.elem(i)
		}
	case Set:
		s := v.set()
		if i := s.find(key); i >= 0 {
			return s.keys[i]
		}
	}
	return Value{}
}

// lookupRead searches an object that was read, by symbol where both keys have one.
func lookupRead(v, key *Value) Value {
	if key.kind != String {
		return Value{}
	}
	members := v.members()
	name := key.text()
	for i := range members {
		k := &members[i].key
		if k.n == key.n && (k.sym == key.sym || k.sym == 0 || key.sym == 0) && k.text() == name {
			return members[i].value
		}
	}
	return Value{}
}

// position is a number as the index of an array. For OPA 1.0 is one, and 1e0 is none.
func position(key Value) (int, bool) {
	if key.kind != Number {
		return 0, false
	}
	if n, ok := key.int64(); ok {
		return int(n), true
	}
	return util.Atoi(key.text())
}

// large is the number of members from which an object that was read is searched through a copy with an index.
const large = 64

// get is lookup in an evaluation, where large objects of the input are indexed when they are first searched.
func (m *Machine) get(v, key Value) Value { return lookup(m.searchable(v), key) }

// searchable is v, or its indexed copy if it is a large object that was read. Unknown members stay in it.
func (m *Machine) searchable(v Value) Value {
	if !v.isRead() || v.kind != Object || v.n < large {
		return v
	}
	if o, ok := m.indexed[v.p]; ok {
		return objectOf(o)
	}
	o := m.pool.object()
	for i := range v.Len() {
		o.append(v.member(i))
	}
	if m.indexed == nil {
		m.indexed = map[unsafe.Pointer]*object{}
	}
	m.indexed[v.p] = o
	return objectOf(o)
}
