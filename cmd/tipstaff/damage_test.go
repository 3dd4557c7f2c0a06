package main

import (
	"context"
	"iter"
	"path/filepath"
	"slices"
	"testing"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/policies"
)

// embedded loads the embedded rules.
func embedded(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.Load(context.Background(), engine.Config{Bundles: []engine.Bundle{{Name: engine.Embedded, FS: policies.Bundle}}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// examples reads every resource of the example estate.
func examples(t *testing.T) []*inputs.Resource {
	t.Helper()
	var resources []*inputs.Resource
	reader := &inputs.Reader{Formats: formats, Limits: document.DefaultLimits}
	for item := range reader.Read(context.Background(), []string{filepath.Join("..", "..", "inputs", "examples")}) {
		switch {
		case item.Err != nil:
			t.Fatal(item.Err)
		case item.Resource != nil:
			resources = append(resources, item.Resource)
		}
	}
	if len(resources) < 50 {
		t.Fatalf("the examples describe %d resources only", len(resources))
	}
	return resources
}

func judgeAll(e *engine.Engine, resources []*inputs.Resource) *engine.Report {
	var items iter.Seq[inputs.Item] = func(yield func(inputs.Item) bool) {
		for _, r := range resources {
			if !yield(inputs.Item{Resource: r}) {
				return
			}
		}
	}
	return e.Check(context.Background(), items, engine.CheckOptions{Command: "check", Now: scriptTime, Started: scriptTime, Evaluations: true})
}

// damages are what an attribute is replaced by: nothing, and something that no attribute may be.
var damages = []document.Value{{}, document.ObjectValue(document.Field("damaged", document.BoolValue(true)))}

// grants are attributes that are themselves the danger: what does not grant anything is safe, and Azure and
// Kubernetes take an absent list for an empty one. Deleting them is the repair.
var grants = map[string]string{
	"rbac.no_custom_owner":                    "actions",
	"rbac.no_wildcard_data_actions":           "dataActions",
	"rbac.kubernetes_wildcard":                "verbs",
	"key_vault.access_policy_least_privilege": "permissions",
}

// TestDamageNeverPasses deletes and spoils every attribute that a failed rule read, one at a time: the rule
// must not pass then, nor hold that it does not apply.
func TestDamageNeverPasses(t *testing.T) {
	e := embedded(t)
	resources := examples(t)
	report := judgeAll(e, resources)
	tried := 0
	for _, evaluation := range report.Evaluations {
		if evaluation.Outcome != engine.Fail {
			continue
		}
		i := slices.IndexFunc(resources, func(r *inputs.Resource) bool {
			return r.ID == evaluation.Resource.ID && r.Type == evaluation.Resource.Type
		})
		for _, read := range evaluation.Reads {
			path := steps(read.Path)
			if len(path) == 0 || path[0].Key == "relations" || read.State != "value" {
				continue
			}
			for _, value := range damages {
				tried++
				damaged := *resources[i]
				damaged.Value = replace(damaged.Value, path, value)
				if got := outcome(e, &damaged, evaluation.Rule); got == engine.Pass || got == engine.NotApplicable {
					if !value.Defined() && grants[evaluation.Rule] == path[len(path)-1].Key {
						continue
					}
					t.Errorf("%s on %s: %s with %s replaced by %s", evaluation.Rule, damaged.ID, got, path, value.AppendJSON(nil))
				}
			}
		}
	}
	if tried < 200 {
		t.Errorf("tried only %d deletions", tried)
	}
}

func outcome(e *engine.Engine, r *inputs.Resource, rule string) engine.Outcome {
	for _, evaluation := range judgeAll(e, []*inputs.Resource{r}).Evaluations {
		if evaluation.Rule == rule {
			return evaluation.Outcome
		}
	}
	return engine.Error
}

func steps(path []any) document.Path {
	p := make(document.Path, 0, len(path))
	for _, step := range path {
		switch step := step.(type) {
		case string:
			p = append(p, document.Step{Key: step})
		case int:
			p = append(p, document.Step{Index: step, IsIndex: true})
		}
	}
	return p
}

// replace returns v with the value at path replaced, or deleted if with is undefined.
func replace(v document.Value, path document.Path, with document.Value) document.Value {
	if len(path) == 0 {
		return with
	}
	switch v.Kind() {
	case document.Object:
		var members []document.Member
		for _, m := range v.Members() {
			if m.Key.Text() == path[0].Key {
				m.Value = replace(m.Value, path[1:], with)
			}
			if m.Value.Defined() || m.Value.Has(document.Unknown) {
				members = append(members, m)
			}
		}
		return document.ObjectValue(members...).From(v)
	case document.Array:
		var elements []document.Value
		for i, element := range v.Elements() {
			if path[0].IsIndex && i == path[0].Index {
				element = replace(element, path[1:], with)
			}
			if element.Defined() {
				elements = append(elements, element)
			}
		}
		return document.ArrayValue(elements...).From(v)
	default:
		return v
	}
}
