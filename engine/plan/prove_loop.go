package plan

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ir"
)

// loop is a scan that is followed.
type loop struct {
	*body
	stmt *ir.ScanStmt
	out  *exits
	done *state // where the loop may have been ended from inside

	// before is the state at first if the elements come in an order that depends on what is unknown of them.
	before *state
}

// scan follows a loop.
func (b *body) scan(x *ir.ScanStmt, s *state, out *exits) (*state, error) {
	l := &loop{body: b, stmt: x, out: out}
	source := s.get(int(x.Source))
	var err error
	switch {
	case source.undefined():
		return s, nil
	case source.open || source.absent:
		s, err = l.endlessly(s)
	case source.some != nil:
		s, err = l.mixed(s, source.some.certain)
	case source.among != nil:
		s, err = l.oneOf(s, source.among)
	default:
		s, err = l.each(s, source)
	}
	return joinStates(s, l.done), err
}

// each goes through the elements of a container.
func (l *loop) each(s *state, source possible) (_ *state, err error) {
	if source.v.kind < Array {
		return s, nil
	}
	if source.v.kind == Set && source.v.Len() > 1 && hides(source.v) {
		l.before = s.clone()
	}
	for _, i := range inOrder(source.v) {
		if s == nil {
			break
		}
		key, val := source.v.entry(i)
		if val.Defined() {
			s, err = l.step(s, sure(key), sure(val))
		} else if val.form&hidden != 0 {
			l.places.touch(source.v, key)
			s, err = l.perhaps(s, sure(key), possible{open: true})
		}
		if err != nil {
			return nil, err
		}
	}
	if l.before != nil {
		s.unorder(l.before)
	}
	return s, nil
}

// mixed goes through elements that are certain, and any number of unknown ones before, between and behind them.
func (l *loop) mixed(s *state, certain []Value) (_ *state, err error) {
	for _, v := range slices.SortedFunc(slices.Values(certain), compare) {
		if s, err = l.endlessly(s); s == nil || err != nil {
			return nil, err
		}
		if s, err = l.step(s, sure(v), sure(v)); err != nil {
			return nil, err
		}
	}
	return l.endlessly(s)
}

// oneOf goes through the elements of one of several values.
func (l *loop) oneOf(s *state, values []Value) (after *state, err error) {
	for _, v := range values {
		one, err := l.each(s.clone(), sure(v))
		if err != nil {
			return nil, err
		}
		after = joinStates(after, one)
	}
	return after, nil
}

// inOrder lists the positions in a container in Rego's order of the keys.
func inOrder(v Value) []int {
	if v.kind == Set {
		v.set().sort()
	}
	order := make([]int, v.Len())
	for i := range order {
		order[i] = i
	}
	if v.kind == Object {
		slices.SortFunc(order, func(i, j int) int {
			a, _ := v.member(i)
			b, _ := v.member(j)
			return compare(a, b)
		})
	}
	return order
}

// entry is element or member i in the order of storage, with its key.
func (v Value) entry(i int) (key, val Value) {
	switch v.kind {
	case Set:
		return v.set().keys[i], v.set().keys[i]
	case Array:
		return integer(int64(i)), v.elem(i)
	}
	return v.member(i)
}

// perhaps is step for an element that may not be there.
func (l *loop) perhaps(s *state, key, val possible) (*state, error) {
	after, err := l.step(s.clone(), key, val)
	return joinStates(s, after), err
}

// endlessly goes through any number of unknown elements, until that changes nothing more.
func (l *loop) endlessly(s *state) (*state, error) {
	const enough = 8
	for range enough {
		if s == nil {
			return nil, nil
		}
		before := s.clone()
		after, err := l.perhaps(s, possible{open: true}, possible{open: true})
		if err != nil {
			return nil, err
		}
		// The locals of the loop itself are set anew each time.
		for _, local := range []int{int(l.stmt.Key), int(l.stmt.Value)} {
			before.put(local, after.get(local))
		}
		if after.same(before) {
			return after, nil
		}
		s = after
	}
	return nil, ErrNoProof
}

// step runs the block for one element. Leaving it leads to the next, leaving one more ends the loop.
func (l *loop) step(s *state, key, val possible) (*state, error) {
	s.put(int(l.stmt.Key), key)
	s.put(int(l.stmt.Value), val)
	inner, err := l.block(l.stmt.Block, s)
	if err != nil {
		return nil, err
	}
	for k := 2; k < len(inner) && l.before != nil; k++ {
		inner[k].forget(l.before)
	}
	l.done = joinStates(l.done, inner.at(2))
	for k := 3; k < len(inner); k++ {
		l.out.leave(k-2, inner[k])
	}
	return joinStates(inner.at(0), inner.at(1)), nil
}
