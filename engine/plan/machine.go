package plan

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unsafe"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Machine evaluates a program on one input after the other. It must not be used by two goroutines at once, and
// not any more after [ErrStuck], which is then what every evaluation gives.
type Machine struct {
	program  *Program
	data     Value
	input    Value
	stack    []Value
	top      int
	high     int // the highest top in this evaluation
	depth    int
	args     []Value // of the built-in function being called
	worlds   worlds
	value    Value // of the function that just returned
	err      error
	results  []Value
	steps    int64
	check    int64 // the number of steps at which to look at the budget and the context
	ctx      context.Context
	stuck    error // a built-in function of an evaluation still runs
	now      time.Time
	pool     pool
	host     host
	indexed  map[unsafe.Pointer]*object // copies of large objects of the input
	log      readLog
	patterns patterns
	marks    Marks
	roots    roots
	hints    []hint // by site
	begun    uint64 // inputs so far
	none     Value  // undefined: what a path leads to if there is nothing
	prover   *prover
}

// maxDepth bounds calls within calls. Rego has no recursion: only a malformed plan gets there.
const maxDepth = 2000

// NewMachine returns a machine that runs p over base data, undefined or made by [Load].
func (p *Program) NewMachine(data Value) *Machine {
	if !data.Defined() {
		data = objectOf(&object{})
	}
	return &Machine{program: p, data: data, stack: make([]Value, 256)}
}

// Program returns what m runs.
func (m *Machine) Program() *Program { return m.program }

// SetTime makes t the time for time.now_ns from now on; the zero Time is the clock.
func (m *Machine) SetTime(t time.Time) { m.now = t }

// Load copies base data into a form that is sorted and indexed, once, for all machines.
func Load(v document.Value) Value { return freeze(FromDocument(v)) }

func freeze(v Value) Value {
	switch v.kind {
	case Array:
		a := &array{elems: make([]Value, 0, v.Len()), stored: true}
		for i := range v.Len() {
			if e := v.elem(i); e.Defined() {
				a.elems = append(a.elems, freeze(e))
			}
		}
		if len(a.elems) >= manyElements {
			a.index = &fieldIndex{}
		}
		return frozen(arrayOf(a))
	case Object:
		o := &object{stored: true}
		for i := range v.Len() {
			if k, val := v.member(i); val.Defined() {
				o.put(k, freeze(val))
			}
		}
		return frozen(objectOf(o))
	case Number:
		return number(v.Text())
	}
	v.form, v.node = 0, 0
	return v
}

// Eval runs the program on input and returns its result set: an array of objects, one for every solution of
// the query, with a member for every variable. It is valid until the next Eval.
func (m *Machine) Eval(ctx context.Context, input document.Value) (Value, error) {
	return m.EvalValue(ctx, FromDocument(input))
}

// EvalValue is Eval of an input that was not read from a document.
func (m *Machine) EvalValue(ctx context.Context, input Value) (Value, error) {
	m.begin(input)
	if err := m.evaluate(ctx, m.program.body); err != nil {
		return Value{}, err
	}
	results := m.pool.array()
	results.elems = append(results.elems, m.results...)
	return arrayOf(results), nil
}

// Begin makes input the one that rules are evaluated on. What was evaluated before is no longer valid.
func (m *Machine) Begin(input document.Value) { m.begin(FromDocument(input)) }

// Value is the value of a rule of the machine's program on the input at hand, undefined if it has none. It is
// valid until the next input.
func (m *Machine) Value(ctx context.Context, r Rule) (Value, error) {
	if err := m.evaluate(ctx, r.body); err != nil {
		return Value{}, err
	}
	return m.value, nil
}

// evaluate runs one query within the limits of one.
func (m *Machine) evaluate(ctx context.Context, query op) (err error) {
	if m.stuck != nil {
		return m.stuck
	}
	m.check -= m.steps
	m.top, m.depth, m.steps, m.err, m.ctx = 0, 0, 0, nil, ctx
	m.marks, m.log.from = 0, len(m.log.entries)
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the evaluation of the plan panicked: %v", r)
		}
	}()
	f := m.push(m.program.frame)
	f[ir.Input], f[ir.Data] = m.input, m.data
	if query(m, f) == failed {
		return m.err
	}
	return nil
}

// begin forgets the input before.
func (m *Machine) begin(input Value) {
	clear(m.stack[:m.high])
	clear(m.results)
	m.high, m.value, m.results, m.input = 0, Value{}, m.results[:0], input
	m.check, m.steps = 0, 0
	m.begun++
	clear(m.indexed)
	m.pool.reset()
	m.host.reset()
	m.log.reset()
	m.worlds.reset(input, m.data, len(m.program.linker.order))
	m.roots = m.rootsOf(&input)
}

// push makes a frame of n locals, which hold what was there before. Frames handed out before stay valid when
// the stack moves.
func (m *Machine) push(n int) []Value {
	if m.top+n > len(m.stack) {
		m.stack, m.top, m.high = make([]Value, max(2*len(m.stack), n)), 0, 0
	}
	f := m.stack[m.top : m.top+n : m.top+n]
	m.top += n
	m.high = max(m.high, m.top)
	return f
}

// ErrBudget is why an evaluation that takes too many steps is stopped.
var ErrBudget = errors.New("the evaluation takes too many steps")

// spend counts n steps and reports whether the evaluation may go on.
func (m *Machine) spend(n int64) bool {
	m.steps += n
	return m.steps < m.check || m.look()
}

// look looks at the budget and the context, every so many steps.
func (m *Machine) look() bool {
	m.check = m.steps + 1024
	if m.steps > m.program.linker.options.Budget {
		m.err = (&topdown.Error{Code: topdown.CancelErr, Message: ErrBudget.Error()}).Wrap(ErrBudget)
		return false
	}
	if err := m.ctx.Err(); err != nil {
		m.err = (&topdown.Error{Code: topdown.CancelErr, Message: "caller cancelled query execution"}).Wrap(err)
		return false
	}
	return true
}

// charge counts n elements that were gone through; the next spend looks at the sum.
func (m *Machine) charge(n int) { m.steps += int64(n) / 16 }

// maxText is how long a text may still become.
func (m *Machine) maxText() int { return int(m.program.linker.options.Budget-m.steps) * perStep }

// conflict stops the evaluation because of two different values for one thing.
func (m *Machine) conflict(at *ast.Location, message string) ctl {
	m.err = &topdown.Error{Code: topdown.ConflictErr, Message: message, Location: at}
	return failed
}
