package plan

import (
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
	result, tested := c.local(s.Result), c.tested
	return func(m *Machine, f []Value) ctl {
		v, k := m.call(fn, f, args)
		if k != 0 {
			return k
		}
		f[result] = v
		if v.kind == Undefined || tested && v.isFalse() {
			return 1
		}
		return 0
	}, nil
}

func (v Value) isFalse() bool { return v.kind == Boolean && v.n == 0 }

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
		v, k := m.call(at.fn, f, args)
		if k != 0 {
			return k
		}
		f[result] = v
		if v.kind == Undefined {
			return undefined
		}
		return 0
	}, nil
}

// call is the value of a function, undefined if it has none. It is evaluated once for the same input, data and
// arguments: without that, helpers that call helpers could take exponential time.
func (m *Machine) call(fn *function, f []Value, args []operand) (Value, ctl) {
	w := m.worlds.current
	switch {
	case fn.isRule():
		if s := &w.rules[fn.memo]; s.epoch == w.epoch {
			m.recall(&s.known)
			return s.value, 0
		}
		k, c := m.learnCall(fn, f, args)
		if c == 0 {
			w.rules[fn.memo] = slot{w.epoch, k}
		}
		return k.value, c
	case fn.memorised:
		key := memoKey{fn: fn}
		for i := range args[2:] {
			key.args[i] = args[i+2].get(f)
		}
		if k, ok := w.calls[key]; ok {
			m.recall(&k)
			return k.value, 0
		}
		k, c := m.learnCall(fn, f, args)
		if c == 0 {
			w.calls[key] = k
		}
		return k.value, c
	}
	return m.run(fn, f, args)
}

// learnCall is run, with what the value depends on.
func (m *Machine) learnCall(fn *function, f []Value, args []operand) (known, ctl) {
	before, from := m.marks, len(m.log.entries)
	m.marks = 0
	v, k := m.run(fn, f, args)
	result := known{v, m.marks, from, len(m.log.entries)}
	m.marks |= before
	return result, k
}

// recall uses a value again: who does depends on what it depended on.
func (m *Machine) recall(k *known) {
	m.marks |= k.marks
	if k.from < k.to {
		m.log.entries = append(m.log.entries, logEntry{from: k.from, to: k.to})
	}
}

// run evaluates a function in a frame of its own.
func (m *Machine) run(fn *function, f []Value, args []operand) (Value, ctl) {
	if m.depth > maxDepth {
		return Value{}, m.malformed("recursion")
	}
	if !m.spend(1) {
		return Value{}, failed
	}
	at := m.mark()
	frame := m.push(fn.frame)
	for _, l := range fn.inspected {
		frame[l] = Value{}
	}
	for i := range args {
		frame[fn.params[i]] = args[i].get(f)
	}
	m.depth++
	k := fn.body(m, frame)
	m.depth--
	m.release(at)
	if k == failed {
		return Value{}, k
	}
	if k == returned {
		return m.value, 0
	}
	return Value{}, 0
}

// malformed stops an evaluation because the plan is not one that OPA makes.
func (m *Machine) malformed(what string) ctl {
	m.err = &topdown.Error{Code: topdown.InternalErr, Message: "malformed plan: " + what}
	return failed
}
