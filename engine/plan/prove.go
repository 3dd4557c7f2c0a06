package plan

import (
	"context"
	"errors"

	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// ErrNoProof is why [Machine.Prove] says nothing about a rule: its plan has something that is not followed.
var ErrNoProof = errors.New("the plan is not followed under unknown values")

// Proof is what the value of a rule is whatever the unknown values of the input turn out to be.
type Proof struct {
	// Certain is the value of a rule, undefined if it has none, or the elements of a set that are in it for certain.
	Certain Value
	// More says that the value may be another one: a set may have further elements, and what is no set is not
	// known at all.
	More bool
	// Unknown are the places in the input that were looked at and are unknown.
	Unknown []document.Path
}

// Prove follows all ways that the evaluation of a rule may take on the input at hand, where a test of something
// unknown goes both ways, as in abstract interpretation (Cousot and Cousot, 1977). What it calls certain holds for
// every value that the unknown ones may turn out to have, or lack. An error is [ErrNoProof], that of a rule which may
// fail, or that of one which takes too long; the proof then has the places and nothing else.
func (m *Machine) Prove(ctx context.Context, r Rule) (Proof, error) {
	if m.prover == nil {
		m.prover = &prover{m: m, rules: map[*function]possible{}, bodies: map[*function][]*ir.Block{}, builtins: map[*ir.CallStmt]*preparedCall{}}
	}
	p := m.prover
	var found possible
	err := m.evaluate(ctx, func(m *Machine, f []Value) ctl {
		p.begin(f[ir.Input], f[ir.Data])
		var err error
		if found, err = p.call(r.fn, nil); err != nil {
			m.err = err
			return failed
		}
		return 0
	})
	if err != nil {
		return Proof{More: true, Unknown: p.places.named(p.input)}, err
	}
	return p.proof(&found), nil
}

func (p *prover) proof(found *possible) Proof {
	all, isSet := found.elements()
	switch {
	case isSet && !found.isKnown() && !found.absent:
		elements := &set{}
		for _, v := range all {
			if !hides(v) {
				elements.add(v)
			}
		}
		return Proof{Certain: setOf(elements), More: true, Unknown: p.places.named(p.input)}
	case found.isKnown() || found.undefined():
		return Proof{Certain: found.v, Unknown: p.places.named(p.input)}
	}
	return Proof{More: true, Unknown: p.places.named(p.input)}
}

// prover follows the plans of functions on one input after the other.
type prover struct {
	m           *Machine
	input, data Value
	rules       map[*function]possible // what is known of the rules on this input
	bodies      map[*function][]*ir.Block
	builtins    map[*ir.CallStmt]*preparedCall
	places      places
	steps       int
}

// begin forgets the proof before.
func (p *prover) begin(input, data Value) {
	p.input, p.data, p.steps, p.places.touched = input, data, 0, nil
	clear(p.rules)
}

// maxProofSteps bounds the statements that a proof follows: well under a second.
const maxProofSteps = 1_000_000

func (p *prover) spend(n int) error {
	if p.steps += n; p.steps > maxProofSteps {
		return (&topdown.Error{Code: topdown.CancelErr, Message: ErrBudget.Error()}).Wrap(ErrBudget)
	}
	return p.m.ctx.Err()
}
