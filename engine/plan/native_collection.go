package plan

import (
	"slices"
	"unicode/utf8"
)

// list is an array, or a set in Rego's order.
type list struct{ v Value }

func (l list) Len() int { return l.v.Len() }

func (l list) item(i int) Value {
	if l.v.kind == Set {
		return l.v.set().keys[i]
	}
	return l.v.elem(i)
}

// items is the list of what an array or a set holds.
func (m *Machine) items(v Value) (list, bool) {
	m.charge(v.Len())
	if v.kind == Set {
		v.set().sort()
	}
	return list{v}, v.kind == Set || v.kind == Array
}

func count(m *Machine, args []Value) (Value, bool) {
	switch v := args[0]; v.kind {
	case Array, Object, Set:
		m.learnMembers(v)
		return integer(int64(m.length(v))), true
	case String:
		return integer(int64(utf8.RuneCountInString(v.text()))), true
	}
	return Value{}, false
}

// extreme is the greatest (1) or the least (-1) element; undefined if there is none. Of equal ones it is the
// last, as for OPA.
func extreme(sign int) native {
	return func(m *Machine, args []Value) (Value, bool) {
		items, ok := m.items(args[0])
		best := Value{}
		for i := 0; ok && i < items.Len(); i++ {
			if v := items.item(i); i == 0 || compare(v, best)*sign >= 0 {
				best = v
			}
		}
		return best, ok
	}
}

func sorted(m *Machine, args []Value) (Value, bool) {
	items, ok := m.items(args[0])
	if !ok {
		return Value{}, false
	}
	out := m.pool.array()
	for i := range items.Len() {
		out.add(items.item(i))
	}
	slices.SortStableFunc(out.elems, compare)
	return arrayOf(out), true
}

func intersect(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != Set || args[1].kind != Set {
		return Value{}, false
	}
	a, b, out := args[0].set(), args[1].set(), m.pool.set()
	m.charge(len(a.keys))
	for _, k := range a.keys {
		if b.find(k) >= 0 {
			out.insert(k)
		}
	}
	return setOf(out), true
}

func unite(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != Set || args[1].kind != Set {
		return Value{}, false
	}
	out := m.pool.set()
	for _, s := range args {
		m.charge(s.Len())
		for _, k := range s.set().keys {
			out.add(k)
		}
	}
	return setOf(out), true
}

func union(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != Set {
		return Value{}, false
	}
	out := m.pool.set()
	for _, s := range args[0].set().keys {
		if s.kind != Set {
			return Value{}, false
		}
		m.charge(s.Len())
		for _, k := range s.set().keys {
			out.add(k)
		}
	}
	return setOf(out), true
}

func arrayConcat(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != Array || args[1].kind != Array {
		return Value{}, false
	}
	if !m.spend(int64(args[0].Len() + args[1].Len())) {
		return Value{}, false
	}
	out := m.pool.array()
	for _, a := range args {
		for i := range a.Len() {
			out.add(a.elem(i))
		}
	}
	return arrayOf(out), true
}

// objectGet looks a key up, or follows an array of keys.
func objectGet(m *Machine, args []Value) (Value, bool) {
	v := args[0]
	if v.kind != Object {
		return Value{}, false
	}
	path := args[1]
	if path.kind != Array {
		v = m.glance(v, path)
	} else {
		for i := range path.Len() {
			v = m.glance(v, path.elem(i))
		}
	}
	if !v.Defined() {
		return args[2], true
	}
	return v, true
}

// glance is get, and notes what was looked at.
func (m *Machine) glance(from, key Value) Value {
	if key.kind >= Array && m.program.tracks {
		m.learnBelow(key, true)
	}
	v := m.get(from, key)
	if from.isRead() {
		m.touch(&from, m.program.linker.options.Contract.isPlain(key))
	}
	m.reached(&v)
	m.learnMember(from, key, v)
	if !v.Defined() {
		m.missing(v)
	}
	return v
}

func objectKeys(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != Object {
		return Value{}, false
	}
	out := m.pool.set()
	m.charge(args[0].Len())
	for i := range args[0].Len() {
		k, _ := args[0].member(i)
		out.insert(k)
	}
	return setOf(out), true
}

// item is element or member value i of an array or object.
func (v Value) item(i int) Value {
	if v.kind == Array {
		return v.elem(i)
	}
	_, val := v.member(i)
	return val
}

// memberWithKey says whether a collection holds a value under a key.
func memberWithKey(m *Machine, args []Value) (Value, bool) {
	v := m.get(args[2], args[0])
	return boolean(v.Defined() && equal(v, args[1])), true
}
