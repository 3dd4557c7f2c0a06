package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// SetTime makes now the time that d answers as of. A decider that answers for long is told the time before it answers.
func (d *Decider) SetTime(now time.Time) {
	if now.Unix() == d.judge.now.Unix() {
		return // policies see seconds
	}
	d.judge.setTime(now)
	if d.machine != nil {
		d.machine.SetTime(now)
		d.input[1].Value = d.judge.runValue
	}
}

// setTime makes now what a judge judges at.
func (j *judge) setTime(now time.Time) {
	j.now = now
	j.runValue = document.ObjectValue(
		document.Field("now", document.StringValue(now.UTC().Format(time.RFC3339))), j.runValue.Members()[1])
	j.run = (&converter{keys: j.convert.keys}).term(j.runValue, nil)
	j.input[1].Value = j.runValue
	if j.machine != nil {
		j.machine.SetTime(now)
	}
}

// Data is what policies find under data, without what a run adds.
func (e *Engine) Data() document.Value { return e.base }

// SourceDigest is the [PolicyInfo].Digest that bundles and data would have if they were loaded now.
func SourceDigest(bundles ...Bundle) (string, error) {
	_, digest, err := sources(bundles, withoutTests)
	return digest, err
}

// Documents lists by path what [Decider.Ask] can be asked for: every part of every rule, as in
// key_vault/purge_protection/deny and access/roles/permit.
func (e *Engine) Documents() []string {
	var paths []string
	for _, r := range e.rules {
		for _, p := range r.parts() {
			paths = append(paths, p.path())
		}
	}
	for _, r := range e.decisions {
		for _, p := range r.effects {
			paths = append(paths, p.path())
		}
	}
	return paths
}

// parts are deny and, if the rule has it, not_applicable.
func (r *loadedRule) parts() []*part {
	if r.hasNotApplicable {
		return []*part{r.denials, r.exemption}
	}
	return []*part{r.denials}
}

// path is where the part is below data.
func (p *part) path() string {
	var steps []string
	for _, term := range p.ref[1:] {
		step, _ := term.Value.(ast.String)
		steps = append(steps, string(step))
	}
	return strings.Join(steps, "/")
}

// is reports whether the part is at a path.
func (p *part) is(steps []string) bool {
	return slices.EqualFunc(p.ref[1:], steps, func(term *ast.Term, step string) bool { return term.Value.Compare(ast.String(step)) == 0 })
}

// Ask evaluates one of the [Engine.Documents] and returns its value as encoding/json decodes one, a set as an array;
// false if it is undefined or there is no such document. The input of a rule is {"resource": …}; that of a part of the
// decision policy is a request. The decider adds the time.
func (d *Decider) Ask(ctx context.Context, path string, input document.Value) (any, bool, error) {
	steps := strings.Split(path, "/")
	for _, r := range d.engine.rules {
		for _, p := range r.parts() {
			if p.is(steps) {
				return d.ask(ctx, p, d.withRun(input))
			}
		}
	}
	for _, r := range d.engine.decisions {
		for _, p := range r.effects {
			if p.is(steps) {
				return d.ask(ctx, p.part, d.withRun(document.ObjectValue(document.Field("request", requestOnly(input)))))
			}
		}
	}
	return nil, false, nil
}

// withRun returns input with the circumstances of the run.
func (d *Decider) withRun(input document.Value) document.Value {
	if input.Kind() != document.Object || d.engine.wholeDocuments() {
		return input
	}
	run := document.Field("run", d.judge.runValue)
	members := make([]document.Member, 0, input.Len()+1)
	for _, m := range input.Members() {
		if m.Key.Text() != "run" {
			members = append(members, m)
		}
	}
	return document.ObjectValue(append(members, run)...)
}

func (d *Decider) ask(ctx context.Context, p *part, input document.Value) (any, bool, error) {
	query, err := p.query.get(ctx, d.engine, p.ref)
	if err != nil {
		return nil, false, err
	}
	term := (&converter{keys: d.judge.convert.keys}).term(input, nil)
	if term == nil { // no input
		term = ast.ObjectTerm()
	}
	value, err := d.judge.eval(ctx, query, &subject{input: term})
	switch {
	case errors.Is(err, errUndefined):
		return nil, false, nil
	case err != nil:
		d.recover(err)
		return nil, false, fmt.Errorf("%s: %w", p.path(), err)
	}
	return value, true, nil
}
