package plan

import (
	"context"
	"errors"

	"github.com/open-policy-agent/opa/v1/ir"

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
// every value that the unknown ones may turn out to have, or lack. An error is [ErrNoProof] or that of a rule which
// may fail.
func (m *Machine) Prove(ctx context.Context, r Rule) (Proof, error) {
	if m.prover == nil || m.prover.begun != m.begun {
		m.prover = &prover{
			m: m, begun: m.begun, rules: map[*function]possible{},
			bodies: m.prover.decoded(), builtins: m.prover.prepared(),
		}
	}
	p := m.prover
	p.places.touched, p.steps = nil, 0
	var found possible
	err := m.evaluate(ctx, func(m *Machine, f []Value) ctl {
		var err error
		clear(p.rules)
		p.input, p.data = f[ir.Input], f[ir.Data]
		if found, err = p.call(r.fn, nil); err != nil {
			m.err = err
			return failed
		}
		return 0
	})
	return p.proof(&found), err
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

// prover follows the plans of functions on one input.
type prover struct {
	m           *Machine
	begun       uint64 // which input that is
	input, data Value
	rules       map[*function]possible
	bodies      map[*function][]*ir.Block
	builtins    map[*ir.CallStmt]*preparedCall
	places      places
	steps       int
}

// decoded and prepared are what does not depend on the input.
func (p *prover) decoded() map[*function][]*ir.Block {
	if p == nil {
		return map[*function][]*ir.Block{}
	}
	return p.bodies
}

func (p *prover) prepared() map[*ir.CallStmt]*preparedCall {
	if p == nil {
		return map[*ir.CallStmt]*preparedCall{}
	}
	return p.builtins
}

// maxProofSteps bounds the statements that a proof follows.
const maxProofSteps = 200_000

func (p *prover) spend(n int) error {
	if p.steps += n; p.steps > maxProofSteps {
		return ErrNoProof
	}
	return p.m.ctx.Err()
}
