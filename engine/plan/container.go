package plan

import "slices"

// array is an array that a plan built.
type array struct {
	elems  []Value
	weight int64
	frozen bool        // a constant of the plan, or base data
	index  *fieldIndex // of large arrays of base data
	stored bool        // is base data
}

// table is a list of different keys, and an index over them once there are many.
type table struct {
	keys   []Value
	hashes []uint64 // of the keys; empty while they are few
	slots  []int32  // open addressing: 1 + position in keys, 0 if free; a power of two
	sorted bool     // keys are in Rego's order
	frozen bool     // a constant of the plan, or base data
	weight int64
}

// weight is about how many values a walk through v comes by. Values that share parts with each other can be
// far larger than the memory they take. What was read or loaded has no weight: it shares nothing.
func weight(v Value) int64 {
	switch {
	case v.form != made || v.kind < Array:
		return 0
	case v.kind == Array:
		return v.array().weight
	}
	return v.table().weight
}

// heaviest is where weights stop to grow.
const heaviest = 1 << 50

// add appends an element.
func (a *array) add(v Value) {
	a.elems = append(a.elems, v)
	a.weight = min(a.weight+1+weight(v), heaviest)
}

// object is an object that a plan built or that was loaded as base data; vals runs parallel to keys.
type object struct {
	table
	vals   []Value
	stored bool // is base data
}

// set is a set that a plan built.
type set struct{ table }

// few is the number of keys up to which a linear search is faster than hashing.
const few = 12

// find is the position of key, -1 if it is not there.
func (t *table) find(key Value) int {
	if len(t.slots) == 0 {
		for i := range t.keys {
			if equal(t.keys[i], key) {
				return i
			}
		}
		return -1
	}
	return t.probe(key, hash(key))
}

// findHashed is find of a key whose hash is known.
func (t *table) findHashed(key Value, h uint64) int {
	if len(t.slots) == 0 {
		return t.find(key)
	}
	return t.probe(key, h)
}

// probe is find by hash.
func (t *table) probe(key Value, h uint64) int {
	mask := len(t.slots) - 1
	for at := int(h) & mask; ; at = (at + 1) & mask {
		i := int(t.slots[at]) - 1
		if i < 0 {
			return -1
		}
		if t.hashes[i] == h && equal(t.keys[i], key) {
			return i
		}
	}
}

// insert appends key, which must not be there yet.
func (t *table) insert(key Value) {
	t.keys = append(t.keys, key)
	t.weight = min(t.weight+1+weight(key), heaviest)
	t.sorted = false
	switch {
	case len(t.keys) <= few:
	case len(t.slots) < 2*len(t.keys):
		t.index()
	default:
		h := hash(key)
		t.hashes = append(t.hashes, h)
		t.place(h, len(t.keys))
	}
}

// index builds the index anew, with room for as many keys again.
func (t *table) index() {
	size := 64
	for size < 4*len(t.keys) {
		size *= 2
	}
	t.slots = make([]int32, size)
	if len(t.hashes) > len(t.keys) {
		t.hashes = t.hashes[:0]
	}
	for _, k := range t.keys[len(t.hashes):] {
		t.hashes = append(t.hashes, hash(k))
	}
	for i, h := range t.hashes {
		t.place(h, i+1)
	}
}

func (t *table) place(h uint64, slot int) {
	mask := len(t.slots) - 1
	at := int(h) & mask
	for t.slots[at] != 0 {
		at = (at + 1) & mask
	}
	t.slots[at] = int32(slot)
}

// add adds key to a set.
func (s *set) add(key Value) {
	if s.find(key) < 0 {
		s.insert(key)
	}
}

// put sets the value of key.
func (o *object) put(key, val Value) {
	if i := o.find(key); i >= 0 {
		o.vals[i] = val
		return
	}
	o.append(key, val)
}

// append adds a member, whose key must not be there yet.
func (o *object) append(key, val Value) {
	o.insert(key)
	o.vals = append(o.vals, val)
	o.weight = min(o.weight+weight(val), heaviest)
}

// sort puts the keys of a set in Rego's order.
func (s *set) sort() {
	if s.sorted {
		return
	}
	if !slices.IsSortedFunc(s.keys, compare) {
		slices.SortFunc(s.keys, compare)
		s.reindex()
	}
	s.sorted = true
}

// sort puts the members of an object in Rego's order.
func (o *object) sort() {
	if o.sorted {
		return
	}
	if !slices.IsSortedFunc(o.keys, compare) {
		order := make([]int, len(o.keys))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(a, b int) int { return compare(o.keys[a], o.keys[b]) })
		keys, vals := make([]Value, len(order)), make([]Value, len(order))
		for to, from := range order {
			keys[to], vals[to] = o.keys[from], o.vals[from]
		}
		o.keys, o.vals = keys, vals
		o.reindex()
	}
	o.sorted = true
}

// reindex rebuilds the index after the keys changed places.
func (t *table) reindex() {
	if len(t.slots) > 0 {
		t.hashes = t.hashes[:0]
		t.index()
	}
}
