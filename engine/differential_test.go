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

// TestDifferential evaluates every rule of the repository on every example as the engine does, and as plain
// OPA does: on plain objects, with rule index and early exit. Both must agree wherever OPA gives an answer.
func TestDifferential(t *testing.T) {
	ctx := context.Background()
	e, err := Load(ctx, Config{Bundles: []Bundle{{Name: Embedded, FS: os.DirFS("../policies")}}})
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
	compared := 0
	for _, r := range resources {
		s := j.subject(r)
		for _, rule := range e.byType[strings.ToLower(r.Type)] {
			query, err := rule.denyQuery.get(ctx, e, rule.denyRef())
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
			compared++
		}
	}
	if compared < 300 {
		t.Errorf("compared only %d evaluations", compared)
	}
}
