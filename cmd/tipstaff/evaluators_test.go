package main

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"testing"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/policies"
)

// TestEvaluatorsAgree judges the examples, and copies of them with every attribute spoiled or unknown, with
// both evaluators: the reports must be the same to the letter.
func TestEvaluatorsAgree(t *testing.T) {
	var reports [2]string
	for i, evaluator := range engine.Evaluators {
		e, err := engine.Load(context.Background(), engine.Config{
			Bundles: []engine.Bundle{{Name: engine.Embedded, FS: policies.Bundle}}, Evaluator: evaluator,
		})
		if err != nil {
			t.Fatal(err)
		}
		var resources iter.Seq[inputs.Item] = func(yield func(inputs.Item) bool) {
			for _, r := range spoilt(examples(t)) {
				if !yield(inputs.Item{Resource: r}) {
					return
				}
			}
		}
		report := e.Check(context.Background(), resources, engine.CheckOptions{Command: "check", Now: scriptTime, Started: scriptTime})
		if report.Counts.Evaluations < 5000 {
			t.Fatalf("only %d evaluations", report.Counts.Evaluations)
		}
		text, err := json.MarshalIndent(report, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		reports[i] = string(text)
	}
	if reports[0] != reports[1] {
		t.Errorf("the evaluators disagree: %s", difference(reports[0], reports[1]))
	}
}

// spoilt returns resources and, of those with properties, a copy for every property of the first two levels
// that is made unknown, and one where it is replaced.
func spoilt(resources []*inputs.Resource) []*inputs.Resource {
	all := resources
	for _, r := range resources {
		for path := range r.Value.Get("properties").All() {
			if len(path) == 0 || len(path) > 2 {
				continue
			}
			at := append(document.Path{{Key: "properties"}}, path...)
			for _, v := range []document.Value{document.UnknownValue(), document.StringValue("spoilt")} {
				changed := *r
				changed.ID = fmt.Sprintf("%s #%d", r.ID, len(all))
				changed.Value = replace(r.Value, at, v)
				all = append(all, &changed)
			}
		}
	}
	return all
}

// difference returns what is around the first byte in which a and b differ.
func difference(a, b string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("%q and %q", a[max(0, i-200):min(len(a), i+200)], b[max(0, i-200):min(len(b), i+200)])
		}
	}
	return fmt.Sprintf("%d and %d bytes", len(a), len(b))
}
