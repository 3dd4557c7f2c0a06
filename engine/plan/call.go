package plan

import (
	"errors"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// testedCall is a call with the test that its value is not false. An operand may be what a path leads to.
func (c *compiler) testedCall(s *ir.CallStmt, p *path) (op, error) {
	c.tested = true
	o, err := c.callOf(s, p)
	c.tested = false
	return o, err
}

// call calls a planned or a built-in function, and leaves the block if it has no value.
func (c *compiler) call(s *ir.CallStmt) (op, error) { return c.callOf(s, nil) }

func (c *compiler) callOf(s *ir.CallStmt, p *path) (op, error) {
	args, err := c.operands(s.Args)
	if err != nil {
		return nil, err
	}
	fn := c.byName[s.Func]
	switch {
	case fn == nil && c.tested && relations[s.Func] != nil && len(args) > 0:
		return c.test(s, args, p)
	case fn == nil:
		return c.builtin(s, args)
	}
	c.callees = append(c.callees, fn)
	if len(args) != len(fn.params) {
		return nil, fmt.Errorf("%d arguments of %s", len(args), s.Func)
	}
	c.reaches(s.Result, false)
	result, tested := c.local(s.Result), c.tested
	if !onInputAndData(args) {
		return nil, fmt.Errorf("arguments of %s", s.Func)
	}
	if fn.isRule() {
		return func(m *Machine, f []Value) ctl {
			s, k := m.rule(fn, f)
			if k != 0 {
				return k
			}
			f[result] = s.value
			if s.value.kind == Undefined || tested && s.value.isFalse() {
				return 1
			}
			return 0
		}, nil
	}
	return func(m *Machine, f []Value) ctl {
		if k := m.call(fn, f, args); k != 0 {
			return k
		}
		f[result] = m.value
		if m.value.kind == Undefined || tested && m.value.isFalse() {
			return 1
		}
		return 0
	}, nil
}

// onInputAndData says that the first arguments are what they are of every call: the caller's input and data.
func onInputAndData(args []operand) bool {
	return len(args) >= 2 && args[0].local == int(ir.Input) && args[1].local == int(ir.Data)
}

func (v *Value) isFalse() bool { return v.kind == Boolean && v.n == 0 }

// callDynamic calls the rule at a path that is known only now. A path without rule leaves the block, which
// leads to the base data; a rule without value leaves what the planner built around both.
func (c *compiler) callDynamic(s *ir.CallDynamicStmt) (op, error) {
	path, err := c.operands(s.Path)
	if err != nil {
		return nil, err
	}
	c.callees = append(c.callees, c.paths.under(path)...)
	args := make([]operand, len(s.Args))
	for i, a := range s.Args {
		args[i] = operand{local: c.local(a)}
	}
	c.reaches(s.Result, false)
	if !onInputAndData(args) {
		return nil, errors.New("arguments of a dynamic call")
	}
	result, paths := c.local(s.Result), &c.paths
	const undefined ctl = 4
	return func(m *Machine, f []Value) ctl {
		at := paths
		for i := range path {
			at = at.step(path[i].get(f))
		}
		if at == nil || at.fn == nil || len(at.fn.params) != len(args) {
			return 1
		}
		if at.fn.isRule() {
			s, k := m.rule(at.fn, f)
			if k != 0 {
				return k
			}
			m.value = s.value
		} else if k := m.call(at.fn, f, args); k != 0 {
			return k
		}
		f[result] = m.value
		if m.value.kind == Undefined {
			return undefined
		}
		return 0
	}, nil
}

// rule is the value of a rule on the input and data in a frame. It is evaluated once for the same input and data.
func (m *Machine) rule(fn *function, f []Value) (*slot, ctl) {
	w := m.worlds.current
	s := &w.rules[fn.memo]
	if s.epoch == w.epoch {
		if s.marks != 0 || s.from < s.to {
			m.recall(&s.known)
		}
		return s, 0
	}
	k := m.learnCall(fn, f, nil, &s.known)
	if k == 0 {
		s.epoch = w.epoch
	}
	return s, k
}

// call leaves the value of a function in the machine, undefined if it has none. A function is evaluated once
// for the same input, data and arguments: without that, helpers that call helpers could take exponential time.
func (m *Machine) call(fn *function, f []Value, args []operand) ctl {
	if !fn.memorised {
		return m.run(fn, f, args)
	}
	key := memoKey{fn: fn}
	for i := range args[2:] {
		key.args[i] = args[i+2].get(f)
	}
	calls := m.worlds.current.calls
	k, ok := calls[key]
	if ok {
		m.recall(&k)
		m.value = k.value
		return 0
	}
	if c := m.learnCall(fn, f, args, &k); c != 0 {
		return c
	}
	calls[key] = k
	return 0
}

// learnCall is run, with what the value depends on.
func (m *Machine) learnCall(fn *function, f []Value, args []operand, result *known) ctl {
	before, from := m.marks, len(m.log.entries)
	m.marks = 0
	k := m.run(fn, f, args)
	result.value, result.marks, result.from, result.to = m.value, m.marks, from, len(m.log.entries)
	m.marks |= before
	return k
}

// recall uses a value again: who does depends on what it depended on.
func (m *Machine) recall(k *known) {
	m.marks |= k.marks
	if k.from < k.to {
		m.log.entries = append(m.log.entries, logEntry{from: k.from, to: k.to})
	}
}

// run evaluates a function in a frame of its own.
func (m *Machine) run(fn *function, f []Value, args []operand) ctl {
	if m.depth > maxDepth {
		return m.malformed("recursion")
	}
	if !m.spend(1) {
		return failed
	}
	stack, top := &m.stack[0], m.top
	frame := m.push(fn.frame)
	for _, l := range fn.inspected {
		frame[l] = Value{}
	}
	frame[fn.params[0]], frame[fn.params[1]] = f[ir.Input], f[ir.Data]
	for i := 2; i < len(args); i++ {
		frame[fn.params[i]] = *args[i].at(f)
	}
	m.depth++
	k := fn.body(m, frame)
	m.depth--
	if m.top = top; stack != &m.stack[0] {
		m.top = 0 // the stack moved since, and all of the new one is free
	}
	switch k {
	case failed:
		return k
	case returned:
	default:
		m.value = Value{}
	}
	return 0
}

// malformed stops an evaluation because the plan is not one that OPA makes.
func (m *Machine) malformed(what string) ctl {
	m.err = &topdown.Error{Code: topdown.InternalErr, Message: "malformed plan: " + what}
	return failed
}
