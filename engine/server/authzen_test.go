package server_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine/server"
)

const (
	zoeReads10 = `{"subject":{"type":"user","id":"zoe"},"action":{"name":"read"},"resource":{"type":"doc","id":"10"}}`
	bobReads10 = `{"subject":{"type":"user","id":"bob"},"action":{"name":"read"},"resource":{"type":"doc","id":"10"}}`
	yes        = `{"decision":true}`
	no         = `{"decision":false}`
)

// with puts members into a request.
func with(request, members string) string {
	return strings.TrimSuffix(request, "}") + "," + members + "}"
}

func TestEvaluation(t *testing.T) {
	_, h := start(t, config())
	deep := strings.Repeat(`{"a":`, 80) + "1" + strings.Repeat("}", 80)
	for _, test := range []struct {
		name, body string
		status     int
		want       string // the whole body; "" if only the status matters
	}{
		{"permit", zoeReads10, 200, yes},
		{"deny", bobReads10, 200, no},
		{"gateway", strings.NewReplacer("user", "identity", "zoe", "gate").Replace(zoeReads10), 200, yes},
		{"unknown resource", strings.Replace(zoeReads10, "10", "13", 1), 200, no},
		{"context", with(zoeReads10, `"context":{"time":"2026-11-24T02:00Z"}`), 200, yes},
		{"unknown fields", `{"x":1,"subject":{"type":"user","id":"zoe","x":{}},"action":{"name":"read","x":[]},"resource":{"type":"doc","id":"10","x":1}}`, 200, yes},
		{"unknown field of the same name as a trusted one", strings.Replace(bobReads10, `"id":"bob"`, `"id":"bob","guest":true`, 1), 200, no},
		{"rule error denies", with(zoeReads10, `"context":{"broken":1,"number":"x"}`), 200, no},
		{"obligation", strings.Replace(zoeReads10, `"10"`, `"watched"`, 1), 200, `{"decision":true,"context":{"obligations":[{"id":"notify","type":"notification"}]}}`},
		{"no subject", `{"action":{"name":"read"},"resource":{"type":"doc","id":"10"}}`, 400, "subject.type is missing"},
		{"no subject id", strings.Replace(zoeReads10, `,"id":"zoe"`, "", 1), 400, "subject.id is missing"},
		{"no action", `{"subject":{"type":"user","id":"zoe"},"resource":{"type":"doc","id":"10"}}`, 400, "action.name is missing"},
		{"no resource id", strings.Replace(zoeReads10, `,"id":"10"`, "", 1), 400, "resource.id is missing"},
		{"null subject", strings.Replace(zoeReads10, `{"type":"user","id":"zoe"}`, `null`, 1), 400, ""},
		{"subject of the wrong type", strings.Replace(zoeReads10, `{"type":"user","id":"zoe"}`, `"zoe"`, 1), 400, ""},
		{"id of the wrong type", strings.Replace(zoeReads10, `"zoe"`, `7`, 1), 400, ""},
		{"properties of the wrong type", strings.Replace(zoeReads10, `"id":"zoe"`, `"id":"zoe","properties":[]`, 1), 400, ""},
		{"context of the wrong type", with(zoeReads10, `"context":"x"`), 400, ""},
		{"duplicate key", with(bobReads10, `"subject":{"type":"user","id":"zoe"}`), 400, ""},
		{"duplicate key below", strings.Replace(bobReads10, `"id":"bob"`, `"id":"bob","id":"zoe"`, 1), 400, ""},
		{"array", `[` + zoeReads10 + `]`, 400, ""},
		{"empty", ``, 400, ""},
		{"no JSON", `{`, 400, ""},
		{"trailing data", zoeReads10 + zoeReads10, 400, ""},
		{"invalid UTF-8", strings.Replace(zoeReads10, "zoe", "zo\xff", 1), 400, ""},
		{"too deep", with(zoeReads10, `"context":`+deep), 400, ""},
		{"too large", with(zoeReads10, `"context":{"x":"`+strings.Repeat("x", 1<<20)+`"}`), 413, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ask(t, "POST", h.URL+"/access/v1/evaluation", test.body)
			if got.status != test.status || test.want != "" && got.body != test.want {
				t.Errorf("got %d %s, want %d %s", got.status, got.body, test.status, test.want)
			}
			if got.status != 200 && (strings.Contains(got.body, "true") || got.body == "") {
				t.Errorf("the body of an error says nothing, or could be taken for a permit: %q", got.body)
			}
		})
	}
}

func TestHTTP(t *testing.T) {
	_, h := start(t, config())
	for _, test := range []struct {
		name, method, path string
		headers            []string
		status             int
	}{
		{"charset", "POST", "/access/v1/evaluation", []string{"Content-Type", "application/json; charset=utf-8"}, 200},
		{"upper case", "POST", "/access/v1/evaluation", []string{"Content-Type", "Application/JSON"}, 200},
		{"literal undefined", "POST", "/access/v1/evaluation", []string{"Authorization", "undefined"}, 200},
		{"form", "POST", "/access/v1/evaluation", []string{"Content-Type", "application/x-www-form-urlencoded"}, 400},
		{"text", "POST", "/access/v1/evaluation", []string{"Content-Type", "text/plain"}, 400},
		{"no content type", "POST", "/access/v1/evaluation", []string{"Content-Type", ""}, 400},
		{"gzip", "POST", "/access/v1/evaluation", []string{"Content-Encoding", "gzip"}, 400},
		{"GET", "GET", "/access/v1/evaluation", nil, 405},
		{"PUT", "PUT", "/access/v1/evaluations", nil, 405},
		{"unknown path", "POST", "/access/v1/evaluation/x", nil, 404},
		{"escaped path", "POST", "/access%2fv1%2fevaluation", nil, 404},
		{"policy API", "PUT", "/v1/policies/x", nil, 404},
		{"query API", "POST", "/v1/query", nil, 404},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ask(t, test.method, h.URL+test.path, zoeReads10, append(test.headers, "X-Request-ID", "r-1")...)
			if got.status != test.status {
				t.Errorf("got %d %s, want %d", got.status, got.body, test.status)
			}
			if known := test.status == 200 || test.status == 400; known && got.header.Get("X-Request-ID") != "r-1" {
				t.Errorf("X-Request-ID is %q", got.header.Get("X-Request-ID"))
			}
			if got.status == 200 && got.header.Get("Content-Type") != "application/json" {
				t.Errorf("the content type is %s", got.header.Get("Content-Type"))
			}
		})
	}
}

