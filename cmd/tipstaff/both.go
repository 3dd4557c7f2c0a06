package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// compare judges what is at path with both evaluators. The result passes if the reports are the same to the
// letter and something was evaluated.
func (p *program) compare(ctx context.Context, bundles []engine.Bundle, path string) (engine.TestResult, error) {
	result := engine.TestResult{Name: "both evaluators on " + path, File: path, Passed: true}
	now := p.now()
	var reports []*engine.Report
	for _, evaluator := range engine.Evaluators {
		e, err := engine.Load(ctx, engine.Config{Bundles: bundles, Evaluator: evaluator})
		if err != nil {
			return result, loadFailure(err)
		}
		reader := &inputs.Reader{Formats: formats, Limits: document.DefaultLimits, Stdin: p.stdin}
		reports = append(reports, e.Check(ctx, reader.Read(ctx, []string{path}), engine.CheckOptions{
			Command: "check", Version: version(), Started: now, Now: now,
		}))
	}
	switch difference := firstDifference(reports[0], reports[1]); {
	case reports[0].Counts.Evaluations == 0:
		result.Passed, result.Reason = false, "nothing was evaluated"
	case difference != "":
		result.Passed, result.Reason = false, "the evaluators disagree: "+difference
	}
	return result, nil
}

// firstDifference says where two reports differ, "" if they do not.
func firstDifference(a, b *engine.Report) string {
	x, y := lines(a), lines(b)
	for i := range max(len(x), len(y)) {
		switch {
		case i >= len(x):
			return "only OPA reports " + y[i]
		case i >= len(y):
			return "only the plan reports " + x[i]
		case x[i] != y[i]:
			return fmt.Sprintf("the plan reports %s, OPA %s", x[i], y[i])
		}
	}
	return ""
}

// lines are the parts of a report that evaluators decide, each as JSON.
func lines(r *engine.Report) []string {
	var all []string
	add := func(v any) {
		b, err := json.Marshal(v)
		if err != nil {
			b = []byte(err.Error())
		}
		all = append(all, string(b))
	}
	add(r.Verdict)
	add(r.Counts)
	for _, f := range r.Findings {
		add(f)
	}
	for _, e := range r.Errors {
		add(e)
	}
	add(r.Coverage)
	return all
}
