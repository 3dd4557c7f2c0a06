package server_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/server"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// testTime is when every test takes place.
var testTime = time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)

func testNow() time.Time { return testTime }

// head is the metadata of a policy in these tests.
const head = `# METADATA
# title: Requests must follow from a rule
# description: A policy of a test.
# custom:
#   severity: high
#   resources: [AccessDecision]
#   remediation: Ask for something else.
package access.test

`

// testPolicy permits those who hold a role, forbids what is locked, and has an obligation for what is watched.
const testPolicy = head + `
permit["role"] := {"message": "the role allows it"} if {
	data.facts.access.subjects[input.request.subject.id].type == input.request.subject.type
	input.request.action.name in data.facts.access.roles.reader.permissions.actions
	data.facts.access.resources[input.request.resource.type][input.request.resource.id]
}

permit["guest"] := {"message": "the request says so"} if input.request.subject.properties.guest == true

forbid["locked"] := {"message": "it is locked", "code": "LOCKED"} if input.request.resource.id == "locked"

forbid["error"] := {"message": "it fails"} if to_number(input.request.resource.id) == 1

obligations["notify"] := {"type": "notification"} if input.request.resource.id == "watched"
`

const testFacts = `
subjects:
  zoe: {type: user}
  ann: {type: user}
  gate: {type: identity}
resources:
  doc: {"10": {}, "11": {}, "12": {}, locked: {}, watched: {}}
roles:
  reader: {permissions: {actions: [read, list]}}
`

// files are a bundle.
func files(policy, facts string) fstest.MapFS {
	return fstest.MapFS{
		"access/test/test.rego":   {Data: []byte(policy), Mode: 0o400},
		"facts/access/data.yaml":  {Data: []byte(facts), Mode: 0o400},
		"encryption/tls/tls.rego": {Data: []byte(podRule), Mode: 0o400},
	}
}

const podRule = `# METADATA
# title: Pods must not share the network of their node
# description: A rule of a test.
# custom:
#   severity: medium
#   resources: [Pod]
#   remediation: Remove it.
package encryption.tls

deny contains {"message": "the pod shares the network", "path": ["properties", "spec", "hostNetwork"]} if input.resource.properties.spec.hostNetwork == true
`

// loader loads a bundle.
func loader(bundle fstest.MapFS) func(context.Context) (*engine.Engine, error) {
	return func(ctx context.Context) (*engine.Engine, error) {
		return engine.Load(ctx, engine.Config{Bundles: []engine.Bundle{{Name: "test", FS: bundle}}})
	}
}

// policy is the test policy without what needs the errors of numbers.
var policy = strings.Replace(testPolicy, `to_number(input.request.resource.id) == 1`, `input.request.context.broken == to_number(input.request.context.number)`, 1)

// shipped is the policy in the repository.
var shipped = sync.OnceValues(func() (*engine.Engine, error) {
	return engine.Load(context.Background(), engine.Config{Bundles: []engine.Bundle{{Name: "policies", FS: os.DirFS("../../policies")}}})
})

// config is what tests start from.
func config() server.Config {
	return server.Config{Load: loader(files(policy, testFacts)), Now: testNow, Version: "test", Objects: readObject}
}

func readObject(d *document.Document) ([]*inputs.Resource, error) {
	return inputs.Kubernetes.Read(inputs.File{Path: "object", Documents: []*document.Document{d}})
}

// start runs a server until the test ends.
func start(t testing.TB, c server.Config) (*server.Server, *httptest.Server) {
	t.Helper()
	s, err := server.New(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(s)
	t.Cleanup(h.Close)
	return s, h
}

// answer is what a server answered.
type answer struct {
	status int
	body   string
	header http.Header
}

// ask sends a request with headers given as pairs.
func ask(t testing.TB, method, url, body string, headers ...string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(context.Background(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	b, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, strings.TrimSpace(string(b)), response.Header}
}
