package plan

// objectUnion is an object with the members of both, the second first; objects under one key are united.
func objectUnion(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != Object || args[1].kind != Object {
		return Value{}, false
	}
	switch {
	case m.length(args[0]) == 0:
		return args[1], true
	case m.length(args[1]) == 0 || equal(args[0], args[1]):
		return args[0], true
	}
	v, _ := m.merge(args[1], args[0])
	return v, true
}

func objectRemove(m *Machine, args []Value) (Value, bool) {
	return m.members(args[0], args[1], func(found bool) bool { return !found })
}

func objectFilter(m *Machine, args []Value) (Value, bool) {
	return m.members(args[0], args[1], func(found bool) bool { return found })
}

// members is the part of an object that is wanted according to whether its key is one of those in list, which
// is an array, a set, or an object with those keys.
func (m *Machine) members(v, list Value, wanted func(found bool) bool) (Value, bool) {
	if v.kind != Object || list.kind < Array {
		return Value{}, false
	}
	keys := m.keys(list)
	out := m.pool.object()
	m.charge(v.Len())
	for i := range v.Len() {
		k, val := v.member(i)
		if !val.Defined() {
			m.missing(val)
			continue
		}
		if wanted(keys.find(k) >= 0) {
			out.append(k, val)
		}
	}
	return objectOf(out), true
}

// keys is a container as a set of keys.
func (m *Machine) keys(list Value) *set {
	if list.kind == Set {
		return list.set()
	}
	keys := m.pool.set()
	m.charge(list.Len())
	for i := range list.Len() {
		k := list.item(i)
		if list.kind == Object {
			if !k.Defined() {
				continue
			}
			k, _ = list.member(i)
		}
		if k.Defined() {
			keys.add(k)
		}
	}
	return keys
}

func arraySlice(m *Machine, args []Value) (Value, bool) {
	if args[0].kind != Array || args[1].kind != Number || args[2].kind != Number {
		return Value{}, false
	}
	from, ok := args[1].int64()
	to, also := args[2].int64()
	if !ok || !also {
		return Value{}, false
	}
	to = max(0, min(to, int64(args[0].Len())))
	from = max(0, min(from, to))
	out := m.pool.array()
	m.charge(int(to - from))
	for i := from; i < to; i++ {
		out.add(args[0].elem(int(i)))
	}
	return arrayOf(out), true
}
