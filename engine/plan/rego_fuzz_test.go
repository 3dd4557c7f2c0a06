package plan_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tipstaff/tipstaff/engine/plan"
)

// tally counts what became of generated policies.
type tally struct {
	modules, compiled, queries, unsupported int
	evaluations, defined, telling, failed   int

	// The plan does what OPA does without its shortcuts: index, early exit, and the index of comprehensions.
	shortcuts int
	// Of those, the ones in which OPA has no error and another value.
	values int
	// Errors of the plan where OPA has none, because it was asked for a key and not for all that a rule defines.
	lazy int
	// Errors of both, but not the same: they go through a policy in another order.
	ordered int
	// Errors of the plan in a policy with "every", whose loop it goes through to the end, and OPA only to the first
	// element that fails.
	loops int
	// Objects that are written with two values for one key, which the plan leaves to OPA.
	ambiguous int
	// Numbers that are equal and are written in another way.
	spelled int
}

// policy is a generated policy and what it is asked.
type generatedPolicy struct {
	modules map[string]string
	data    string
	inputs  []string
	queries []string
	extents []string // queries for all that the rules define
}

// newGenerated is a mutated case, or a policy of the grammar with bodies of cases in it.
func newGenerated(c *chooser, h *harvest) generatedPolicy {
	if c.percent(35) {
		if p, err := mutant(c, h); err == nil {
			return p
		}
	}
	g := newModule(c, h)
	var data, inputs []map[string]any
	for _, from := range g.used {
		if from.Data != nil {
			data = append(data, *from.Data)
		}
		if from.Input != nil {
			if input, ok := (*from.Input).(map[string]any); ok {
				inputs = append(inputs, input)
			}
		}
	}
	p := generatedPolicy{
		modules: map[string]string{"gen.rego": g.source.String()},
		data:    merged(fmt.Sprintf(`{"d": %s, "gen": {"base": %s}}`, c.document(), c.document()), data),
		inputs:  []string{merged(c.document(), inputs), c.document()},
	}
	for _, r := range g.rules {
		p.extents = append(p.extents, "x = data.gen."+r.name)
	}
	p.queries = append(p.queries, p.extents...)
	if c.percent(30) {
		p.queries = append(p.queries, "x = data.gen")
	}
	return p
}

// compare evaluates a generated policy with both. It is an error if they differ.
func (s *tally) compare(t *testing.T, name string, p generatedPolicy) {
	s.modules++
	c, err := newComparison(p.modules, p.data)
	if err != nil {
		return
	}
	s.compiled++
	for _, query := range p.queries {
		a, err := c.ask(t.Context(), query)
		s.queries++
		if _, ok := errors.AsType[*plan.UnsupportedError](err); ok || err != nil {
			s.unsupported++
			continue
		}
		for _, input := range p.inputs {
			for _, strict := range []bool{false, true} {
				s.evaluate(t, name, p, a, question{input: input, strict: strict})
			}
		}
	}
}

func (s *tally) evaluate(t *testing.T, name string, p generatedPolicy, a *asked, q question) {
	s.evaluations++
	want, got := a.opa(t.Context(), q), a.plan(t.Context(), q)
	switch {
	case want.err != nil:
		s.failed++
	case want.value.(ast.Set).Len() > 0:
		s.defined++
		if tells(want.value) {
			s.telling++
		}
	}
	if !want.same(got) && !s.explain(t, p, a, q, want, got) {
		t.Errorf("%s: the plan differs from OPA\n%v\nstrict %t\ninput %s\ndata %s\n%s\nOPA  %v\nplan %v",
			name, p.modules, q.strict, q.input, p.data, a.body, want, got)
	}
}

// explain counts a difference that may be, for the reason that there is for it.
func (s *tally) explain(t *testing.T, p generatedPolicy, a *asked, q question, want, got outcome) bool {
	q.plain = true
	switch {
	case a.opa(t.Context(), q).same(got):
		s.shortcuts++
		if want.err == nil && got.err == nil {
			s.values++
		}
	case got.err != nil && want.err == nil && (s.fails(t, p, a, q, got.code()) || a.inBody(t.Context(), q, got.err)):
		s.lazy++
	case got.err != nil && want.err == nil && q.strict && a.loops():
		s.loops++
	case got.code() == topdown.InternalErr && strings.Contains(got.err.Error(), "two values for one key"):
		s.ambiguous++
	case got.err != nil && want.err != nil && q.strict && topdown.IsError(got.err) && got.code() != topdown.InternalErr:
		s.ordered++
	case got.err == nil && want.err == nil && got.value.Compare(want.value) == 0:
		s.spelled++
	default:
		return false
	}
	return true
}

// fails says that OPA raises an error of a class for one of the rules when it leaves nothing out.
func (s *tally) fails(t *testing.T, p generatedPolicy, a *asked, q question, code string) bool {
	for _, query := range p.extents {
		b, err := a.ask(t.Context(), query)
		if err == nil && b.opa(t.Context(), q).code() == code {
			return true
		}
	}
	return false
}

// tells says that solutions are more than true, false, null and empty containers.
func tells(solutions ast.Value) bool {
	switch solutions.String() {
	case "{true}", "{false}", "{null}", "{[]}", "{{}}", "{set()}", `{""}`, "{0}":
		return false
	}
	return true
}

// FuzzRego compares policies of the grammar with OPA; the fuzz input makes the choices.
func FuzzRego(f *testing.F) {
	f.Add(uint64(1), []byte{})
	f.Add(uint64(2), []byte("any bytes"))
	h := newHarvest(f)
	f.Fuzz(func(t *testing.T, seed uint64, choices []byte) {
		s := &tally{}
		s.compare(t, fmt.Sprintf("seed %d, choices %x", seed, choices), newGenerated(newChooser(seed, choices), h))
	})
}

// policiesToTry is how many policies the test compares; the fuzzer goes on from there.
const policiesToTry = 700

// TestGeneratedRego compares a fixed number of policies with OPA, and makes sure that there is something to compare:
// that OPA accepts most of them, that they give values, and that few differences need an explanation.
func TestGeneratedRego(t *testing.T) {
	s, h := &tally{}, newHarvest(t)
	for seed := range uint64(policiesToTry) {
		s.compare(t, fmt.Sprintf("seed %d", seed), newGenerated(newChooser(seed, nil), h))
	}
	t.Logf("%d cases and %d bodies of OPA; %+v", len(h.cases), len(h.bodies), *s)
	explained := s.shortcuts + s.lazy + s.ordered + s.loops + s.ambiguous + s.spelled
	switch {
	case s.modules != policiesToTry || 100*s.compiled < 60*s.modules:
		t.Error("OPA accepts too few policies")
	case s.evaluations < 5*s.compiled || 100*s.telling < 30*s.evaluations || 100*s.failed > 20*s.evaluations:
		t.Error("too few evaluations give a telling value")
	case 100*s.unsupported > 5*s.queries || 100*explained > 3*s.evaluations:
		t.Error("too many differences are explained")
	}
}
