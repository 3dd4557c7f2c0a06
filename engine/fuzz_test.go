package engine_test

import (
	"context"
	"errors"
	"testing"
	"testing/fstest"
	"time"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs/document"
)

func FuzzWaivers(f *testing.F) {
	f.Add([]byte("waivers:\n  - {rule: a.b, resource: x, reason: r, owner: o, approved_by: p, expires: 2027-01-31}\n"))
	f.Add([]byte("waivers:\n  - {rule: a.b, resource: '*', max_matches: 3, reason: r, owner: o, approved_by: p, expires: 2027-01-31T00:00:00Z}\n"))
	f.Add([]byte("waivers: {}"))
	f.Add([]byte("waivers:\n- 1\n- [2]\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		waivers, err := engine.ParseWaivers("waivers.yaml", text)
		if err != nil {
			if _, ok := errors.AsType[*engine.LoadError](err); !ok {
				t.Fatalf("got a %T: %v", err, err)
			}
			return
		}
		for _, w := range waivers {
			if w.Rule == "" || w.Resource == "" || w.Owner == "" || w.ApprovedBy == "" || w.Expires.IsZero() {
				t.Fatalf("accepted %+v", w)
			}
		}
	})
}

// FuzzModule loads whatever text as the only rule: it loads or is a *LoadError, and one that loads judges.
func FuzzModule(f *testing.F) {
	f.Add(rule("r", "aws_thing", `deny contains {"message": "x"} if input.resource.properties.a`))
	f.Add(rule("r", "aws_thing", `deny contains {"message": "x"} if {} == input.resource.properties`))
	f.Add("package a\ndeny := true")
	f.Add("# METADATA\n# title: [\npackage a")
	f.Fuzz(func(t *testing.T, text string) {
		e, err := engine.Load(context.Background(), engine.Config{
			Bundles:        []engine.Bundle{{Name: "test", FS: fstest.MapFS{"r.rego": &fstest.MapFile{Data: []byte(text)}}}},
			CompileTimeout: time.Second,
		})
		if err != nil {
			if _, ok := errors.AsType[*engine.LoadError](err); !ok {
				t.Fatalf("got a %T: %v", err, err)
			}
			return
		}
		for _, r := range e.Rules() {
			if r.Title == "" || r.Remediation == "" || len(r.Resources) == 0 {
				t.Fatalf("loaded %+v", r)
			}
		}
	})
}

// FuzzRequest turns whatever JSON into a request: it is refused, or has all that a decision needs.
func FuzzRequest(f *testing.F) {
	f.Add([]byte(`{"subject": {"type": "user", "id": "a"}, "action": {"name": "read"}, "resource": {"type": "t", "id": "i"}, "context": {}}`))
	f.Add([]byte(`{"subject": [], "action": {"name": 1}}`))
	f.Add([]byte(`null`))
	e, err := tryLoad(map[string]string{"access/a.rego": `# METADATA
# title: t
# description: d
# custom: {severity: low, resources: [AccessDecision], remediation: r}
package access.a

permit["any"] := {"message": "m"} if input.request.subject.id == "a"`}, nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := document.ParseJSON(text, document.DefaultLimits, nil)
		if err != nil {
			return
		}
		request, err := engine.NewRequest(d.Root)
		if err != nil {
			return
		}
		decider, err := e.Decider(testTime)
		if err != nil {
			t.Fatal(err)
		}
		defer decider.Close()
		decision := decider.Decide(context.Background(), request)
		if decision.Allow != (d.Root.At("subject", "id").Text() == "a") || decision.Allow != (decision.Outcome == engine.Permit) {
			t.Errorf("got %+v of %s", decision, text)
		}
	})
}
