package engine

import (
	"context"
	"errors"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// Evaluator is what evaluates rules.
type Evaluator string

// The evaluators. They must agree; OPA is the reference.
const (
	EvaluatorOPA  Evaluator = "opa"  // OPA's interpreter
	EvaluatorPlan Evaluator = "plan" // OPA's query plan, run by package plan
)

// Evaluators lists the evaluators.
var Evaluators = []Evaluator{EvaluatorOPA, EvaluatorPlan}

// part is one part of a rule, deny or not_applicable, for both evaluators.
type part struct {
	ref     ast.Ref
	query   lazyQuery
	program lazyProgram
}

// planInput is the input of a subject for a plan. Its nodes are numbered through, so that what was read can
// be told whichever document it comes from.
type planInput struct {
	value  document.Value
	places document.Places
	made   []*place // by node
}

// Nodes of a numbered input: the root is 1, and its first member 2.
const resourceNode document.Node = 2

func (j *judge) planInput(s *subject) *planInput {
	if s.plan == nil {
		root := s.value
		if s.resource.Type != DocumentType {
			root = document.ObjectValue(document.Field("resource", s.value), document.Field("run", j.runValue))
		}
		value, places := root.Renumber()
		s.plan = &planInput{value: value, places: places}
	}
	return s.plan
}

// errNoPlan says that a plan cannot give the answer: OPA must.
var errNoPlan = errors.New("the plan gives no answer")

// fast evaluates a part of a rule with its plan, and logs what was read. It gives no answer where the plan
// cannot be run, raises an error, or comes upon something unknown: errors are OPA's to word, and what is
// unknown is for partial evaluation.
func (j *judge) fast(ctx context.Context, p *part, s *subject) (any, error) {
	program, err := p.program.get(ctx, j.engine, p.ref)
	if err != nil {
		return nil, errNoPlan
	}
	machine, ok := j.machines[program]
	if !ok {
		machine = program.NewMachine(j.engine.planData)
		j.machines[program] = machine
	}
	input := j.planInput(s)
	ctx, cancel := context.WithTimeout(ctx, j.timeout)
	defer cancel()
	results, err := machine.Eval(ctx, input.value)
	if err != nil || machine.Unknown() || results.Len() != 1 {
		return nil, errNoPlan
	}
	j.log.reset()
	for _, r := range machine.Reads() {
		j.logRead(input, r)
	}
	return results.At(0).Get(planAnswer).Interface(), nil
}

// logRead turns what a machine learnt into what the interpreter would have logged.
func (j *judge) logRead(input *planInput, r plan.Read) {
	parent, step := input.places.Parent(r.Node)
	switch {
	case r.Kind == plan.ReadAbsent:
		j.log.reads = append(j.log.reads, read{at: input.place(r.Node), key: r.Key, kind: readAbsent})
	case r.Kind == plan.ReadMembers || r.Kind == plan.ReadWhole:
		if input.places.Kind(r.Node) != document.Object {
			break // that an array was read is logged, and so is what its elements are asked for
		}
		j.log.reads = append(j.log.reads, read{at: input.place(r.Node), kind: readWhole})
	case r.Node == resourceNode || parent == 0 || step.IsIndex:
	default:
		j.log.reads = append(j.log.reads, read{at: input.place(parent), key: step.Key})
	}
}

// place returns where node n is below input.resource; the root for everything above.
func (in *planInput) place(n document.Node) *place {
	if in.made == nil {
		in.made = make([]*place, len(in.places)+1)
	}
	if in.made[n] == nil {
		parent, step := in.places.Parent(n)
		switch {
		case parent == 0 || n == resourceNode:
			in.made[n] = &place{}
		case step.IsIndex:
			in.made[n] = in.place(parent).index(step.Index)
		default:
			in.made[n] = in.place(parent).key(step.Key)
		}
	}
	return in.made[n]
}
