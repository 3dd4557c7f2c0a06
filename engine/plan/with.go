package plan

import "github.com/open-policy-agent/opa/v1/ir"

// with replaces a local, or a part of the document in it, while its block runs. The local is restored on
// every way out.
func (c *compiler) with(s *ir.WithStmt) (op, error) {
	value, err := c.operand(s.Value)
	if err != nil {
		return nil, err
	}
	path := make([]Value, len(s.Path))
	for i, p := range s.Path {
		step, err := c.str(p)
		if err != nil {
			return nil, err
		}
		path[i] = c.constant(step)
	}
	body, err := c.block(s.Block)
	local, rules := c.local(s.Local), len(c.order)
	return func(m *Machine, f []Value) ctl {
		if local <= int(ir.Data) {
			m.marks |= MarkRun // a copy of the input is not recognised as such
		}
		saved, replacement := f[local], value.get(f)
		if s.Local == ir.Data && len(path) > 0 {
			replacement = m.detached(replacement)
		}
		f[local] = m.upsert(saved, path, replacement)
		var before scope
		if local <= int(ir.Data) {
			before = m.worlds.enter(f[ir.Input], f[ir.Data], rules)
		}
		k := body(m, f)
		f[local] = saved
		if local <= int(ir.Data) {
			m.worlds.leave(before)
		}
		if k > 1 {
			return k - 1
		}
		return k
	}, err
}

// upsert is v with another value at path. Objects along the path are copied, everything else on it makes
// way for an object.
func (m *Machine) upsert(v Value, path []Value, value Value) Value {
	if len(path) == 0 {
		return value
	}
	o := m.copyObject(v)
	o.stored = v.kind == Object && v.form == made && v.object().stored
	o.put(path[0], m.upsert(lookup(v, path[0]), path[1:], value))
	return objectOf(o)
}
