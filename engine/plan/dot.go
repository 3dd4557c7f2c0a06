package plan

import "github.com/open-policy-agent/opa/v1/ir"

// dot looks a key up and leaves the block if there is nothing.
func (c *compiler) dot(s *ir.DotStmt) (op, error) {
	source, key, err := c.pair(s.Source, s.Key)
	if err != nil {
		return nil, err
	}
	target, logs := c.local(s.Target), c.options.Reads
	local, isLocal := s.Source.Value.(ir.Local)
	stored := isLocal && c.isStored(local)
	if c.reaches(s.Target, stored); stored && !namesMember(key) {
		return dotStored(source.local, key, target), nil
	}
	if source.local >= 0 && key.local < 0 && key.constant.kind == String && !logs {
		return path{from: source.local, target: target, steps: []step{c.step(key.constant)}}.op(), nil
	}
	return func(m *Machine, f []Value) ctl {
		v := m.glance(*source.at(f), key.get(f))
		f[target] = v
		if v.kind == Undefined {
			return 1
		}
		return 0
	}, nil
}

// reached marks that v was looked up, if it is the circumstances of the run.
func (m *Machine) reached(v *Value) {
	if v.kind == Object && v.p == m.roots.run && v.n > 0 {
		m.marks |= MarkRun
	}
}
