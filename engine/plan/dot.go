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
	contract := &c.options.Contract
	return func(m *Machine, f []Value) ctl {
		from, k := source.at(f), key.get(f)
		v := m.get(*from, k)
		if from.isRead() {
			m.touch(from, contract.isPlain(k))
		}
		m.reached(&v)
		if logs {
			m.learnMember(*from, k, v)
		}
		f[target] = v
		return m.found(v)
	}, nil
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
