package engine_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs/document"
)

const nearMissPolicy = `# METADATA
# title: Only who states what is wanted may read
# description: for a test
# custom:
#   severity: high
#   resources: [AccessDecision]
#   remediation: State it.
package access.wanted

permit["reader"] := {"message": "readers may read"} if input.request.action.name == "read"

require["purpose"] := {"message": "no purpose", "path": ["context", "purpose"], "expected": ["a", "b", "c"]} if {
	not _purpose
}

_purpose if input.request.context.purpose in ["b", "c"]

require["ticket"] := {"message": "no ticket", "path": ["context", "change", "ticket"], "expected": "T-1"} if {
	not input.request.context.change.ticket == "T-1"
	input.request.resource.id == "guarded"
}

require["owner"] := {"message": "not the owner", "path": ["subject", "id"], "expected": ["root"]} if {
	input.request.subject.id != "root"
	input.request.resource.id == "owned"
}
`

// TestNearMisses denies requests and asks what would have to be different.
func TestNearMisses(t *testing.T) {
	e, err := engine.Load(context.Background(), engine.Config{
		Bundles: []engine.Bundle{{Name: "test", FS: fstest.MapFS{"access/wanted/wanted.rego": {Data: []byte(nearMissPolicy)}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	decider, err := e.Decider(testTime)
	if err != nil {
		t.Fatal(err)
	}
	defer decider.Close()
	tests := []struct{ name, action, resource, context, want string }{
		{"allowed", "read", "x", `{"purpose":"b"}`, `null`},
		{
			"one attribute, two ways", "read", "x", `{"purpose":"z"}`,
			`[{"rule":"access.wanted.purpose","changes":[{"path":["context","purpose"],"from":"z","to":"b"}]},` +
				`{"rule":"access.wanted.purpose","changes":[{"path":["context","purpose"],"from":"z","to":"c"}]}]`,
		},
		{
			"two attributes, one of which is not there", "read", "guarded", `{"purpose":"z"}`,
			`[{"changes":[{"path":["context","purpose"],"from":"z","to":"b"},{"path":["context","change","ticket"],"from":null,"to":"T-1"}]}]`,
		},
		{"nobody can be somebody else", "read", "owned", `{"purpose":"b"}`, `[{"rule":"access.wanted.owner"}]`},
		{"nothing permits it", "write", "x", `{"purpose":"z"}`, `null`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := `{"subject":{"type":"user","id":"u"},"action":{"name":"` + test.action + `"},"resource":{"type":"r","id":"` +
				test.resource + `"},"context":` + test.context + `}`
			doc, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
			if err != nil {
				t.Fatal(err)
			}
			request, err := engine.NewRequest(doc.Root)
			if err != nil {
				t.Fatal(err)
			}
			decision := decider.Decide(context.Background(), request)
			got, err := json.Marshal(decider.NearMisses(context.Background(), request, decision))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != strings.ReplaceAll(test.want, "\n", "") {
				t.Errorf("got %s\nwant %s", got, test.want)
			}
		})
	}
}
