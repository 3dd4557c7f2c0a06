package server_test

import (
	"context"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// choice is a random request over what the shipped facts name, and some of what they do not.
type choice struct {
	*rand.Rand
	subjects, resources [][2]string
	actions             []string
}

func newChoice(e *engine.Engine, seed uint64) choice {
	c := choice{
		Rand:     rand.New(rand.NewPCG(seed, 1)),
		subjects: [][2]string{{"user", "nobody@example.com"}, {"agent", "agent-unknown"}}, resources: [][2]string{{"dataset", "unknown"}, {"robot", "r"}},
		actions: []string{"read", "query", "list", "write", "approve", "invoke", "get_secret", "train", "deploy", "fly"},
	}
	facts := e.Data().At("facts", "access")
	for _, m := range facts.Get("subjects").Members() {
		c.subjects = append(c.subjects, [2]string{m.Value.Get("type").Text(), m.Key.Text()})
	}
	for _, kind := range facts.Get("resources").Members() {
		for _, m := range kind.Value.Members() {
			c.resources = append(c.resources, [2]string{kind.Key.Text(), m.Key.Text()})
		}
	}
	return c
}

func one[T any](c choice, of ...T) T { return of[c.IntN(len(of))] }

type object = map[string]any

func (c choice) request() object {
	s, r := one(c, c.subjects...), one(c, c.resources...)
	subject, resource := object{"type": s[0], "id": s[1]}, object{"type": r[0], "id": r[1]}
	properties := object{}
	if c.IntN(3) == 0 {
		on := one(c, c.subjects...)
		properties["on_behalf_of"] = object{"type": on[0], "id": on[1]}
	}
	if c.IntN(4) == 0 {
		properties["roles"], properties["clearance"] = []string{"data-steward"}, "restricted"
	}
	subject["properties"] = properties
	resource["properties"] = object{
		"classification":   one(c, "public", "internal", "confidential", "restricted", "nonsense"),
		"allowed_purposes": []string{one(c, "analytics", "fraud-detection", "model-training")},
	}
	circumstances := object{"purpose": one(c, "fraud-detection", "model-training", "analytics", "incident-response", "model-release", "fun")}
	if c.IntN(2) == 0 {
		circumstances["approver"] = one(c, c.subjects...)[1]
	}
	if c.IntN(4) == 0 {
		circumstances["break_glass"] = object{"ticket": one(c, "INC-1", "x"), "approver": one(c, c.subjects...)[1]}
	}
	return object{"subject": subject, "action": object{"name": one(c, c.actions...)}, "resource": resource, "context": circumstances}
}

func encode(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestSearchIsFilteredEvaluation compares what a search finds with what evaluation says of every candidate.
func TestSearchIsFilteredEvaluation(t *testing.T) {
	e, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	c := config()
	c.Load = func(context.Context) (*engine.Engine, error) { return e, nil }
	_, h := start(t, c)
	choose := newChoice(e, 1)
	some := 0
	for range 150 {
		request := choose.request()
		for entity, key := range map[string]string{"subject": "id", "resource": "id", "action": "name"} {
			r := search(t, h.URL, entity, encode(t, request))
			var found []string
			for _, f := range r.Results {
				found = append(found, f.ID+f.Name)
			}
			some += len(found)
			want := permitted(t, h.URL, request, entity, key, choose)
			for _, id := range want {
				if !slices.Contains(found, id) {
					t.Fatalf("%s search misses %s, which is permitted: %s", entity, id, encode(t, request))
				}
			}
			for _, id := range found {
				if entity == "action" && !slices.Contains(choose.actions, id) {
					continue // not asked for by permitted
				}
				if !slices.Contains(want, id) {
					t.Fatalf("%s search finds %s, which is not permitted: %s", entity, id, encode(t, request))
				}
			}
		}
	}
	if some < 100 {
		t.Errorf("only %d results were found: the requests test nothing", some)
	}
}

// permitted asks evaluation about every candidate.
func permitted(t *testing.T, url string, request object, entity, key string, c choice) []string {
	candidates := c.actions
	kind, _ := request[entity].(object)["type"].(string)
	if entity != "action" {
		candidates = nil
		all := c.subjects
		if entity == "resource" {
			all = c.resources
		}
		for _, s := range all {
			if s[0] == kind {
				candidates = append(candidates, s[1])
			}
		}
	}
	var items []object
	for _, id := range candidates {
		one := object{key: id}
		if entity != "action" {
			one["type"], one["properties"] = kind, request[entity].(object)["properties"]
		}
		items = append(items, object{entity: one})
	}
	batch := object{"evaluations": items}
	maps.Copy(batch, request)
	got := ask(t, "POST", url+"/access/v1/evaluations", encode(t, batch))
	var r struct{ Evaluations []struct{ Decision bool } }
	if err := json.Unmarshal([]byte(got.body), &r); err != nil || len(r.Evaluations) != len(candidates) {
		t.Fatalf("got %d %s", got.status, got.body)
	}
	var ids []string
	for i, e := range r.Evaluations {
		if e.Decision && !strings.Contains(candidates[i], "unknown") && !strings.Contains(candidates[i], "nobody") {
			ids = append(ids, candidates[i])
		}
	}
	return ids
}

// TestDeletion deletes every attribute, one at a time, of requests that are denied: none is allowed then.
//
// There is one exception, which the shipped policy makes on purpose (policies/access/agents): a subject that may act
// alone, and says that it acts for somebody who may not do this, is denied. Without that statement it asks for itself.
func TestDeletion(t *testing.T) {
	e, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	decider, err := e.Decider(testTime)
	if err != nil {
		t.Fatal(err)
	}
	defer decider.Close()
	choose := newChoice(e, 2)
	denied, deletions, allowed := 0, 0, 0
	for range 600 {
		doc, err := document.ParseJSON([]byte(encode(t, choose.request())), document.DefaultLimits, nil)
		if err != nil {
			t.Fatal(err)
		}
		if allows(decider, doc.Root) {
			allowed++
			continue
		}
		denied++
		for path := range doc.Root.All() {
			if len(path) == 0 || doc.Root.At("subject", "type").Text() != "agent" && drops(path, "subject", "properties", "on_behalf_of") {
				continue
			}
			deletions++
			if without := remove(doc.Root, path); allows(decider, without) {
				t.Errorf("without %s it is allowed: %s", path, doc.Root.AppendJSON(nil))
			}
		}
	}
	t.Logf("%d denied, %d allowed, %d deletions", denied, allowed, deletions)
	if denied < 300 || allowed < 3 || deletions < 5000 {
		t.Error("the requests test too little")
	}
}

// drops reports whether what stands at place goes when what stands at path does.
func drops(path document.Path, place ...string) bool {
	return len(path) <= len(place) && slices.EqualFunc(path, place[:len(path)], func(s document.Step, key string) bool { return s.Key == key })
}

func allows(d *engine.Decider, v document.Value) bool {
	r, err := engine.NewRequest(v)
	return err == nil && d.Decide(context.Background(), r).Allow
}

// remove returns v without what stands at a path.
func remove(v document.Value, path document.Path) document.Value {
	if path[0].IsIndex {
		elements := slices.Clone(v.Elements())
		if len(path) == 1 {
			return document.ArrayValue(slices.Delete(elements, path[0].Index, path[0].Index+1)...)
		}
		elements[path[0].Index] = remove(elements[path[0].Index], path[1:])
		return document.ArrayValue(elements...)
	}
	members := slices.Clone(v.Members())
	i := slices.IndexFunc(members, func(m document.Member) bool { return m.Key.Text() == path[0].Key })
	if len(path) == 1 {
		return document.ObjectValue(slices.Delete(members, i, i+1)...)
	}
	members[i].Value = remove(members[i].Value, path[1:])
	return document.ObjectValue(members...)
}
