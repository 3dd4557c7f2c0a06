package engine_test

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

var testTime = time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)

// rule returns a module of the rule test.NAME with the given body.
func rule(name, types, body string) string {
	return fmt.Sprintf(`# METADATA
# title: %[1]s must hold
# description: Otherwise something goes wrong.
# custom:
#   severity: high
#   resources: [%[2]s]
#   remediation: Mend it.
package test.%[1]s

%[3]s
`, name, types, body)
}

func load(t *testing.T, modules map[string]string) *engine.Engine {
	t.Helper()
	e, err := tryLoad(modules, nil)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func tryLoad(files map[string]string, namespaces []string) (*engine.Engine, error) {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return engine.Load(context.Background(), engine.Config{
		Bundles: []engine.Bundle{{Name: "test", FS: fsys}}, Namespaces: namespaces,
	})
}

// resource decodes text as the value of a resource.
func resource(t *testing.T, text string) *inputs.Resource {
	t.Helper()
	d, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &inputs.Resource{
		Type: d.Root.Get("type").Text(), ID: d.Root.Get("id").Text(), Name: d.Root.Get("name").Text(),
		Value: d.Root, Document: d, Node: d.Root.Node(), File: "test.json", Format: "graph",
	}
}

func items(resources ...*inputs.Resource) iter.Seq[inputs.Item] {
	return func(yield func(inputs.Item) bool) {
		for _, r := range resources {
			if !yield(inputs.Item{Resource: r}) {
				return
			}
		}
		yield(inputs.Item{File: &inputs.FileInfo{Path: "test.json", Format: "graph", Resources: len(resources), Documents: 1}})
	}
}

func check(t *testing.T, e *engine.Engine, resources ...*inputs.Resource) *engine.Report {
	t.Helper()
	return e.Check(context.Background(), items(resources...), engine.CheckOptions{Command: "check", Now: testTime, Started: testTime, Evaluations: true})
}

// replaceUnknown returns v with every string "UNKNOWN" replaced by an unknown value.
func replaceUnknown(v document.Value) document.Value {
	switch v.Kind() {
	case document.String:
		if v.Text() == "UNKNOWN" {
			return document.UnknownValue().From(v)
		}
		return v
	case document.Array:
		var list []document.Value
		for _, e := range v.Elements() {
			list = append(list, replaceUnknown(e))
		}
		return document.ArrayValue(list...).From(v)
	case document.Object:
		var members []document.Member
		for _, m := range v.Members() {
			members = append(members, document.Member{Key: m.Key, Value: replaceUnknown(m.Value)})
		}
		return document.ObjectValue(members...).From(v)
	default:
		return v
	}
}

func TestOutcomes(t *testing.T) {
	const safe = `deny contains {"message": "not safe", "path": ["properties", "a"]} if not _safe
_safe if input.resource.properties.a == "on"
_safe if input.resource.properties.b == "on"`
	tests := []struct {
		name, rule, properties string
		want                   engine.Outcome
	}{
		{"proved", safe, `{"a": "on"}`, engine.Pass},
		{"not proved", safe, `{"a": "off", "b": "off"}`, engine.Fail},
		{"absent", safe, `{}`, engine.Fail},
		{"properties absent", safe, `"text"`, engine.Fail},
		{"depends on an unknown value", safe, `{"a": "off", "b": "UNKNOWN"}`, engine.Unknown},
		{"both unknown", safe, `{"a": "UNKNOWN", "b": "UNKNOWN"}`, engine.Unknown},
		{"proved whatever the unknown value is", safe, `{"a": "on", "b": "UNKNOWN"}`, engine.Pass},
		{"another attribute is unknown", safe, `{"a": "off", "c": "UNKNOWN"}`, engine.Fail},
		{"everything unknown", safe, `"UNKNOWN"`, engine.Unknown},
		{
			"failed whatever the unknown value is", `deny contains {"message": "x"} if input.resource.properties.a == "off"
deny contains {"message": "y"} if input.resource.properties.b == "off"`, `{"a": "off", "b": "UNKNOWN"}`, engine.Fail,
		},
		{
			"unknown element of a list", `deny contains {"message": "x"} if {
	some p in input.resource.properties.list
	p.name == "bad"
}`, `{"list": [{"name": "good"}, {"name": "UNKNOWN"}]}`, engine.Unknown,
		},
		{
			"unknown scalar of a list", `deny contains {"message": "x"} if {
	some p in input.resource.properties.list
	p == "bad"
}`, `{"list": ["good", "UNKNOWN"]}`, engine.Unknown,
		},
		{
			"unknown value in a function", `deny contains {"message": "x"} if not _ok
_ok if _on(input.resource.properties)
_on(p) if p.a == "on"`, `{"a": "UNKNOWN"}`, engine.Unknown,
		},
		{
			"known value in a function beside an unknown", `deny contains {"message": "x"} if not _ok
_ok if _on(input.resource.properties.a)
_on(a) if lower(a) == "on"`, `{"a": "ON", "b": "UNKNOWN"}`, engine.Pass,
		},
		{
			"unknown in a comprehension", `deny contains {"message": "x"} if count([p | some p in input.resource.properties.list; p.on]) == 0`,
			`{"list": [{"on": "UNKNOWN"}]}`, engine.Unknown,
		},
		{
			"unknown in every", `deny contains {"message": "x"} if not _all
_all if every p in input.resource.properties.list { p.on == true }`, `{"list": [{"on": true}, {"on": "UNKNOWN"}]}`, engine.Unknown,
		},
		{
			"unknown object passed to a built-in", `deny contains {"message": "x"} if not _ok
_ok if object.get(input.resource.properties, ["a"], false)`,
			`{"a": "UNKNOWN"}`, engine.Unknown,
		},
		{
			"iterating an object with an unknown member", `deny contains {"message": "x"} if {
	some k, v in input.resource.properties
	v == "bad"
}`, `{"a": "UNKNOWN", "b": "fine"}`, engine.Unknown,
		},
		{
			"counting an object with an unknown member", `deny contains {"message": "x"} if count(input.resource.properties) == 0`,
			`{"a": "UNKNOWN"}`, engine.Unknown,
		},
		{
			"not applicable", safe + "\nnot_applicable if input.resource.properties.kind == \"other\"", `{"kind": "other"}`, engine.NotApplicable,
		},
		{
			"unknown whether applicable, and fails", safe + "\nnot_applicable if input.resource.properties.kind == \"other\"",
			`{"a": "off", "kind": "UNKNOWN"}`, engine.Unknown,
		},
		{
			"built-in error", `deny contains {"message": "x"} if to_number(input.resource.properties.a) > 5`, `{"a": "9x"}`, engine.Error,
		},
		{
			"built-in error that the rule index would skip", `deny contains {"message": "x"} if startswith(input.resource.properties.a, "x")`,
			`{"a": 5}`, engine.Error,
		},
		{"element is no object", `deny contains "x" if input.resource.properties.a`, `{"a": true}`, engine.Error},
		{"element without message", `deny contains {"path": []} if input.resource.properties.a`, `{"a": true}`, engine.Error},
		{"element with an empty message", `deny contains {"message": " "} if input.resource.properties.a`, `{"a": true}`, engine.Error},
		{"element with another key", `deny contains {"message": "x", "msg": "y"} if input.resource.properties.a`, `{"a": true}`, engine.Error},
		{"path is no list", `deny contains {"message": "x", "path": "a"} if input.resource.properties.a`, `{"a": true}`, engine.Error},
		{"comparing with a literal object", `deny contains {"message": "x"} if {} == input.resource.properties.a`, `{"a": {}}`, engine.Fail},
		{"comparing two objects", `deny contains {"message": "x"} if input.resource.properties.a == input.resource.properties.b`, `{"a": {"x": 1}, "b": {"x": 1.0}}`, engine.Fail},
		{"objects in a set", `deny contains {"message": "x"} if count({p | some p in input.resource.properties.list}) == 1`, `{"list": [{"x": 1}, {"x": 1}]}`, engine.Fail},
		{"an object in a set of literals", `deny contains {"message": "x"} if input.resource.properties.a in {{"x": 1}, {"y": 2}}`, `{"a": {"y": 2}}`, engine.Fail},
		{"big numbers are exact", `deny contains {"message": "x"} if input.resource.properties.a == 9007199254740993`, `{"a": 9007199254740992}`, engine.Pass},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := load(t, map[string]string{"r.rego": rule("r", "aws_thing", test.rule)})
			r := resource(t, `{"type": "aws_thing", "id": "thing.x", "name": "x", "properties": `+test.properties+`}`)
			r.Value = replaceUnknown(r.Value)
			report := check(t, e, r)
			if len(report.Evaluations) != 1 {
				t.Fatalf("got %d evaluations, want 1", len(report.Evaluations))
			}
			if got := report.Evaluations[0].Outcome; got != test.want {
				t.Errorf("got %s, want %s; findings %+v", got, test.want, report.Findings)
			}
			if want := test.want; (want == engine.Pass) != (report.Verdict == engine.Pass) {
				t.Errorf("verdict %s with outcome %s", report.Verdict, want)
			}
		})
	}
}

func TestReads(t *testing.T) {
	e := load(t, map[string]string{"r.rego": rule("r", "aws_thing", `deny contains {"message": "x"} if {
	some p in input.resource.properties.list
	not _on(p)
}
_on(p) if p.deep.on == true
_on(p) if p.missing`)})
	report := check(t, e, resource(t, `{"type": "aws_thing", "id": "thing.x", "name": "x", "properties": {"list": [{"deep": {"on": true}}], "other": 1}}`))
	var got []string
	for _, r := range report.Evaluations[0].Reads {
		got = append(got, fmt.Sprint(r.Path, " ", r.State))
	}
	want := []string{"[properties list 0 deep on] value", "[properties list 0 missing] absent"}
	if strings.Join(got, ";") != strings.Join(want, ";") {
		t.Errorf("got %q, want %q", got, want)
	}
}
