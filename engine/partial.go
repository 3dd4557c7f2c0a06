package engine

import (
	"context"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// underUnknown settles the outcome of a rule that read something unknown: it passes or fails if it does so
// whatever the unknown attributes turn out to be. The plan proves that; where it does not, partial evaluation may.
func (j *judge) underUnknown(ctx context.Context, result *judged) {
	if err := j.byProof(ctx, result); err != nil {
		j.byPartial(ctx, result)
	}
}

// byProof settles the outcome by following the plan. An error says that it cannot.
func (j *judge) byProof(ctx context.Context, result *judged) error {
	s := result.resource
	machine := j.proving()
	if machine == nil {
		return errNoPlan
	}
	rule, err := result.rule.denials.rule.get(machine.Program(), result.rule.denials.ref)
	if err != nil {
		return err
	}
	j.begin(machine, s)
	proof, err := machine.Prove(ctx, rule)
	result.unknown = named(proof.Unknown, s)
	switch err := noAnswer(ctx, err); {
	case endless(err): // for some value at most: with none it has ended
		result.outcome = Unknown
	case err != nil:
		return err
	case proof.Certain.Kind() == plan.Set && proof.Certain.Len() > 0:
		result.settle(proof.Certain.Interface())
	case proof.More:
		result.outcome = Unknown
	default:
		result.settle(proof.Certain.Interface())
	}
	return nil
}

// named lists those unknown attributes of s that are in places of the input.
func named(places []document.Path, s *subject) []document.Path {
	hit := map[string]bool{}
	for _, p := range places {
		if s.resource.Type != DocumentType {
			p = p[min(1, len(p)):] // behind "resource"
		}
		hit[outsideArrays(p).String()] = true
	}
	var paths []document.Path
	for _, p := range unknownPaths(s.value) {
		if name := p.String(); hit[name] {
			paths = append(paths, p)
			delete(hit, name)
		}
	}
	return paths
}

// byPartial settles the outcome with OPA's partial evaluation. With exactly the unknown attributes left open, it
// says what must be true for an element to be in deny: nothing can be (pass), nothing needs to be (fail), or it
// depends on them (unknown).
func (j *judge) byPartial(ctx context.Context, result *judged) {
	paths := unknownPaths(result.resource.value)
	element := ast.VarTerm("element")
	query := ast.NewBody(ast.NewExpr(ast.NewTerm(result.rule.denials.ref.Append(element))))
	compiler, err := j.engine.reference.get()
	if err != nil {
		result.fail(err)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, j.timeout)
	defer cancel()
	j.engine.reference.planning.RLock()
	residual, err := rego.New(
		rego.ParsedQuery(query), rego.Compiler(compiler), rego.Store(j.engine.store.get()),
		rego.ParsedInput(j.plainInput(result.resource).Value), rego.ParsedUnknowns(unknownTerms(paths)), rego.Time(j.now),
		rego.StrictBuiltinErrors(true), rego.ShallowInlining(false),
	).Partial(ctx)
	j.engine.reference.planning.RUnlock()
	result.unknown = touched(result.reads, paths)
	result.outcome = Unknown
	if err != nil {
		return // an error that needs the unknown value to occur is no error yet
	}
	open := slices.DeleteFunc(residual.Queries, impossible)
	if len(open) == 0 {
		result.outcome = Pass
		return
	}
	for _, body := range open {
		if d, ok := certain(body); ok {
			result.outcome = Fail
			result.denials = append(result.denials, d)
		}
	}
}

// impossible reports whether a residual query has a condition that never holds: partial evaluation leaves
// `not true` where a negated rule is already proved.
func impossible(body ast.Body) bool {
	return slices.ContainsFunc(body, func(e *ast.Expr) bool {
		term, ok := e.Terms.(*ast.Term)
		return ok && term.Equal(ast.InternedTerm(e.Negated))
	})
}

// certain returns the denial of a residual query that has no condition left.
func certain(body ast.Body) (denial, bool) {
	if len(body) != 1 || !body[0].IsEquality() {
		return denial{}, false
	}
	for _, operand := range body[0].Operands() {
		if !operand.IsGround() {
			continue
		}
		v, err := ast.JSON(operand.Value)
		if err != nil {
			return denial{}, false
		}
		d, err := newDenial(v)
		return d, err == nil
	}
	return denial{}, false
}

// unknownPaths lists where v has unknown values. An array with an unknown element is unknown itself, as the
// converter treats it.
func unknownPaths(v document.Value) []document.Path {
	var paths []document.Path
	for p, leaf := range v.All() {
		if !leaf.Has(document.Unknown) {
			continue
		}
		paths = append(paths, outsideArrays(p))
	}
	return paths
}

// outsideArrays is p, or the array that it leads to an element of.
func outsideArrays(p document.Path) document.Path {
	for len(p) > 0 && p[len(p)-1].IsIndex {
		p = p[:len(p)-1]
	}
	return p
}

// unknownTerms spells paths as references below input.resource. Below an array the whole array is left
// open, because OPA matches unknowns by constant prefix.
func unknownTerms(paths []document.Path) []*ast.Term {
	terms := make([]*ast.Term, 0, len(paths))
	for _, p := range paths {
		ref := ast.InputRootRef.Append(ast.StringTerm("resource"))
		for _, step := range p {
			if step.IsIndex {
				break
			}
			ref = ref.Append(ast.StringTerm(step.Key))
		}
		terms = append(terms, ast.NewTerm(ref))
	}
	return terms
}

// touched returns the unknown paths that the reads ran into.
func touched(reads []read, unknown []document.Path) []document.Path {
	hit := map[string]bool{}
	for _, r := range reads {
		switch r.kind {
		case readUnknown:
			hit[r.at.path().Key(r.key).String()] = true
		case readWhole:
			for _, p := range unknown {
				if len(p) > 0 && r.at.path().String() == p[:len(p)-1].String() {
					hit[p.String()] = true
				}
			}
		default:
		}
	}
	var paths []document.Path
	for _, p := range unknown {
		if hit[p.String()] {
			paths = append(paths, p)
			delete(hit, p.String())
		}
	}
	return paths
}
