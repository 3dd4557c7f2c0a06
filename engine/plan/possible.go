package plan

import "slices"

// possible is what a local may hold, whatever the unknown values are. The zero possible is undefined for certain.
type possible struct {
	v      Value   // the value, if it is known
	among  []Value // the value is one of these
	some   *some   // the value, if it is a set of which only a part is known
	open   bool    // it may have a value that is not known
	absent bool    // it may be undefined as well
	fresh  bool    // a container under construction that nothing else refers to
}

// some is a set with these elements, and perhaps more.
type some struct{ certain []Value }

func sure(v Value) possible { return possible{v: v} }

// anything may have any value, or none.
func anything() possible { return possible{open: true, absent: true} }

// undefined says that it is undefined for certain.
func (p *possible) undefined() bool {
	return !p.open && p.some == nil && p.among == nil && !p.v.Defined()
}

// isKnown says that it has one value, all parts of which are known.
func (p *possible) isKnown() bool {
	return !p.open && p.some == nil && p.among == nil && !p.absent && p.v.Defined() && !hides(p.v)
}

// heavy is from which weight on nobody looks into a value for what it hides: values that share parts can be far larger
// than the memory they take.
const heavy = 200_000

// hides says that something unknown is in v, or too much to tell.
func hides(v Value) bool {
	if v.kind < Array {
		return v.form&hidden != 0 && v.kind == Undefined
	}
	if v.isFrozen() {
		return false
	}
	if weight(v) > heavy {
		return true
	}
	for i := range v.Len() {
		key, val := v.entry(i)
		if hides(val) || v.kind == Object && key.kind >= Array && hides(key) {
			return true
		}
	}
	return false
}

// alike says that two values are the same for certain, and differ that they are not.
func alike(a, b Value) bool { return a == b || !hides(a) && !hides(b) && equal(a, b) }

func differ(a, b Value) bool {
	switch {
	case a.kind == Undefined || b.kind == Undefined:
		return false
	case a.kind != b.kind || a.kind < Array:
		return !equal(a, b)
	case a.kind == Array && a.Len() != b.Len():
		return true
	case a.kind == Set:
		return !hides(a) && !hides(b) && !equal(a, b)
	}
	for i := range a.Len() {
		key, val := a.entry(i)
		other := lookup(b, key)
		if differ(val, other) || val.Defined() && other == (Value{}) {
			return true
		}
	}
	return false
}

// same says that two are the same for certain.
func (p *possible) same(q *possible) bool {
	switch {
	case p.v != q.v || p.open != q.open || p.absent != q.absent || !slices.EqualFunc(p.among, q.among, equal):
		return false
	case p.some == nil || q.some == nil:
		return p.some == q.some
	}
	return slices.EqualFunc(p.some.certain, q.some.certain, alike)
}

// either is what holds p or q.
func either(p, q possible) possible {
	switch {
	case p.same(&q):
		p.fresh = p.fresh && q.fresh
		return p
	case p.undefined():
		q.absent = true
		return q
	case q.undefined():
		p.absent = true
		return p
	}
	out := possible{absent: p.absent || q.absent, fresh: p.fresh && q.fresh}
	ps, pSet := p.elements()
	qs, qSet := q.elements()
	switch all := listed(p.values(), q.values()); {
	case p.open || q.open || pSet != qSet:
		out.open = true
	case pSet && p.some == nil && q.some == nil && alike(p.v, q.v):
		out.v = p.v
	case pSet:
		out.some = &some{shared(ps, qs)}
	case out.fresh && p.v.kind == Object && q.v.kind == Object:
		out.v = blend(p.v, q.v)
	case len(all) == 1:
		out.v = all[0]
	case len(all) > 1:
		out.among = all
	default:
		out.open = true
	}
	return out
}

// values are those it may have; none if they cannot be listed.
func (p *possible) values() []Value {
	switch {
	case p.among != nil:
		return p.among
	case p.v.Defined() && !hides(p.v):
		return []Value{p.v}
	}
	return nil
}

