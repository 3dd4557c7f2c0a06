package plan

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// body is one evaluation of a function that is followed.
type body struct {
	*prover
	result   possible
	returned bool
}

// call is what a function may give. The machine evaluates it where nothing unknown is looked at.
func (p *prover) call(fn *function, args []possible) (possible, error) {
	if fn.isRule() {
		if found, ok := p.rules[fn]; ok {
			return found, nil
		}
	}
	found, exact, err := p.evaluate(fn, args)
	if err == nil && !exact {
		found, err = p.follow(fn, args)
	}
	if err == nil && fn.isRule() {
		p.rules[fn] = found
	}
	return found, err
}

// evaluate has the machine make a call; false if the value depends on something unknown.
func (p *prover) evaluate(fn *function, args []possible) (possible, bool, error) {
	m := p.m
	values := []Value{p.input, p.data}
	from := []operand{{local: int(ir.Input)}, {local: int(ir.Data)}}
	for i := range args {
		if !args[i].isKnown() {
			return possible{}, false, nil
		}
		from = append(from, operand{local: len(values)})
		values = append(values, args[i].v)
	}
	m.marks = 0
	var k ctl
	if fn.isRule() {
		var s *slot
		if s, k = m.rule(fn, values); k == 0 {
			m.value = s.value
		}
	} else {
		k = m.call(fn, values, from)
	}
	if k != 0 {
		return possible{}, false, m.err
	}
	exact := m.marks&MarkUnknown == 0 && !hides(m.value)
	return sure(m.value), exact, nil
}

// follow follows the plan of a function.
func (p *prover) follow(fn *function, args []possible) (possible, error) {
	blocks, ok := p.bodies[fn]
	if !ok {
		var err error
		if blocks, err = fn.plan.blocks(); err != nil {
			return possible{}, err
		}
		p.bodies[fn] = blocks
	}
	s := &state{}
	s.put(int(ir.Input), sure(p.input))
	s.put(int(ir.Data), sure(p.data))
	for i, arg := range args {
		arg.fresh = false
		s.put(fn.params[i+2], arg)
	}
	b := &body{prover: p}
	var out exits
	s, err := b.blocks(blocks, s, &out)
	if err != nil {
		return possible{}, err
	}
	if s != nil || len(out) > 0 { // it may end without a value
		b.give(possible{})
	}
	return b.result, nil
}

// give adds to what the function may return.
func (b *body) give(v possible) {
	if b.returned {
		v = either(b.result, v)
	}
	b.result, b.returned = v, true
}

// preparedCall is a call of a built-in function with operands that are the first values of a frame.
type preparedCall struct {
	*builtin
	args []operand
}

func (b *body) prepare(s *ir.CallStmt) (*preparedCall, error) {
	if c, ok := b.builtins[s]; ok {
		return c, nil
	}
	c := &preparedCall{args: make([]operand, len(s.Args))}
	for i := range c.args {
		c.args[i] = operand{local: i}
	}
	var err error
	c.builtin, err = newCompiler(b.m.program.linker).newBuiltin(s, c.args)
	b.builtins[s] = c
	return c, err
}

// callStmt follows a call.
func (b *body) callStmt(s *ir.CallStmt, at *state, out *exits) (*state, error) {
	args := make([]possible, len(s.Args))
	for i, a := range s.Args {
		args[i] = b.operand(at, a)
	}
	if fn := b.m.program.linker.byName[s.Func]; fn != nil {
		found, err := b.call(fn, args[2:])
		return b.defined(at, out, int(s.Result), found), err
	}
	c, err := b.prepare(s)
	if err != nil {
		return nil, err
	}
	if c.glances && args[0].v.Defined() && !args[0].absent {
		if v, ok := b.glance(s.Func, args); ok {
			return b.defined(at, out, int(s.Result), v), nil
		}
	}
	found, err := b.apply(c, args)
	switch {
	case err != nil:
		return nil, err
	case c.void && found.undefined():
		at.put(int(s.Result), found)
		return at, nil
	}
	return b.defined(at, out, int(s.Result), found), nil
}

// apply is what a built-in function may give.
func (b *body) apply(c *preparedCall, args []possible) (possible, error) {
	values, open, several := make([]Value, len(args)), false, -1
	for i := range args {
		values[i] = args[i].v
		switch {
		case args[i].isKnown():
		case args[i].among != nil && !args[i].absent:
			several = i
		default:
			open = true
			b.places.touchAll(args[i].v)
		}
	}
	if open { // an error that needs the unknown value to occur is no error yet
		return anything(), nil
	}
	if several >= 0 {
		return eachOf(args[several].among, func(v possible) (possible, error) {
			if err := b.spend(1); err != nil {
				return possible{}, err
			}
			with := slices.Clone(args)
			with[several] = v
			found, err := b.apply(c, with)
			if err != nil && b.m.err != nil && !topdown.IsCancel(err) { // nor is one that not every value leads to
				b.m.err, err = nil, nil
			}
			return found, err
		})
	}
	v, k := c.call(b.m, values, c.args)
	if k == 0 {
		return sure(v), nil
	}
	return possible{}, b.m.err
}

// glance is the value of a function that does not look at all of its first operand, parts of which may be unknown.
func (b *body) glance(name string, args []possible) (possible, bool) {
	from := args[0]
	switch name {
	case "count":
		if from.v.kind < Array {
			return possible{}, false
		}
		return b.length(from), true
	case "object.get":
		if from.v.kind != Object || !args[1].isKnown() {
			return possible{}, false
		}
		v, err := b.dots(from, args[1].v)
		switch {
		case err != nil:
			return possible{}, false
		case v.undefined():
			return args[2], true
		case v.absent:
			return either(v, args[2]), true
		}
		return v, true
	}
	v, ok := nativeFor(name, nil)(b.m, []Value{from.v}) // a test of the type
	return sure(v), ok
}

// dots is what a key leads to, or a list of keys one after the other.
func (b *body) dots(from possible, path Value) (found possible, err error) {
	if path.kind != Array {
		return b.dot(from, sure(path))
	}
	found = from
	for i := range path.Len() {
		step, err := b.dot(found, sure(path.elem(i)))
		if err != nil {
			return possible{}, err
		}
		step.absent = step.absent || found.absent && !step.undefined()
		found = step
	}
	return found, nil
}

// callDynamic follows the call of a rule at a path that is known only now.
func (b *body) callDynamic(s *ir.CallDynamicStmt, at *state, out *exits) (*state, error) {
	const undefined = 4
	paths := &b.m.program.linker.paths
	for _, step := range s.Path {
		key := b.operand(at, step)
		if !key.isKnown() {
			return nil, ErrNoProof
		}
		paths = paths.step(key.v)
	}
	switch {
	case paths == nil || paths.fn == nil || len(paths.fn.params) != len(s.Args):
		out.leave(1, at)
		return nil, nil
	case !paths.fn.isRule():
		return nil, ErrNoProof
	}
	found, err := b.call(paths.fn, nil)
	if err != nil {
		return nil, err
	}
	if found.undefined() || found.absent {
		out.leave(undefined, at.clone())
	}
	if found.undefined() {
		return nil, nil
	}
	found.absent = false
	at.put(int(s.Result), found)
	return at, nil
}
