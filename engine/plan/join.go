package plan

import (
	"sync"

	"github.com/open-policy-agent/opa/v1/ir"
)

// join is an iteration over an array of which only some elements get anywhere: those whose field equals a
// value that does not change in the loop, as in `some a in data.assignments; a.principal == input.subject.id`.
// Over base data they are found by an index. The block still runs in full for them, so all that a join does
// is to leave out iterations that would end at the comparison.
type join struct {
	field operand
	fixed []op // compute the value, before the loop
	value operand
}

// joinOf recognises a join. Before the comparison there may only be lookups, other comparisons and copies:
// leaving those out changes nothing.
func (c *compiler) joinOf(s *ir.ScanStmt) *join {
	inside := &assignments{count: map[ir.Local]int{}, copies: map[ir.Local]ir.Local{}}
	inside.assigned(s.Key, s.Value)
	inside.blocks([]*ir.Block{s.Block})
	f := finder{c: c, element: ir.Local(c.local(s.Value)), inside: inside.count, fields: map[ir.Local]ir.Operand{}}
	for _, stmt := range s.Block.Stmts {
		switch stmt := stmt.(type) {
		case *ir.AssignVarStmt:
		case *ir.DotStmt:
			f.dot(stmt)
		case *ir.EqualStmt:
			if j := f.equal(stmt); j != nil {
				return j
			}
		default:
			if !endsNothing(stmt, 0) {
				return nil
			}
		}
	}
	return nil
}

// endsNothing says that a statement in so many blocks below that of a loop only looks things up, and leaves at
// most this turn of the loop.
func endsNothing(s ir.Stmt, depth int) bool {
	switch s := s.(type) {
	case *ir.BreakStmt:
		return int(s.Index) <= depth
	case *ir.DotStmt, *ir.AssignVarStmt, *ir.EqualStmt, *ir.NotEqualStmt, *ir.NopStmt,
		*ir.MakeNullStmt, *ir.MakeNumberIntStmt, *ir.MakeNumberRefStmt:
		return true
	case *ir.BlockStmt:
		for _, b := range s.Blocks {
			for _, inner := range b.Stmts {
				if !endsNothing(inner, depth+1) {
					return false
				}
			}
		}
		return true
	}
	return false
}

// finder goes through the block of a loop in search of a join.
type finder struct {
	c       *compiler
	element ir.Local
	inside  map[ir.Local]int // locals that the block assigns; those of fixed values are taken out
	fields  map[ir.Local]ir.Operand
	fixed   []op
}

func (f *finder) dot(s *ir.DotStmt) {
	source, ok := s.Source.Value.(ir.Local)
	if _, constant := s.Key.Value.(ir.StringIndex); !ok || !constant {
		return
	}
	source, target := ir.Local(f.c.local(source)), ir.Local(f.c.local(s.Target))
	if source == f.element {
		f.fields[target] = s.Key
		return
	}
	if f.inside[source] > 0 || f.inside[target] != 1 {
		return
	}
	if o, err := f.c.dot(s); err == nil {
		f.fixed = append(f.fixed, o)
		delete(f.inside, target)
	}
}

func (f *finder) equal(s *ir.EqualStmt) *join {
	for _, pair := range [][2]ir.Operand{{s.A, s.B}, {s.B, s.A}} {
		local, ok := pair[0].Value.(ir.Local)
		if !ok {
			continue
		}
		field, ok := f.fields[ir.Local(f.c.local(local))]
		value, err := f.c.operand(pair[1])
		if !ok || err != nil || value.local >= 0 && f.inside[ir.Local(value.local)] > 0 {
			continue
		}
		if name, err := f.c.operand(field); err == nil {
			return &join{field: name, fixed: f.fixed, value: value}
		}
	}
	return nil
}

// indexed is the loop over the elements that the index finds.
func (s *scanning) indexed(m *Machine, f []Value, a *array) ctl {
	for _, o := range s.join.fixed {
		if k := o(m, f); k > 0 {
			return 0 // the value is undefined: nothing equals it
		} else if k < 0 {
			return k
		}
	}
	for _, i := range a.index.find(a, s.join.field.constant, s.join.value.get(f)) {
		f[s.key], f[s.value] = integer(int64(i)), a.elems[i]
		if k := s.step(m, f); k != again {
			return k
		}
	}
	return 0
}

// manyElements is the size from which an array of base data is indexed.
const manyElements = 16

// fieldIndex finds the elements of an array of base data by the value of a field. All machines share it.
type fieldIndex struct {
	mu     sync.RWMutex
	fields map[string]map[uint64][]int32
}

// find is the positions of the elements whose field may have the value, in order.
func (x *fieldIndex) find(a *array, field, value Value) []int32 {
	name := field.text()
	x.mu.RLock()
	byHash, ok := x.fields[name]
	x.mu.RUnlock()
	if !ok {
		byHash = x.build(a, name, field)
	}
	return byHash[hash(value)]
}

func (x *fieldIndex) build(a *array, name string, field Value) map[uint64][]int32 {
	x.mu.Lock()
	defer x.mu.Unlock()
	if byHash, ok := x.fields[name]; ok {
		return byHash
	}
	byHash := map[uint64][]int32{}
	for i, e := range a.elems {
		if v := lookupStored(e, field); v.Defined() {
			h := hash(v)
			byHash[h] = append(byHash[h], int32(i))
		}
	}
	if x.fields == nil {
		x.fields = map[string]map[uint64][]int32{}
	}
	x.fields[name] = byHash
	return byHash
}
