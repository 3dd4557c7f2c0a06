package plan

import (
	"errors"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ir"
)

var errLocal = errors.New("a local that is none")

// stmt makes the closure of one statement; nil for one that does nothing.
func (c *compiler) stmt(s ir.Stmt) (op, error) {
	o, err := c.build(s)
	if c.invalid && err == nil {
		err = errLocal
	}
	if err != nil {
		return nil, c.placed(err, s)
	}
	return o, nil
}

// placed says which statement cannot be run, unless err is nil or says so already.
func (c *compiler) placed(err error, s ir.Stmt) error {
	if _, nested := errors.AsType[*UnsupportedError](err); nested || err == nil {
		return err
	}
	return &UnsupportedError{Stmt: fmt.Sprintf("%T: %v", s, err), Location: c.place(s.GetLocation()).String()}
}

func (c *compiler) build(s ir.Stmt) (op, error) {
	switch s := s.(type) {
	case *ir.AssignVarStmt:
		c.reaches(s.Target, false)
		if _, ok := c.aliases[s.Target]; ok {
			return nil, nil //nolint:nilnil // a copy that need not be made
		}
	case *ir.BlockStmt:
		return c.blocks(s.Blocks)
	case *ir.BreakStmt:
		k := ctl(s.Index) + 1
		return func(*Machine, []Value) ctl { return k }, nil
	case *ir.NotStmt:
		return c.not(s)
	case *ir.ScanStmt:
		return c.scan(s)
	case *ir.WithStmt:
		return c.with(s)
	case *ir.CallStmt:
		return c.call(s)
	case *ir.CallDynamicStmt:
		return c.callDynamic(s)
	case *ir.DotStmt:
		return c.dot(s)
	case *ir.EqualStmt:
		return c.equal(s)
	case *ir.NotEqualStmt:
		return c.notEqual(s)
	case *ir.ReturnLocalStmt:
		return c.returnLocal(s)
	case *ir.ResultSetAddStmt:
		return c.resultSetAdd(s)
	case *ir.NopStmt:
		return nil, nil //nolint:nilnil // a statement that does nothing has no closure
	}
	if o, err := c.inspection(s); o != nil || err != nil {
		return o, err
	}
	if o, err := c.assign(s); o != nil || err != nil {
		return o, err
	}
	return c.construct(s)
}

// not goes on if its block was left, and leaves the enclosing block if it was not.
func (c *compiler) not(s *ir.NotStmt) (op, error) {
	body, err := c.block(s.Block)
	return func(m *Machine, f []Value) ctl {
		k := body(m, f)
		switch {
		case k == 0:
			return 1
		case k > 0:
			return k - 1
		}
		return k
	}, err
}

func (c *compiler) returnLocal(s *ir.ReturnLocalStmt) (op, error) {
	source := c.local(s.Source)
	return func(m *Machine, f []Value) ctl {
		m.value = f[source]
		return returned
	}, nil
}

func (c *compiler) resultSetAdd(s *ir.ResultSetAddStmt) (op, error) {
	value := c.local(s.Value)
	return func(m *Machine, f []Value) ctl {
		if !m.whole(&f[value]) {
			return failed
		}
		m.results = append(m.results, f[value])
		return 0
	}, nil
}

// inspection makes the statements that look at one operand and leave the block if it is not as expected.
func (c *compiler) inspection(s ir.Stmt) (op, error) {
	switch s := s.(type) {
	case *ir.IsArrayStmt:
		return c.ofKind(s.Source, Array)
	case *ir.IsObjectStmt:
		return c.ofKind(s.Source, Object)
	case *ir.IsSetStmt:
		return c.ofKind(s.Source, Set)
	case *ir.IsDefinedStmt:
		source := c.inspect(s.Source)
		return func(_ *Machine, f []Value) ctl {
			if f[source].kind == Undefined {
				return 1
			}
			return 0
		}, nil
	case *ir.IsUndefinedStmt:
		source := c.inspect(s.Source)
		return func(_ *Machine, f []Value) ctl {
			if f[source].kind != Undefined {
				return 1
			}
			return 0
		}, nil
	}
	return nil, nil //nolint:nilnil // not one of these
}

func (c *compiler) ofKind(source ir.Operand, kind Kind) (op, error) {
	from, err := c.operand(source)
	return func(_ *Machine, f []Value) ctl {
		if from.get(f).kind != kind {
			return 1
		}
		return 0
	}, err
}

// equal leaves the block unless both operands are equal.
func (c *compiler) equal(s *ir.EqualStmt) (op, error) {
	a, b, err := c.pair(s.A, s.B)
	if err != nil {
		return nil, err
	}
	if a.local < 0 {
		a, b = b, a
	}
	if b.local < 0 && a.local >= 0 && b.constant.kind < Array {
		local, constant := a.local, b.constant
		return func(_ *Machine, f []Value) ctl {
			if v := &f[local]; v.kind == constant.kind && equal(*v, constant) {
				return 0
			}
			return 1
		}, nil
	}
	return func(m *Machine, f []Value) ctl {
		return m.compare(a.get(f), b.get(f), 0, 1)
	}, nil
}

// notEqual leaves the block if both operands are equal.
func (c *compiler) notEqual(s *ir.NotEqualStmt) (op, error) {
	a, b, err := c.pair(s.A, s.B)
	if err != nil {
		return nil, err
	}
	return func(m *Machine, f []Value) ctl {
		return m.compare(a.get(f), b.get(f), 1, 0)
	}, nil
}

func (c *compiler) pair(x, y ir.Operand) (a, b operand, err error) {
	if a, err = c.operand(x); err == nil {
		b, err = c.operand(y)
	}
	return a, b, err
}

// compare is same if two values are equal, and other if they are not.
func (m *Machine) compare(a, b Value, same, other ctl) ctl {
	if a.kind != b.kind {
		return other
	}
	if a.kind >= Array && (!m.whole(&a) || !m.whole(&b)) {
		return failed
	}
	if equal(a, m.searchable(b)) {
		return same
	}
	return other
}
