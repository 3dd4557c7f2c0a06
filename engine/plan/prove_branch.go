package plan

import (
	"github.com/open-policy-agent/opa/v1/ir"
)

// tested is how a test may end.
type tested int

const (
	notTested tested = iota // the statement is no test
	holds
	doesNot
	mayHold
)

func testedAs(b bool) tested {
	if b {
		return holds
	}
	return doesNot
}

// branch goes on where a test may hold, and leaves the block where it may not.
func branch(t tested, s *state, out *exits) *state {
	switch t {
	case holds:
		return s
	case mayHold:
		out.leave(1, s.clone())
		return s
	default:
		out.leave(1, s)
		return nil
	}
}

// test is how a statement that looks at operands may end.
func (b *body) test(stmt ir.Stmt, s *state) tested {
	switch x := stmt.(type) {
	case *ir.EqualStmt:
		return b.equal(b.operand(s, x.A), b.operand(s, x.B))
	case *ir.NotEqualStmt:
		switch t := b.equal(b.operand(s, x.A), b.operand(s, x.B)); t {
		case holds:
			return doesNot
		case doesNot:
			return holds
		default:
			return t
		}
	case *ir.IsArrayStmt:
		return b.ofKind(b.operand(s, x.Source), Array)
	case *ir.IsObjectStmt:
		return b.ofKind(b.operand(s, x.Source), Object)
	case *ir.IsSetStmt:
		return b.ofKind(b.operand(s, x.Source), Set)
	}
	return notTested
}

func (b *body) ofKind(p possible, kind Kind) tested {
	switch {
	case p.undefined():
		return doesNot
	case p.open || p.absent:
		return mayHold
	case p.some != nil:
		return testedAs(kind == Set)
	case p.among != nil:
		return all(p.among, func(v Value) bool { return v.kind == kind })
	}
	return testedAs(p.v.kind == kind)
}

// all is how a test of one of several values may end.
func all(values []Value, test func(Value) bool) tested {
	n := 0
	for _, v := range values {
		if test(v) {
			n++
		}
	}
	switch n {
	case len(values):
		return holds
	case 0:
		return doesNot
	}
	return mayHold
}

func (b *body) equal(p, q possible) tested {
	switch {
	case p.open || q.open || p.absent || q.absent:
		return mayHold
	case p.v.Defined() && q.v.Defined() && p.v.kind != q.v.kind:
		return doesNot
	case p.isKnown() && q.isKnown():
		return testedAs(equal(p.v, b.m.searchable(q.v)))
	case p.among != nil && q.isKnown():
		return all(p.among, func(v Value) bool { return equal(v, q.v) })
	case q.among != nil && p.isKnown():
		return all(q.among, func(v Value) bool { return equal(v, p.v) })
	}
	b.places.touchAll(p.v)
	b.places.touchAll(q.v)
	return mayHold
}

// existence follows the statements that ask whether a local is defined; false for others.
func (b *body) existence(stmt ir.Stmt, s *state, out *exits) (*state, bool) {
	var local int
	var wanted bool
	switch x := stmt.(type) {
	case *ir.IsDefinedStmt:
		local, wanted = int(x.Source), true
	case *ir.IsUndefinedStmt:
		local = int(x.Source)
	default:
		return nil, false
	}
	p := s.get(local)
	if !p.absent {
		return branch(testedAs(p.undefined() != wanted), s, out), true
	}
	defined, undefined := s, s.clone()
	undefined.put(local, possible{})
	p.absent = false
	defined.put(local, p)
	if wanted {
		out.leave(1, undefined)
		return defined, true
	}
	out.leave(1, defined)
	return undefined, true
}
