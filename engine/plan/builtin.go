package plan

import (
	"errors"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// native is a built-in function on values. It gives up (false) on operands that are out of the ordinary,
// for OPA to say what the value or the error is; an undefined value is no output. It must not keep args.
type native func(m *Machine, args []Value) (Value, bool)

const (
	perStep    = 8  // bytes of text that count as a step
	perForeign = 32 // steps that a call of OPA's implementation counts as
)

// builtin is a call of one of OPA's built-in functions.
type builtin struct {
	name     string
	void     bool // has no value: the statement is always defined
	relation bool // has any number of values: they make an array
	native   native
	foreign  topdown.BuiltinFunc
	quick    bool // foreign need not be watched
	glances  bool // native notes itself what it looks at in the first operand
	at       *ast.Location
	strict   bool
}

func (c *compiler) builtin(s *ir.CallStmt, args []operand) (op, error) {
	b, err := c.newBuiltin(s, args)
	if err != nil {
		return nil, err
	}
	c.reaches(s.Result, false)
	result, tested := c.local(s.Result), c.tested
	return func(m *Machine, f []Value) ctl {
		v, k := b.call(m, f, args)
		if k != 0 {
			return k
		}
		f[result] = v
		if v.kind == Undefined && !b.void || tested && v.isFalse() {
			return 1
		}
		return 0
	}, nil
}

func (c *compiler) newBuiltin(s *ir.CallStmt, args []operand) (*builtin, error) {
	decl, foreign := ast.BuiltinMap[s.Func], topdown.GetBuiltin(s.Func)
	if decl == nil || foreign == nil {
		return nil, fmt.Errorf("no built-in function is named %s", s.Func)
	}
	if a := decl.Decl.FuncArgs(); a.Variadic == nil && len(a.Args) != len(args) {
		return nil, fmt.Errorf("%d arguments of %s", len(args), s.Func)
	}
	return &builtin{
		name: s.Func, void: decl.Decl.Result() == nil, relation: decl.Relation,
		native: nativeFor(s.Func, args), foreign: foreign, quick: quick[s.Func], glances: glances[s.Func],
		at: c.place(&s.Location), strict: c.options.Strict,
	}, nil
}

// call makes the call with operands from the frame. The room for them is the machine's: no built-in function
// calls another.
func (b *builtin) call(m *Machine, f []Value, from []operand) (Value, ctl) {
	if len(from) > cap(m.args) {
		m.args = make([]Value, len(from))
	}
	args := m.args[:len(from)]
	for i := range from {
		args[i] = *from[i].at(f)
		if (i > 0 || !b.glances) && !m.whole(&args[i]) {
			return Value{}, failed
		}
	}
	if !m.spend(1) {
		return Value{}, failed
	}
	if b.native != nil {
		if v, ok := b.native(m, args); ok {
			if v.kind == String && !m.spend(v.n/perStep) {
				return Value{}, failed
			}
			return v, 0
		}
		if m.err != nil {
			return Value{}, failed
		}
	}
	if b.glances && !m.whole(&args[0]) {
		return Value{}, failed
	}
	v, err := b.host(m, args)
	if err != nil {
		return Value{}, b.failure(m, err)
	}
	if !m.spend(perForeign + size(v)/perStep) {
		return Value{}, failed
	}
	return v, 0
}

// failure turns an error of a built-in function into the end of the evaluation, or into undefined.
func (b *builtin) failure(m *Machine, err error) ctl {
	if halt, ok := errors.AsType[topdown.Halt](err); ok {
		m.err = halt.Err
		return failed
	}
	e, ok := errors.AsType[*topdown.Error](err)
	if !ok {
		code := topdown.BuiltinErr
		if isOperandError(err) {
			code = topdown.TypeErr
		}
		e = (&topdown.Error{Code: code, Message: b.name + ": " + err.Error(), Location: b.at}).Wrap(err)
	}
	if b.strict || topdown.IsCancel(e) || e.Code == topdown.CancelErr {
		m.err = e
		return failed
	}
	return 1
}

// size is the length of the text or the number of elements of a value that OPA made.
func size(v Value) int64 {
	if v.kind == String {
		return v.n
	}
	return int64(v.Len())
}
