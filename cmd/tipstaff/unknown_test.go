package main

import (
	"fmt"
	"slices"
	"testing"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// candidates are values that an unknown attribute might turn out to have, besides the one it has.
var candidates = []document.Value{
	document.BoolValue(true), document.BoolValue(false), document.StringValue("Disabled"), document.StringValue("Enabled"),
	document.StringValue("Deny"), document.StringValue("*"), document.StringValue(""), document.NumberValue("0"),
	document.NumberValue("100000"), document.ArrayValue(), document.ArrayValue(document.StringValue("*")), document.ObjectValue(),
}

// copies makes changed copies of resources and remembers what was changed.
type copies struct {
	resources []*inputs.Resource
	origin    map[string]engine.Evaluation // by the id of the copy
	path      map[string]document.Path
}

func (c *copies) add(r *inputs.Resource, of engine.Evaluation, path document.Path, with document.Value) string {
	changed := *r
	changed.ID = fmt.Sprintf("%s #%d", r.ID, len(c.resources))
	changed.Value = replace(r.Value, path, with)
	c.resources = append(c.resources, &changed)
	c.origin[changed.ID], c.path[changed.ID] = of, path
	return changed.ID
}

// TestUnknownIsSound makes every attribute that a rule read unknown, one at a time. An outcome other than
// unknown must then be the outcome for the value that the attribute had, and for every other that it might
// have had.
func TestUnknownIsSound(t *testing.T) {
	e := embedded(t)
	resources := examples(t)
	unknown := &copies{origin: map[string]engine.Evaluation{}, path: map[string]document.Path{}}
	for _, evaluation := range judgeAll(e, resources).Evaluations {
		r := resources[slices.IndexFunc(resources, func(r *inputs.Resource) bool {
			return r.ID == evaluation.Resource.ID && r.Type == evaluation.Resource.Type
		})]
		for _, read := range evaluation.Reads {
			if path := document.PathOf(read.Path); read.State == "value" && path[0].Key == "properties" {
				unknown.add(r, evaluation, path, document.UnknownValue())
			}
		}
	}
	if len(unknown.resources) < 300 {
		t.Fatalf("made only %d attributes unknown", len(unknown.resources))
	}
	known := &copies{origin: map[string]engine.Evaluation{}, path: map[string]document.Path{}}
	settled := map[string]engine.Outcome{} // copy of known -> outcome with the attribute unknown
	undecided := 0
	for _, got := range judgeAll(e, unknown.resources).Evaluations {
		was := unknown.origin[got.Resource.ID]
		switch {
		case got.Rule != was.Rule:
			continue
		case got.Outcome == engine.Unknown:
			undecided++
			continue
		}
		r := unknown.resources[slices.IndexFunc(unknown.resources, func(r *inputs.Resource) bool { return r.ID == got.Resource.ID })]
		for _, v := range candidates {
			settled[known.add(r, was, unknown.path[got.Resource.ID], v)] = got.Outcome
		}
		had, _ := resources[slices.IndexFunc(resources, func(r *inputs.Resource) bool {
			return r.ID == was.Resource.ID && r.Type == was.Resource.Type
		})].Value.Find(unknown.path[got.Resource.ID])
		settled[known.add(r, was, unknown.path[got.Resource.ID], had)] = got.Outcome
		// A copy of a table has an id that no dataset declares: it is compared with the other copies of it only.
		if !agrees(got.Outcome, was.Outcome) && was.Resource.Type != "DatasetSample" {
			t.Errorf("%s on %s: %s with %s unknown, %s with its value", was.Rule, was.Resource.ID, got.Outcome, unknown.path[got.Resource.ID], was.Outcome)
		}
	}
	for _, got := range judgeAll(e, known.resources).Evaluations {
		was := known.origin[got.Resource.ID]
		if got.Rule == was.Rule && !agrees(settled[got.Resource.ID], got.Outcome) {
			t.Errorf("%s on %s: %s with %s unknown, but %s with another value", was.Rule, was.Resource.ID, settled[got.Resource.ID], known.path[got.Resource.ID], got.Outcome)
		}
	}
	t.Logf("%d unknown attributes: %d outcomes unknown, %d other values tried", len(unknown.resources), undecided, len(known.resources))
}

// agrees reports whether an outcome that was settled without an attribute holds with it. A pass may turn out
// not to apply; an error is an error of the value.
func agrees(without, with engine.Outcome) bool {
	return without == with || with == engine.Error || without == engine.Pass && with == engine.NotApplicable
}