func TestReasonsOnRequest(t *testing.T) {
	_, h := start(t, config())
	request := with(strings.Replace(zoeReads10, `"10"`, `"locked"`, 1), `"options":{"reasons":true}`)
	got := ask(t, "POST", h.URL+"/access/v1/evaluation", request)
	want := `{"decision":false,"context":{"reason_admin":{"LOCKED":"it is locked"},"outcome":"deny",` +
		`"determining":[{"rule":"access.test.locked","effect":"forbid"}],"reasons":[{"code":"LOCKED","message":"it is locked"}]}}`
	if got.status != 200 || got.body != want {
		t.Errorf("got %d %s, want %s", got.status, got.body, want)
	}
}

func TestEvaluations(t *testing.T) {
	c := config()
	c.Limits = server.Limits{Evaluations: 4}
	_, h := start(t, c)
	const defaults = `"subject":{"type":"user","id":"zoe","properties":{"guest":true}},"action":{"name":"read"}`
	doc := func(id string) string { return `{"resource":{"type":"doc","id":"` + id + `"}}` }
	three := `"evaluations":[` + doc("10") + `,` + doc("locked") + `,` + doc("11") + `]`
	for _, test := range []struct {
		name, body string
		status     int
		want       string
	}{
		{"execute all", `{` + defaults + `,` + three + `}`, 200, `{"evaluations":[{"decision":true},{"decision":false},{"decision":true}]}`},
		{
			"deny on first deny", `{` + defaults + `,` + three + `,"options":{"evaluations_semantic":"deny_on_first_deny","x":1}}`, 200,
			`{"evaluations":[{"decision":true},{"decision":false}]}`,
		},
		{
			"permit on first permit", `{` + defaults + `,` + three + `,"options":{"evaluations_semantic":"permit_on_first_permit"}}`, 200,
			`{"evaluations":[{"decision":true}]}`,
		},
		{
			"an item replaces the whole default", `{` + defaults + `,"resource":{"type":"doc","id":"10"},"evaluations":[{"subject":{"type":"user","id":"bob"}},{}]}`,
			200, `{"evaluations":[{"decision":false},{"decision":true}]}`,
		},
		{
			"items in error", `{` + defaults + `,"evaluations":[{},1,` + doc("10") + `]}`, 200,
			`{"evaluations":[{"decision":false,"context":{"error":{"status":400,"message":"resource.type is missing"}}},` +
				`{"decision":false,"context":{"error":{"status":400,"message":"the evaluation is number, want an object"}}},{"decision":true}]}`,
		},
		{"empty", with(zoeReads10, `"evaluations":[]`), 200, yes},
		{"missing", zoeReads10, 200, yes},
		{"missing and no request", `{"subject":{"type":"user","id":"zoe"}}`, 400, ""},
		{"unknown semantic", `{` + defaults + `,` + three + `,"options":{"evaluations_semantic":"first"}}`, 400, ""},
		{"semantic of the wrong type", `{` + defaults + `,` + three + `,"options":{"evaluations_semantic":1}}`, 400, ""},
		{"unknown semantic of none", with(zoeReads10, `"options":{"evaluations_semantic":"first"}`), 400, ""},
		{"options of the wrong type", `{` + defaults + `,` + three + `,"options":[]}`, 400, ""},
		{"no array", with(zoeReads10, `"evaluations":{}`), 400, ""},
		{"too many", with(zoeReads10, `"evaluations":[{},{},{},{},{}]`), 400, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ask(t, "POST", h.URL+"/access/v1/evaluations", test.body)
			if got.status != test.status || test.want != "" && got.body != test.want {
				t.Errorf("got %d %s, want %d %s", got.status, got.body, test.status, test.want)
			}
		})
	}
}

func TestMetadata(t *testing.T) {
	c := config()
	_, h := start(t, c)
	got := ask(t, "GET", h.URL+"/.well-known/authzen-configuration", "")
	if !strings.HasPrefix(got.body, `{"policy_decision_point":"`+h.URL+`","access_evaluation_endpoint":"`+h.URL+`/access/v1/evaluation"`) {
		t.Errorf("got %s", got.body)
	}
	c.PublicURL = "https://pdp.example.com"
	_, h = start(t, c)
	if got = ask(t, "GET", h.URL+"/.well-known/authzen-configuration", ""); !strings.HasPrefix(got.body, `{"policy_decision_point":"https://pdp.example.com",`) {
		t.Errorf("got %s", got.body)
	}
	if got = ask(t, "GET", h.URL+"/.well-known/authzen-configuration/tenant", ""); got.status != http.StatusNotFound {
		t.Errorf("a tenant: got %d", got.status)
	}
}
