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
	assigned  map[ir.Local]int  // statements that assign each local
	uses      *uses
	constants map[int]Value // of locals that hold nothing else
	inspected []int         // locals that are asked whether they are defined

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
	c.aliases, c.assigned = aliases(fn.plan.params, blocks)
	c.uses = usesOf(blocks, c.aliases)
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
	switch len(ops) {
	case 1:
		return leave(ops[0]), nil
	case 3:
		return leaveThree(ops[0], ops[1], ops[2]), nil
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

// leaveThree runs the three blocks that most functions have.
func leaveThree(first, second, third op) op {
	return func(m *Machine, f []Value) ctl {
		k := first(m, f)
		if uint(k) <= 1 {
			k = second(m, f)
		}
		if uint(k) <= 1 {
			k = third(m, f)
		}
		if k > 0 {
			return k - 1
		}
		return k
	}
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

// at is where the value is.
func (o *operand) at(f []Value) *Value {
	if o.local >= 0 {
		return &f[o.local]
	}
	return &o.constant
}

func (c *compiler) operand(o ir.Operand) (operand, error) {
	switch v := o.Value.(type) {
	case ir.Local:
		if v < 0 {
			break
		}
		l := c.local(v)
		if constant, ok := c.constants[l]; ok {
			return operand{local: -1, constant: constant}, nil
		}
		return operand{local: l}, nil
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
