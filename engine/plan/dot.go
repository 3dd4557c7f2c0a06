package plan

import "github.com/open-policy-agent/opa/v1/ir"

// dot looks a key up and leaves the block if there is nothing.
func (c *compiler) dot(s *ir.DotStmt) (op, error) {
	source, key, err := c.pair(s.Source, s.Key)
	if err != nil {
		return nil, err
	}
	target, logs := c.local(s.Target), c.options.Reads
	if source.local < 0 {
		return func(_ *Machine, f []Value) ctl {
			f[target] = Value{}
			return 1
		}, nil
	}
	if key.local < 0 && !logs {
		return c.dotConstant(source.local, key.constant, target), nil
	}
	from, contract := source.local, &c.options.Contract
	return func(m *Machine, f []Value) ctl {
		k := key.get(f)
		v := m.get(f[from], k)
		if f[from].isRead() {
			m.touch(&f[from], contract.isPlain(k))
		}
		m.reached(&v)
		if logs {
			m.learnMember(f[from], k, v)
		}
		f[target] = v
		return m.found(v)
	}, nil
}

// dotConstant looks a constant key up, mostly in an object of the input.
func (c *compiler) dotConstant(from int, key Value, target int) op {
	plain := c.options.Contract.isPlain(key)
	look := func(m *Machine, f []Value) ctl {
		source := &f[from]
		if !source.isRead() {
			f[target] = lookup(*source, key)
			return m.found(f[target])
		}
		if m.marks&MarkInput == 0 {
			m.touch(source, plain)
		}
		if source.kind == Object && source.n < large {
			f[target] = lookupRead(source, &key)
		} else {
			f[target] = m.get(*source, key)
		}
		if f[target].kind != Undefined {
			return 0
		}
		return m.found(f[target])
	}
	if run := c.options.Contract.Run; run == "" || key.Text() != run {
		return look
	}
	return func(m *Machine, f []Value) ctl {
		k := look(m, f)
		m.reached(&f[target])
		return k
	}
}

// reached marks that v was looked up, if it is the circumstances of the run.
func (m *Machine) reached(v *Value) {
	if v.kind == Object && v.p == m.roots.run && v.n > 0 {
		m.marks |= MarkRun
	}
}

// found leaves the block if v is not there, and remembers if that is because it is unknown.
func (m *Machine) found(v Value) ctl {
	if v.kind != Undefined {
		return 0
	}
	m.missing(v)
	return 1
}
