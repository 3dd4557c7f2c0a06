// Package plan runs Rego policies fast. OPA parses, compiles and plans a query; this package turns the
// query plan (package ir) into Go closures over compact values and runs those.
//
//	program, err := plan.Compile(policy, plan.Options{})
//	machine := program.NewMachine(plan.Load(data))
//	results, err := machine.Eval(ctx, input)
//
// Many rules over one input are evaluated one by one, and what they share only once:
//
//	program, err := plan.Link(policy, plan.Options{})
//	rule, err := program.Rule("key_vault", "purge_protection", "deny")
//	machine.Begin(input)
//	value, err := machine.Value(ctx, rule)
//
// A [Program] is shared. A [Machine] belongs to one goroutine and is used again and again: the result of an
// evaluation is valid until the next input. Base data is made ready once with [Load] and may be shared by all
// machines.
//
// A closure gets the machine and the frame of the function it stands in, which is a slice with one [Value]
// per local of the plan: 0 is input, 1 is data. It returns a [ctl]: go on, leave some blocks, return, fail.
// What a built-in function does is decided by OPA: the natives here give up on every operand that is out of
// the ordinary, and the call is then made by OPA's own implementation, which also words the errors.
//
// # Statements that are one
//
// Lookups of constant keys one below the other are a path, and the comparison or test of what it leads to belongs
// to it: neither stores anything. A step of a path remembers per machine where it found its key. Literals of
// constants are built with the program and shared; nothing may change them, nor base data.
//
// # Indexes
//
// A loop over an array of base data that goes on only where a field equals a value fixed outside the loop
// looks that value up in an index, which is built when it is first needed and shared by all machines.
//
// # Unknown values
//
// An unknown value in the input is undefined for the policy, and [Machine.Marks] report that one was looked
// at. With [Options].Reads everything that is looked at is logged. The value of a rule that others share is
// computed once, and all of them depend on what it depended on. [Machine.Prove] then says what holds whatever the
// unknown values turn out to be: it follows the plan with tests of unknown values going both ways, and has the machine
// evaluate what depends on none.
//
// # Errors
//
// Errors are [*topdown.Error] with OPA's codes and the place of the statement. A conflict always stops an
// evaluation; an error of a built-in function stops it with [Options].Strict and is undefined otherwise.
// With Strict nothing is skipped either: a rule is evaluated to its end even when its value is certain.
//
// # Limits
//
// An evaluation stops when its context ends or when it has used up its budget of steps (calls, iterations,
// units of text). One of OPA's built-in functions that does not return within a second after it was told to stop
// ends it with [ErrStuck]. Nothing in a policy or an input makes it panic or recurse without bound.
package plan

import (
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ir"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// DefaultBudget is the number of steps that one evaluation may take unless [Options] say otherwise: well
// under a second.
const DefaultBudget = 5_000_000

// Options say how a plan is run.
type Options struct {
	Plan     string            // name of the plan to run; "" is the only one
	Strict   bool              // errors of built-in functions stop the evaluation
	Reads    bool              // log what is read from the input, for [Machine.Reads]
	Unknown  bool              // look for unknown values in containers that are used as a whole
	Contract Contract          // how inputs are built, for the marks
	Pitfalls Pitfalls          // rules that only OPA may evaluate; an image knows them
	Symbols  *document.Symbols // the table that inputs are decoded with, if any
	Budget   int64             // steps of one evaluation; 0 is DefaultBudget
}

// Program is a plan ready to run. It is shared between goroutines.
type Program struct {
	linker  *linker
	body    op
	frame   int
	tracks  bool // containers used as a whole are looked through
	subject step // to the members of Contract
	run     step
}

// UnsupportedError says that a plan has a statement which this package cannot run.
type UnsupportedError struct {
	Stmt     string // the kind of statement, or what is wrong with it
	Location string // file:row:col
}

// Error describes the statement and where it stands.
func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("%s: unsupported in a plan: %s", e.Location, e.Stmt)
}

// Link makes a program of the rules in policy, each of which is compiled when [Program.Rule] first asks for
// it. An [*UnsupportedError] means that only OPA can run the policy.
func Link(policy *ir.Policy, o Options) (*Program, error) {
	s, err := sourceOf(policy, o.Pitfalls)
	if err != nil {
		return nil, err
	}
	return s.link(o)
}

// LinkImage is [Link] of a policy that [Image] has put into another form.
func LinkImage(image []byte, o Options) (*Program, error) {
	s, err := openImage(image)
	if err != nil {
		return nil, err
	}
	return s.link(o)
}

// Compile makes a program of one plan of policy, for [Machine.Eval].
func Compile(policy *ir.Policy, o Options) (*Program, error) {
	p, err := Link(policy, o)
	if err != nil {
		return nil, err
	}
	return p.compile()
}

// CompileImage is [Compile] of a policy that [Image] has put into another form.
func CompileImage(image []byte, o Options) (*Program, error) {
	p, err := LinkImage(image, o)
	if err != nil {
		return nil, err
	}
	return p.compile()
}

func (s *source) link(o Options) (*Program, error) {
	l, err := newLinker(s, o)
	if err != nil {
		return nil, err
	}
	c := newCompiler(l)
	return &Program{
		linker: l, frame: c.frame, tracks: o.Reads || o.Unknown,
		subject: c.step(text(o.Contract.Subject)), run: c.step(text(o.Contract.Run)),
	}, nil
}

func (p *Program) compile() (_ *Program, err error) {
	p.body, p.frame, err = p.linker.body(p.linker.options.Plan)
	return p, err
}

// Rule is a rule of a [Program].
type Rule struct {
	body op
	fn   *function
}

// Rule returns the rule at a path below data, as in Rule("key_vault", "purge_protection", "deny"). It is an
// error if policy has no plan of such a rule, or an [*UnsupportedError] if only OPA can run it.
func (p *Program) Rule(path ...string) (Rule, error) {
	fn := p.linker.rule(path)
	if fn == nil || !fn.isRule() {
		return Rule{}, fmt.Errorf("no rule is planned at data.%s", strings.Join(path, "."))
	}
	return Rule{fn.value, fn}, p.linker.need(fn)
}

// value leaves the value of a rule in the machine.
func (fn *function) value(m *Machine, f []Value) ctl {
	s, k := m.rule(fn, f)
	if k != 0 {
		return k
	}
	if m.value = s.value; !m.whole(&m.value) {
		return failed
	}
	return 0
}
