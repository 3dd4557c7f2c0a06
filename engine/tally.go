package engine

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// tally is what a judge found in some resources.
type tally struct {
	counts      Counts
	types       map[string]*TypeCoverage // by lower-case type
	findings    []Finding
	vacuous     []Vacuous
	evaluations []Evaluation
	usesRun     bool             // an outcome may be another one at another time
	stuck       *inputs.Resource // a rule could not be stopped on it; those after it were not tried
}

// newTally returns an empty tally with room for as many findings as are expected.
func newTally(findings int) *tally {
	return &tally{types: map[string]*TypeCoverage{}, findings: make([]Finding, 0, findings)}
}

// kind is what a judge knows of a resource type.
type kind struct {
	key       string // the type in lower case
	rules     []*loadedRule
	relations []*relation // that its resources have
}

// kindOf returns what is known of a type as it is spelled.
func (j *judge) kindOf(spelled string) *kind {
	k, ok := j.kinds[spelled]
	if !ok {
		key := strings.ToLower(spelled)
		k = &kind{key: key, rules: j.engine.byType[key], relations: relationsFor(key, j.engine.byType[key])}
		j.kinds[spelled] = k
	}
	return k
}

// all evaluates every rule that names r's type.
func (j *judge) all(ctx context.Context, r *inputs.Resource, t *tally) {
	k := j.kindOf(r.Type)
	t.counts.Resources++
	seen := t.types[k.key]
	if seen == nil {
		seen = &TypeCoverage{Type: r.Type, Rules: len(k.rules)}
		t.types[k.key] = seen
	}
	seen.Resources++
	seen.Type = max(seen.Type, r.Type) // deterministic among spellings
	if len(k.rules) == 0 {
		return
	}
	s := j.subject(r, k)
	for _, rule := range k.rules {
		result := judged{rule: rule, resource: s}
		j.evaluate(ctx, &result)
		j.count(t, &result)
		if errors.Is(result.err, errStuck) {
			t.stuck = r
			return
		}
	}
}

// count adds an outcome to t.
func (j *judge) count(t *tally, result *judged) {
	t.counts.count(result.outcome, 1)
	t.usesRun = t.usesRun || result.usesRun
	if len(t.findings) <= maxFindings {
		t.findings = result.findings(t.findings)
	}
	if result.vacuous {
		t.vacuous = append(t.vacuous, Vacuous{Rule: result.rule.ID, Resource: result.resource.resource.ID})
	}
	if j.keepReads {
		t.evaluations = append(t.evaluations, result.evaluation())
	}
}

// sensitive is what must not be shown of a resource.
type sensitive struct {
	texts []string        // of values; what the name of the resource holds is no secret
	nodes []document.Node // of values
}

// secrets returns what must not be shown of s.
func (s *subject) secrets() *sensitive {
	if s.sensitive == nil {
		found := &sensitive{}
		found.add(s.value, s.value)
		s.sensitive = found
	}
	return s.sensitive
}

// add adds what is sensitive in v, a part of resource.
func (found *sensitive) add(v, resource document.Value) {
	if v.Has(document.Sensitive) {
		found.nodes = append(found.nodes, v.Node())
		if text := v.Text(); len(text) > 2 && !names(resource, text) {
			found.texts = append(found.texts, text)
		}
	}
	for _, m := range v.Members() {
		found.add(m.Value, resource)
	}
	for _, e := range v.Elements() {
		found.add(e, resource)
	}
}

// names reports whether text is in the id or name of a resource.
func names(resource document.Value, text string) bool {
	return strings.Contains(resource.Get("id").Text(), text) || strings.Contains(resource.Get("name").Text(), text)
}

// redact replaces sensitive texts in a message that quotes them.
func (s *subject) redact(message string) string {
	for _, text := range s.secrets().texts {
		message = strings.ReplaceAll(message, text, "(sensitive)")
	}
	return message
}

// hides reports whether a line of the file of r, which is s or related to it, may show something sensitive.
func (s *subject) hides(r *inputs.Resource, line int) bool {
	secrets := s.secrets()
	if r != s.resource {
		secrets = (&subject{resource: r, value: r.Value}).secrets()
	}
	return slices.ContainsFunc(secrets.nodes, func(n document.Node) bool {
		span, ok := r.Document.Span(n)
		return ok && span.Start.Line <= line && line <= span.End.Line
	})
}