// maxAmong is how many values are told apart.
const maxAmong = 8

// listed lists the values of two lists; none if there are too many, or if either has none.
func listed(a, b []Value) []Value {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	all := slices.Clip(a)
	for _, v := range b {
		if !slices.ContainsFunc(all, func(w Value) bool { return equal(v, w) }) {
			all = append(all, v)
		}
	}
	if len(all) > maxAmong {
		return nil
	}
	return all
}

// unsaid is the value of a member that may be there, with any value.
func unsaid() Value { return Value{form: hidden} }

// blend is an object of which only what two objects have in common is known.
func blend(a, b Value) Value {
	o := &object{}
	for i := range a.Len() {
		key, v := a.member(i)
		if w := lookup(b, key); !alike(v, w) {
			v = unsaid()
		}
		o.append(key, v)
	}
	for i := range b.Len() {
		if key, _ := b.member(i); o.find(key) < 0 {
			o.append(key, unsaid())
		}
	}
	return objectOf(o)
}

// elements are those of a set that are certain; false for what is no set.
func (p *possible) elements() ([]Value, bool) {
	switch {
	case p.some != nil:
		return p.some.certain, true
	case p.v.kind == Set:
		return p.v.set().keys, true
	}
	return nil, false
}

func shared(a, b []Value) []Value {
	var both []Value
	for _, v := range a {
		if slices.ContainsFunc(b, func(w Value) bool { return alike(v, w) }) {
			both = append(both, v)
		}
	}
	return both
}

// state is what the locals of a function may hold where the function has got to.
type state struct{ locals []possible }

func (s *state) get(l int) possible {
	if l < len(s.locals) {
		return s.locals[l]
	}
	return possible{}
}

func (s *state) put(l int, p possible) {
	if l >= len(s.locals) {
		s.locals = append(s.locals, make([]possible, l+1-len(s.locals))...)
	}
	s.locals[l] = p
}

func (s *state) clone() *state { return &state{slices.Clone(s.locals)} }

// joinStates is the state of a function that has come one way or the other. It may reuse both; nil is no way.
func joinStates(s, t *state) *state {
	switch {
	case s == nil:
		return t
	case t == nil:
		return s
	}
	for l := range max(len(s.locals), len(t.locals)) {
		s.put(l, either(s.get(l), t.get(l)))
	}
	return s
}

// same says that nothing more may be in t than in s.
func (s *state) same(t *state) bool {
	for l := range max(len(s.locals), len(t.locals)) {
		p, q := s.get(l), t.get(l)
		if !p.same(&q) {
			return false
		}
	}
	return true
}

// unorder makes unknown what depends on the order in which a loop went through its elements; nil is no state.
func (s *state) unorder(before *state) {
	for l := 0; s != nil && l < len(before.locals); l++ {
		p, q := s.get(l), before.get(l)
		if set := p.some != nil || p.v.kind >= Object; !p.same(&q) && !set && !q.undefined() {
			s.put(l, possible{open: true, absent: p.absent, fresh: p.fresh})
		}
	}
}

// forget makes unknown all that has changed.
func (s *state) forget(before *state) {
	for l := 0; s != nil && l < len(s.locals); l++ {
		if p, q := s.get(l), before.get(l); !p.same(&q) {
			s.put(l, anything())
		}
	}
}

// exits are the states in which a block may be left, by the number of blocks that are left; 0 goes on behind it.
type exits []*state

// leave adds a way of leaving.
func (e *exits) leave(blocks int, s *state) {
	if s == nil {
		return
	}
	for len(*e) <= blocks {
		*e = append(*e, nil)
	}
	(*e)[blocks] = joinStates((*e)[blocks], s)
}

func (e exits) at(blocks int) *state {
	if blocks < len(e) {
		return e[blocks]
	}
	return nil
}
