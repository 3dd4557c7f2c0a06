package plan

import (
	"github.com/open-policy-agent/opa/v1/ir"
)

// blocks follows blocks one after the other. It gives the state behind them, nil if that is never reached.
func (b *body) blocks(blocks []*ir.Block, s *state, out *exits) (*state, error) {
	for _, block := range blocks {
		if s == nil {
			break
		}
		inner, err := b.block(block, s)
		if err != nil {
			return nil, err
		}
		for k := 2; k < len(inner); k++ {
			out.leave(k-1, inner[k])
		}
		s = joinStates(inner.at(0), inner.at(1))
	}
	return s, nil
}

// block follows one block.
func (b *body) block(block *ir.Block, s *state) (exits, error) {
	var out exits
	for _, stmt := range block.Stmts {
		if err := b.spend(1); err != nil {
			return nil, err
		}
		var err error
		if s, err = b.stmt(stmt, s, &out); err != nil {
			return nil, err
		}
		if s == nil {
			return out, nil
		}
	}
	out.leave(0, s)
	return out, nil
}

// stmt follows one statement: it gives the state in which the block goes on, nil if it never does, and adds to out
// the other ways.
func (b *body) stmt(stmt ir.Stmt, s *state, out *exits) (*state, error) {
	switch x := stmt.(type) {
	case *ir.BlockStmt:
		return b.blocks(x.Blocks, s, out)
	case *ir.BreakStmt:
		out.leave(int(x.Index)+1, s)
		return nil, nil
	case *ir.ReturnLocalStmt:
		v := s.get(int(x.Source))
		v.fresh = false
		b.give(v)
		return nil, nil
	case *ir.NotStmt:
		return b.not(x, s, out)
	case *ir.ScanStmt:
		return b.scan(x, s, out)
	case *ir.CallStmt:
		return b.callStmt(x, s, out)
	case *ir.CallDynamicStmt:
		return b.callDynamic(x, s, out)
	case *ir.DotStmt:
		v, err := b.dot(b.operand(s, x.Source), b.operand(s, x.Key))
		return b.defined(s, out, int(x.Target), v), err
	case *ir.NopStmt:
		return s, nil
	}
	if t := b.test(stmt, s); t != notTested {
		return branch(t, s, out), nil
	}
	if next, done := b.existence(stmt, s, out); done {
		return next, nil
	}
	return s, b.store(stmt, s)
}

// operand is what an operand may be.
func (b *body) operand(s *state, o ir.Operand) possible {
	switch v := o.Value.(type) {
	case ir.Local:
		return s.get(int(v))
	case ir.Bool:
		return sure(boolean(bool(v)))
	case ir.StringIndex:
		return sure(text(b.m.program.linker.strings[v]))
	}
	return anything()
}

// used is operand for a statement that keeps it: what is under construction there is no longer its own.
func (b *body) used(s *state, o ir.Operand) possible {
	p := b.operand(s, o)
	if l, ok := o.Value.(ir.Local); ok && p.fresh {
		p.fresh = false
		s.put(int(l), p)
	}
	return p
}

// defined stores what may be undefined, and then leaves the block.
func (b *body) defined(s *state, out *exits, target int, v possible) *state {
	switch {
	case s == nil:
		return nil
	case v.undefined():
		out.leave(1, s)
		return nil
	case v.absent:
		out.leave(1, s.clone())
		v.absent = false
	}
	s.put(target, v)
	return s
}

// not goes on where its block may be left.
func (b *body) not(x *ir.NotStmt, s *state, out *exits) (*state, error) {
	inner, err := b.block(x.Block, s)
	if err != nil {
		return nil, err
	}
	out.leave(1, inner.at(0))
	for k := 2; k < len(inner); k++ {
		out.leave(k-1, inner[k])
	}
	return inner.at(1), nil
}

// dot is what a key may lead to.
func (b *body) dot(from, key possible) (possible, error) {
	switch {
	case from.undefined():
		return possible{}, nil
	case from.among != nil && !from.absent:
		return eachOf(from.among, func(v possible) (possible, error) { return b.dot(v, key) })
	case key.among != nil && !key.absent:
		return eachOf(key.among, func(v possible) (possible, error) { return b.dot(from, v) })
	case from.open || !key.isKnown():
		return anything(), nil
	case from.some != nil:
		return memberOf(from.some.certain, key.v, possible{v: key.v, absent: true}), nil
	case from.v.kind == Set && hides(from.v):
		return memberOf(from.v.set().keys, key.v, possible{}), nil
	case from.v.isFrozen() && (from.v.kind == Object && key.v.kind == Number || from.v.kind == Array && key.v.kind == String):
		return possible{}, ErrNoProof // base data is also found by the text of a number
	}
	v := b.m.get(from.v, key.v)
	if v.kind == Undefined && v.form&hidden != 0 {
		b.places.touch(from.v, key.v)
		return anything(), nil
	}
	return possible{v: v, absent: from.absent && v.Defined()}, nil
}

// memberOf is a key as one of the elements of a set, which has others besides.
func memberOf(elements []Value, key Value, others possible) possible {
	for _, v := range elements {
		if alike(v, key) {
			return sure(v)
		}
		if !differ(v, key) {
			others = possible{v: key, absent: true}
		}
	}
	return others
}

// eachOf is what one of several values may lead to.
func eachOf(values []Value, f func(possible) (possible, error)) (found possible, err error) {
	for i, v := range values {
		one, err := f(sure(v))
		if err != nil {
			return possible{}, err
		}
		if i > 0 {
			one = either(found, one)
		}
		found = one
	}
	return found, nil
}
