package plan

import (
	"errors"

	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// construct makes the statements that make containers and fill them.
func (c *compiler) construct(s ir.Stmt) (op, error) {
	switch s := s.(type) {
	case *ir.MakeArrayStmt:
		to := c.local(s.Target)
		return func(m *Machine, f []Value) ctl {
			f[to] = arrayOf(m.pool.array())
			return 0
		}, nil
	case *ir.MakeObjectStmt:
		to := c.local(s.Target)
		return func(m *Machine, f []Value) ctl {
			f[to] = objectOf(m.pool.object())
			return 0
		}, nil
	case *ir.MakeSetStmt:
		to := c.local(s.Target)
		return func(m *Machine, f []Value) ctl {
			f[to] = setOf(m.pool.set())
			return 0
		}, nil
	case *ir.ArrayAppendStmt:
		return c.arrayAppend(s)
	case *ir.SetAddStmt:
		return c.setAdd(s)
	case *ir.ObjectInsertStmt:
		return c.objectInsert(s)
	case *ir.ObjectInsertOnceStmt:
		return c.objectInsertOnce(s)
	case *ir.ObjectMergeStmt:
		return c.objectMerge(s)
	}
	return nil, &UnsupportedError{Stmt: "an unknown statement", Location: c.place(s.GetLocation()).String()}
}

func (c *compiler) arrayAppend(s *ir.ArrayAppendStmt) (op, error) {
	value, err := c.operand(s.Value)
	to := c.local(s.Array)
	return func(m *Machine, f []Value) ctl {
		if f[to].kind != Array || f[to].form != made || f[to].array().frozen {
			return m.malformed("ArrayAppend")
		}
		m.steps++
		f[to].array().add(value.get(f))
		return 0
	}, err
}

func (c *compiler) setAdd(s *ir.SetAddStmt) (op, error) {
	value, err := c.operand(s.Value)
	to := c.local(s.Set)
	return func(m *Machine, f []Value) ctl {
		if f[to].kind != Set || f[to].set().frozen {
			return m.malformed("SetAdd")
		}
		v := value.get(f)
		if !m.whole(&v) {
			return failed
		}
		m.steps++
		f[to].set().add(v)
		return 0
	}, err
}

// errTwice is the reason why an evaluation ends at {"a": 1, x: 2} if x is "a": OPA finds one of the values if it looks
// for the key, both if it goes through the object, and the last once the object is a value.
var errTwice = errors.New("an object is written with two values for one key")

func (c *compiler) objectInsert(s *ir.ObjectInsertStmt) (op, error) {
	key, value, err := c.pair(s.Key, s.Value)
	to, at := c.local(s.Object), c.place(&s.Location)
	return func(m *Machine, f []Value) ctl {
		if f[to].kind != Object || f[to].form != made || f[to].object().frozen {
			return m.malformed("ObjectInsert")
		}
		m.steps++
		o, k, v := f[to].object(), key.get(f), value.get(f)
		i := o.find(k)
		switch {
		case i < 0:
			o.append(k, v)
		case o.vals[i] == v: // a set that is inserted anew with every element
		case !m.whole(&v):
			return failed
		case !equal(o.vals[i], v):
			m.err = &topdown.Error{Code: topdown.InternalErr, Message: errTwice.Error(), Location: at}
			return failed
		}
		return 0
	}, err
}

// objectInsertOnce inserts into the value of a rule; a second, different value of a key is a conflict.
func (c *compiler) objectInsertOnce(s *ir.ObjectInsertOnceStmt) (op, error) {
	key, value, err := c.pair(s.Key, s.Value)
	to, at := c.local(s.Object), c.place(&s.Location)
	return func(m *Machine, f []Value) ctl {
		if f[to].kind != Object || f[to].form != made || f[to].object().frozen {
			return m.malformed("ObjectInsertOnce")
		}
		m.steps++
		o, k, v := f[to].object(), key.get(f), value.get(f)
		i := o.find(k)
		switch {
		case i < 0:
			o.append(k, v)
		case !m.whole(&v):
			return failed
		case !equal(o.vals[i], v):
			return m.conflict(at, "object keys must be unique")
		}
		return 0
	}, err
}

func (c *compiler) objectMerge(s *ir.ObjectMergeStmt) (op, error) {
	a, b, target, at := c.local(s.A), c.local(s.B), c.local(s.Target), c.place(&s.Location)
	return func(m *Machine, f []Value) ctl {
		v, ok := m.merge(f[a], f[b])
		if !ok {
			return m.conflict(at, "base and virtual document keys must be disjoint")
		}
		f[target] = v
		return 0
	}, nil
}

// merge is an object with the members of both; objects under one key are merged in turn, and the first of
// two other values wins.
func (m *Machine) merge(a, b Value) (Value, bool) {
	if a.kind != Object || b.kind != Object {
		return a, a.kind == Object || b.kind == Object
	}
	o := m.copyObject(a)
	for i := range b.Len() {
		k, v := b.member(i)
		if !v.Defined() {
			m.missing(v)
			continue
		}
		if at := o.find(k); at >= 0 {
			v, _ = m.mergeMember(o.vals[at], v)
		}
		o.put(k, v)
	}
	return objectOf(o), true
}

func (m *Machine) mergeMember(a, b Value) (Value, bool) {
	if a.kind == Object && b.kind == Object {
		return m.merge(a, b)
	}
	return a, true
}

// copyObject is a copy of an object that may be changed.
func (m *Machine) copyObject(v Value) *object {
	o := m.pool.object()
	if v.kind != Object {
		return o
	}
	m.charge(v.Len())
	for i := range v.Len() {
		k, val := v.member(i)
		if !val.Defined() {
			m.missing(val)
			continue
		}
		o.append(k, val)
	}
	return o
}
