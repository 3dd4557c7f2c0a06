package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
)

// ctl is how a statement ended: 0 goes on with the next, k > 0 leaves k blocks.
type ctl int

const (
	returned ctl = -1 // leave the function; its value is in Machine.value
	failed   ctl = -2 // leave everything; the reason is in Machine.err
)

// op is one statement or block as a closure over its operands.
type op func(m *Machine, f []Value) ctl

// compiler turns the statements of one function into closures.
type compiler struct {
	*linker
	frame   int // locals, as far as seen
	exit    *exit
	invalid bool // a local was no local
	callees []*function
	tested  bool // the call at hand is one with the test behind it: false leaves the block

	aliases   map[ir.Local]ir.Local
	stored    map[ir.Local]bool // locals that a reference into base data reached
	inspected []int             // locals that are asked whether they are defined

	conflictText string // what a second value of the function is called
}

// newCompiler begins a frame: locals 0 and 1 are input and data.
func newCompiler(l *linker) *compiler { return &compiler{linker: l, frame: 2} }

// inspect is local for a statement that asks whether it is defined: it must be undefined at first.
func (c *compiler) inspect(l ir.Local) int {
	if !slices.Contains(c.inspected, int(l)) {
		c.inspected = append(c.inspected, int(l))
	}
	return c.local(l)
}

// function compiles the body of fn.
func (c *compiler) function(fn *function) error {
	blocks, err := fn.plan.blocks()
	if err != nil {
		return err
	}
	c.aliases = aliases(fn.plan.params, blocks)
	c.conflictText = conflictText(fn)
	for _, p := range fn.plan.params {
		c.local(p)
	}
	c.inspect(fn.plan.result)
	if !c.options.Strict {
		c.exit = exitOf(fn.plan.result, blocks)
	}
	body, err := c.blocks(blocks)
	fn.body, fn.frame, fn.inspected, fn.callees = body, c.frame, c.inspected, c.callees
	fn.memorised = len(c.callees) > 0 && !fn.isRule() && len(fn.params)-2 <= maxMemoArgs
	return err
}

// conflictText is OPA's message for a second value. The name of a planned function begins with a generation.
func conflictText(fn *function) string {
	_, path, _ := strings.Cut(fn.name, ".")
	if fn.isRule() {
		return "rule " + path + " produced conflicting values"
	}
	return "function " + path + " produced conflicting values for the same inputs"
}

// blocks runs blocks one after the other; leaving one block leads to the next.
func (c *compiler) blocks(blocks []*ir.Block) (op, error) {
	ops := make([]op, 0, len(blocks))
	for _, b := range blocks {
		o, err := c.block(b)
		if err != nil {
			return nil, err
		}
		ops = append(ops, o)
	}
	if len(ops) == 1 {
		return leave(ops[0]), nil
	}
	return func(m *Machine, f []Value) ctl {
		for _, o := range ops {
			if k := o(m, f); k > 1 {
				return k - 1
			} else if k < 0 {
				return k
			}
		}
		return 0
	}, nil
}

// leave runs one block: leaving it goes on behind it.
func leave(o op) op {
	return func(m *Machine, f []Value) ctl {
		if k := o(m, f); k > 1 {
			return k - 1
		} else if k < 0 {
			return k
		}
		return 0
	}
}

// block runs statements until one does not go on.
func (c *compiler) block(b *ir.Block) (op, error) {
	ops := make([]op, 0, len(b.Stmts))
	for i := 0; i < len(b.Stmts); i++ {
		tested := i+1 < len(b.Stmts) && isTestOf(b.Stmts[i], b.Stmts[i+1])
		c.tested = tested
		o, err := c.stmt(b.Stmts[i])
		if err != nil {
			return nil, err
		}
		if o != nil {
			ops = append(ops, o)
		}
		if tested {
			i++
		}
	}
	return sequence(ops), nil
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

// local makes room for a local in the frame.
func (c *compiler) local(l ir.Local) int {
	if source, ok := c.aliases[l]; ok {
		l = source
	}
	if l < 0 {
		c.invalid, l = true, 0
	}
	c.frame = max(c.frame, int(l)+1)
	return int(l)
}

// operand is a local, or a constant if local is negative.
type operand struct {
	local    int
	constant Value
}

func (o *operand) get(f []Value) Value {
	if o.local >= 0 {
		return f[o.local]
	}
	return o.constant
}

func (c *compiler) operand(o ir.Operand) (operand, error) {
	switch v := o.Value.(type) {
	case ir.Local:
		if v < 0 {
			break
		}
		return operand{local: c.local(v)}, nil
	case ir.Bool:
		return operand{local: -1, constant: boolean(bool(v))}, nil
	case ir.StringIndex:
		s, err := c.str(int(v))
		return operand{local: -1, constant: c.constant(s)}, err
	}
	return operand{}, fmt.Errorf("operand %v", o.Value)
}

func (c *compiler) operands(in []ir.Operand) ([]operand, error) {
	out := make([]operand, len(in))
	for i, o := range in {
		var err error
		if out[i], err = c.operand(o); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// str is a string constant of the plan.
func (c *compiler) str(i int) (string, error) {
	if i < 0 || i >= len(c.strings) {
		return "", fmt.Errorf("string constant %d", i)
	}
	return c.strings[i], nil
}

// constant is a string with its symbol, which lets lookups compare numbers.
func (c *compiler) constant(s string) Value {
	v := text(s)
	v.sym = c.options.Symbols.Of(s)
	return v
}

// place is where a statement stands in the policy.
func (c *compiler) place(l *ir.Location) *ast.Location {
	file := ""
	if l.File >= 0 && l.File < len(c.files) {
		file = c.files[l.File]
	}
	return ast.NewLocation(nil, file, l.Row, l.Col)
}
