package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/util"
)

const opaName = "OPA SDK"

// opaResources evaluates all rules in one package.
func opaResources() contestant { return opaDeny(rule.conftest) }

// opaLog evaluates all rules in one package.
func opaLog() contestant { return opaDeny(rule.line) }

func opaDeny(spell func(rule) string) contestant {
	return calling(opaName, func(ctx context.Context, w *work) (judge, error) {
		one, err := opaSingle(ctx, w.rules, spell)
		if err != nil {
			return nil, err
		}
		return w.each(one), nil
	})
}

// opaSingle evaluates the deny set of package main over an item. Partial evaluation makes that cheaper. One query
// over many items at once would save a sixth for lines, and cost more for resources.
func opaSingle(ctx context.Context, rules []rule, spell func(rule) string) (single, error) {
	modules := map[string]string{}
	for _, r := range rules {
		modules[r.id+".rego"] = spell(r)
	}
	q, err := prepare(ctx, "data.main.deny", modules, map[string]any{}, rego.WithPartialEval())
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, item []byte) ([]string, error) {
		value, err := q.eval(ctx, item)
		if err != nil {
			return nil, err
		}
		return rulesOf(value)
	}, nil
}

// rulesOf returns the rules that the messages of a deny set name.
func rulesOf(value any) ([]string, error) {
	messages, ok := value.([]any)
	if !ok {
		return nil, fmt.Errorf("got %T, want a set", value)
	}
	var found []string
	for _, m := range messages {
		text, _ := m.(string)
		id, _, ok := strings.Cut(text, ": ")
		if !ok {
			return nil, fmt.Errorf("message %q names no rule", text)
		}
		found = append(found, id)
	}
	return found, nil
}

// opaRequests evaluates one boolean, over data in the store. Partial evaluation would turn every assignment into
// a rule, which takes minutes for 100,000.
func opaRequests() contestant {
	return calling(opaName, func(ctx context.Context, w *work) (judge, error) {
		data, err := w.data()
		if err != nil {
			return nil, err
		}
		policy := w.access.decision(opaDecision, "input")
		q, err := prepare(ctx, "data.bench.allow", map[string]string{"bench.rego": policy}, data)
		if err != nil {
			return nil, err
		}
		return w.decide(func(ctx context.Context, b []byte) (bool, error) {
			value, err := q.eval(ctx, b)
			allow, ok := value.(bool)
			if err == nil && !ok {
				err = fmt.Errorf("got %T, want a boolean", value)
			}
			return allow, err
		}), nil
	})
}

// data returns who may do what as plain values.
func (w *work) data() (map[string]any, error) {
	b, err := json.Marshal(object{"facts": object{"bench": w.access}})
	if err != nil {
		return nil, err
	}
	var data map[string]any
	return data, util.UnmarshalJSON(b, &data)
}

// query is a prepared query used well: the store holds AST values, all evaluations share one
// transaction and one cancellation, and the input is converted only once.
type query struct {
	prepared    rego.PreparedEvalQuery
	transaction storage.Transaction
	cancel      topdown.Cancel
}

func prepare(
	ctx context.Context, text string, modules map[string]string, data map[string]any, options ...rego.PrepareOption,
) (*query, error) {
	store := inmem.NewFromObjectWithOpts(data, inmem.OptReturnASTValuesOnRead(true), inmem.OptRoundTripOnWrite(false))
	of := []func(*rego.Rego){rego.Query(text), rego.Store(store)}
	for name, module := range modules {
		of = append(of, rego.Module(name, module))
	}
	prepared, err := rego.New(of...).PrepareForEval(ctx, options...)
	if err != nil {
		return nil, err
	}
	transaction, err := store.NewTransaction(ctx)
	if err != nil {
		return nil, err
	}
	return &query{prepared, transaction, topdown.NewCancel()}, nil
}

// eval decodes the input and returns the one value of the query.
func (q *query) eval(ctx context.Context, input []byte) (any, error) {
	var plain any
	if err := util.UnmarshalJSON(input, &plain); err != nil {
		return nil, err
	}
	value, err := ast.InterfaceToValue(plain)
	if err != nil {
		return nil, err
	}
	results, err := q.prepared.Eval(ctx,
		rego.EvalParsedInput(value), rego.EvalTransaction(q.transaction), rego.EvalExternalCancel(q.cancel))
	if err != nil {
		return nil, err
	}
	if len(results) != 1 || len(results[0].Expressions) != 1 {
		return nil, errors.New("the query has no value")
	}
	return results[0].Expressions[0].Value, nil
}
