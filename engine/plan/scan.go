package plan

import "github.com/open-policy-agent/opa/v1/ir"

// scan runs its block for every element. Leaving the block leads to the next element, leaving one more ends
// the loop.
func (c *compiler) scan(s *ir.ScanStmt) (op, error) {
	source, key, value := c.local(s.Source), c.local(s.Key), c.local(s.Value)
	c.reaches(s.Key, false)
	c.reaches(s.Value, c.isStored(s.Source))
	body, err := c.block(s.Block)
	if err != nil {
		return nil, err
	}
	loop := scanning{key: key, value: value, body: body, join: c.joinOf(s)}
	return func(m *Machine, f []Value) ctl {
		v := f[source]
		switch v.kind {
		case Array:
			m.learnMembers(v)
			if loop.join != nil && v.form == made && v.array().index != nil {
				return loop.indexed(m, f, v.array())
			}
			return loop.array(m, f, v)
		case Object:
			m.learnMembers(v)
			return loop.object(m, f, m.ordered(v))
		case Set:
			v.set().sort()
			return loop.set(m, f, v.set())
		}
		return 0
	}, nil
}

// scanning is a Scan with its locals.
type scanning struct {
	key, value int
	body       op
	join       *join // nil if every element counts
}

// again says that the loop goes on.
const again ctl = -3

// step runs the block for one element.
func (s *scanning) step(m *Machine, f []Value) ctl {
	if !m.spend(1) {
		return failed
	}
	switch k := s.body(m, f); {
	case k == 0, k == 1:
		return again
	case k > 1:
		return k - 2
	default:
		return k
	}
}

func (s *scanning) array(m *Machine, f []Value, v Value) ctl {
	for i := range v.Len() {
		e := v.elem(i)
		if e.kind == Undefined {
			m.missing(e)
			continue
		}
		f[s.key], f[s.value] = integer(int64(i)), e
		if k := s.step(m, f); k != again {
			return k
		}
	}
	return 0
}

func (s *scanning) object(m *Machine, f []Value, o *object) ctl {
	for i, key := range o.keys {
		f[s.key], f[s.value] = key, o.vals[i]
		if k := s.step(m, f); k != again {
			return k
		}
	}
	return 0
}

func (s *scanning) set(m *Machine, f []Value, all *set) ctl {
	for _, key := range all.keys {
		f[s.key], f[s.value] = key, key
		if k := s.step(m, f); k != again {
			return k
		}
	}
	return 0
}

// ordered is v with its members in order: a copy if it was read.
func (m *Machine) ordered(v Value) *object {
	if v.form == made {
		v.object().sort()
		return v.object()
	}
	o := m.copyObject(v)
	o.sort()
	return o
}
