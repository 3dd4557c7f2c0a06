package main

import (
	"context"
	"fmt"
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

// repairs are attributes whose deletion mends the fault, by rule: lists that grant something, for Azure and
// Kubernetes take an absent list for an empty one, and values whose default is right.
var repairs = map[string][]string{
	"rbac.no_custom_owner":                    {"actions"},
	"rbac.no_wildcard_data_actions":           {"dataActions"},
	"rbac.kubernetes_wildcard":                {"verbs"},
	"key_vault.access_policy_least_privilege": {"permissions"},
	"key_vault.soft_delete_retention":         {"softDeleteRetentionInDays"},
	"key_vault.cloud_key_deletion_window":     {"deletion_window_in_days", "destroy_scheduled_duration"},
	"ai_service.ml_hbi_storage":               {"hbiWorkspace"},
	"supply_chain.acr_hygiene":                {"adminUserEnabled", "anonymousPullEnabled"},
}

// TestDamageNeverPasses deletes and spoils every attribute that a failed rule read, one at a time: the rule
// must not pass then, nor hold that it does not apply.
func TestDamageNeverPasses(t *testing.T) {
	e := embedded(t)
	resources := examples(t)
	type trial struct {
		rule, change string
	}
	trials := map[string]trial{} // by the id of the damaged copy
	var damaged []*inputs.Resource
	for _, evaluation := range judgeAll(e, resources).Evaluations {
		if evaluation.Outcome != engine.Fail {
			continue
		}
		i := slices.IndexFunc(resources, func(r *inputs.Resource) bool {
			return r.ID == evaluation.Resource.ID && r.Type == evaluation.Resource.Type
		})
		for _, read := range evaluation.Reads {
			path := document.PathOf(read.Path)
			if read.State != "value" || path[0].Key != "properties" && path[0].Key != "pods" {
				continue
			}
			for _, value := range damages {
				if !value.Defined() && slices.Contains(repairs[evaluation.Rule], path[len(path)-1].Key) {
					continue
				}
				r := *resources[i]
				r.ID = fmt.Sprintf("%s #%d", r.ID, len(damaged))
				r.Value = replace(r.Value, path, value)
				trials[r.ID] = trial{evaluation.Rule, fmt.Sprintf("%s replaced by %s", path, value.AppendJSON(nil))}
				damaged = append(damaged, &r)
			}
		}
	}
	if len(damaged) < 200 {
		t.Fatalf("tried only %d damages", len(damaged))
	}
	for _, evaluation := range judgeAll(e, damaged).Evaluations {
		tried := trials[evaluation.Resource.ID]
		if evaluation.Rule == tried.rule && (evaluation.Outcome == engine.Pass || evaluation.Outcome == engine.NotApplicable) {
			t.Errorf("%s on %s: %s with %s", evaluation.Rule, evaluation.Resource.ID, evaluation.Outcome, tried.change)
		}
	}
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
			if element.Defined() || element.Has(document.Unknown) {
				elements = append(elements, element)
			}
		}
		return document.ArrayValue(elements...).From(v)
	default:
		return v
	}
}
