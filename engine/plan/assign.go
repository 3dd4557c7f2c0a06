package plan

import "github.com/open-policy-agent/opa/v1/ir"

// assign makes the statements that store a value in a local.
func (c *compiler) assign(s ir.Stmt) (op, error) {
	switch s := s.(type) {
	case *ir.AssignVarStmt:
		return c.assignVar(s)
	case *ir.AssignVarOnceStmt:
		return c.assignVarOnce(s)
	case *ir.AssignIntStmt:
		return c.store(s.Target, integer(s.Value)), nil
	case *ir.MakeNullStmt:
		return c.store(s.Target, null()), nil
	case *ir.MakeNumberIntStmt:
		return c.store(s.Target, integer(s.Value)), nil
	case *ir.MakeNumberRefStmt:
		literal, err := c.str(s.Index)
		return c.store(s.Target, number(literal)), err
	case *ir.ResetLocalStmt:
		return c.store(s.Target, Value{}), nil
	case *ir.LenStmt:
		source, err := c.operand(s.Source)
		target := c.local(s.Target)
		return func(m *Machine, f []Value) ctl {
			v := source.get(f)
			m.learnMembers(v)
			f[target] = integer(int64(m.length(v)))
			return 0
		}, err
	}
	return nil, nil //nolint:nilnil // not one of these
}

func (c *compiler) store(target ir.Local, v Value) op {
	to := c.local(target)
	return func(_ *Machine, f []Value) ctl {
		f[to] = v
		return 0
	}
}

func (c *compiler) assignVar(s *ir.AssignVarStmt) (op, error) {
	source, err := c.operand(s.Source)
	if err != nil {
		return nil, err
	}
	if source.local < 0 {
		return c.store(s.Target, source.constant), nil
	}
	from, to := source.local, c.local(s.Target)
	return func(_ *Machine, f []Value) ctl {
		f[to] = f[from]
		return 0
	}, nil
}

// assignVarOnce stores the value of a rule; a second, different value is a conflict.
func (c *compiler) assignVarOnce(s *ir.AssignVarOnceStmt) (op, error) {
	source, err := c.operand(s.Source)
	if err != nil {
		return nil, err
	}
	if c.exit != nil && s.Target == c.exit.result {
		return func(m *Machine, _ []Value) ctl {
			m.value = source.constant
			return returned
		}, nil
	}
	to, at, message := c.inspect(s.Target), c.place(&s.Location), c.conflictText
	return func(m *Machine, f []Value) ctl {
		v := source.get(f)
		if old := f[to]; old.kind != Undefined {
			if !m.whole(&v) {
				return failed
			}
			if !equal(old, v) {
				return m.conflict(at, message)
			}
		}
		f[to] = v
		return 0
	}, nil
}

// length is the number of elements that Rego sees: unknown ones are not there.
func (m *Machine) length(v Value) int {
	if !v.isRead() || v.kind < Array {
		return v.Len()
	}
	n := 0
	for i := range v.Len() {
		e := v.item(i)
		if !e.Defined() {
			m.missing(e)
			continue
		}
		n++
	}
	return n
}
