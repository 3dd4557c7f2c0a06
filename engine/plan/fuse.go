package plan

import "github.com/open-policy-agent/opa/v1/ir"

// block runs statements until one does not go on. Statements that only pass a value on to the next become one
// closure with it.
func (c *compiler) block(b *ir.Block) (op, error) {
	stmts := c.effective(b.Stmts)
	ops := make([]op, 0, len(stmts))
	for len(stmts) > 0 {
		o, n, err := c.next(stmts)
		if err != nil {
			return nil, err
		}
		if o != nil {
			ops = append(ops, o)
		}
		stmts = stmts[n:]
	}
	return sequence(ops), nil
}

// effective leaves out the copies that need not be made.
func (c *compiler) effective(stmts []ir.Stmt) []ir.Stmt {
	kept := make([]ir.Stmt, 0, len(stmts))
	for _, s := range stmts {
		if assign, ok := s.(*ir.AssignVarStmt); !ok || !c.uses.isAlias(assign) {
			kept = append(kept, s)
		}
	}
	return kept
}

// next makes the closure of the first statement and of those that go with it, and says how many those are.
func (c *compiler) next(stmts []ir.Stmt) (op, int, error) {
	if o, n, err := c.literal(stmts); n > 0 || err != nil {
		return o, n, c.placed(err, stmts[0])
	}
	p, n, err := c.path(stmts)
	if err != nil {
		return nil, 0, c.placed(err, stmts[n])
	}
	if c.invalid {
		return nil, 0, c.placed(errLocal, stmts[0])
	}
	if n > 0 {
		o, more, err := c.after(p, stmts[n:])
		return o, n + more, c.placed(err, stmts[0])
	}
	if len(stmts) > 1 && isTestOf(stmts[0], stmts[1]) {
		call, _ := stmts[0].(*ir.CallStmt)
		o, err := c.testedCall(call, nil)
		return o, 2, c.placed(err, call)
	}
	o, err := c.stmt(stmts[0])
	return o, 1, err
}

// after is p with the statements behind it that only need what it leads to. Constants in between are made now.
func (c *compiler) after(p path, stmts []ir.Stmt) (op, int, error) {
	if !c.passing(p.target) {
		return p.op(), 0, nil
	}
	constants := 0
	for len(stmts) > 0 {
		store, n, err := c.literal(stmts)
		if err != nil {
			return nil, 0, err
		}
		if n == 0 || store != nil {
			break
		}
		stmts, constants = stmts[n:], constants+n
	}
	o, n, err := c.use(p, stmts)
	return o, constants + n, err
}

// use is p with the comparison or the test that stmts begin with, if that is of what p leads to.
func (c *compiler) use(p path, stmts []ir.Stmt) (op, int, error) {
	if len(stmts) == 0 {
		return p.op(), 0, nil
	}
	switch s := stmts[0].(type) {
	case *ir.EqualStmt:
		a, b, err := c.pair(s.A, s.B)
		if err != nil {
			return nil, 0, err
		}
		if a.local < 0 {
			a, b = b, a
		}
		if a.local == p.target && b.local < 0 {
			return p.equal(b.constant), 1, nil
		}
	case *ir.NotEqualStmt:
		a, b, err := c.pair(s.A, s.B)
		if err == nil && a.local == p.target && b.local < 0 {
			return p.notEqual(b.constant), 1, nil
		}
	case *ir.CallStmt:
		if len(stmts) > 1 && isTestOf(s, stmts[1]) && relations[s.Func] != nil && c.byName[s.Func] == nil {
			o, err := c.testedCall(s, &p)
			return o, 2, err
		}
	}
	return p.op(), 0, nil
}

// equal leaves the block unless p leads to a constant.
func (p path) equal(constant Value) op {
	if constant.kind == String {
		return func(m *Machine, f []Value) ctl {
			if m.follow(&f[p.from], p.steps).isText(&constant) {
				return 0
			}
			return 1
		}
	}
	return func(m *Machine, f []Value) ctl {
		v := m.follow(&f[p.from], p.steps)
		if v.kind != constant.kind {
			return 1
		}
		return m.compare(*v, constant, 0, 1)
	}
}

// notEqual leaves the block if p leads to a constant, or to nothing.
func (p path) notEqual(constant Value) op {
	return func(m *Machine, f []Value) ctl {
		v := m.follow(&f[p.from], p.steps)
		switch v.kind {
		case Undefined:
			return 1
		case constant.kind:
			return m.compare(*v, constant, 1, 0)
		}
		return 0
	}
}

// isTestOf says that call is followed by the test that its value is not false.
func isTestOf(call, next ir.Stmt) bool {
	c, ok := call.(*ir.CallStmt)
	if !ok {
		return false
	}
	test, ok := next.(*ir.NotEqualStmt)
	return ok && test.A.Value == ir.Val(c.Result) && test.B.Value == ir.Val(ir.Bool(false))
}

// sequence runs ops until one does not go on.
func sequence(ops []op) op {
	switch len(ops) {
	case 0:
		return func(*Machine, []Value) ctl { return 0 }
	case 1:
		return ops[0]
	case 2:
		first, second := ops[0], ops[1]
		return func(m *Machine, f []Value) ctl {
			if k := first(m, f); k != 0 {
				return k
			}
			return second(m, f)
		}
	case 3:
		first, second, third := ops[0], ops[1], ops[2]
		return func(m *Machine, f []Value) ctl {
			if k := first(m, f); k != 0 {
				return k
			}
			if k := second(m, f); k != 0 {
				return k
			}
			return third(m, f)
		}
	}
	return func(m *Machine, f []Value) ctl {
		for _, o := range ops {
			if k := o(m, f); k != 0 {
				return k
			}
		}
		return 0
	}
}
