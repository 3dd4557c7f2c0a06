package engine

import (
	"context"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestDifferential evaluates every rule of the repository on every example as the engine does, by its plan,
// and as plain OPA does: on plain objects, with rule index and early exit. All must agree wherever OPA gives
// an answer.
func TestDifferential(t *testing.T) {
	ctx := context.Background()
	e, err := Load(ctx, Config{Bundles: []Bundle{{Name: Embedded, FS: os.DirFS("../policies")}}, Evaluator: EvaluatorPlan})
	if err != nil {
		t.Fatal(err)
	}
	reader := &inputs.Reader{
		Formats: []inputs.Format{inputs.TerraformPlan, inputs.Descriptor, inputs.Kubernetes, inputs.Graph, inputs.PredictionLog, inputs.AccessLog},
		Limits:  document.DefaultLimits,
	}
	var resources []*inputs.Resource
	for item := range reader.Read(ctx, []string{"../inputs/examples"}) {
		if item.Resource != nil {
			resources = append(resources, item.Resource)
		}
	}
	j := newJudge(e, join(resources), time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC), "check")
	defer j.close()
	compared, byPlan := 0, 0
	for _, r := range resources {
		s := j.tracked(j.subject(r, j.kindOf(r.Type)))
		for _, rule := range e.byType[strings.ToLower(r.Type)] {
			query, err := rule.denials.query.get(ctx, e, rule.denials.ref)
			if err != nil {
				t.Fatal(err)
			}
			got, gotErr := j.interpret(ctx, query, s.input)
			results, wantErr := query.Eval(ctx, rego.EvalParsedInput(j.plainInput(s).Value), rego.EvalTime(j.now), rego.EvalSortSets(true))
			if wantErr != nil || len(results) != 1 {
				t.Fatalf("%s on %s: %v, %d results", rule.ID, r.ID, wantErr, len(results))
			}
			if want := results[0].Expressions[0].Value; gotErr != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s on %s: got %v, %v; OPA gives %v", rule.ID, r.ID, got, gotErr, want)
			}
			if len(unknownPaths(s.value)) == 0 {
				if planned, _, err := j.fast(ctx, rule.denials, s); err != nil || !reflect.DeepEqual(planned.Interface(), got) {
					t.Errorf("%s on %s: the plan gives %v, %v; the interpreter %v", rule.ID, r.ID, planned.Interface(), err, got)
				}
				byPlan++
			}
			compared++
		}
	}
	if compared < 300 || byPlan < 250 {
		t.Errorf("compared only %d evaluations, %d of them by plan", compared, byPlan)
	}
}
