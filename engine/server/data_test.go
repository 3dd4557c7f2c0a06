package server_test

import (
	"net/url"
	"strings"
	"testing"
)

func TestData(t *testing.T) {
	_, h := start(t, config())
	pod := `{"input":{"resource":{"type":"Pod","id":"p","name":"p","properties":{"spec":{"hostNetwork":true}}}}}`
	finding := `[{"message":"the pod shares the network","path":["properties","spec","hostNetwork"]}]`
	for _, test := range []struct {
		name, method, path, body string
		status                   int
		want                     string
	}{
		{"allow", "POST", "/v1/data/access/allow", `{"input":` + zoeReads10 + `}`, 200, `{"result":true}`},
		{"deny", "POST", "/v1/data/access/allow", `{"input":` + bobReads10 + `}`, 200, `{"result":false}`},
		{"no request", "POST", "/v1/data/access/allow", `{"input":{}}`, 200, `{"result":false}`},
		{"no input", "POST", "/v1/data/access/allow", ``, 200, `{"result":false}`},
		{
			"decision", "POST", "/v1/data/access/decision", `{"input":` + bobReads10 + `}`, 200,
			`{"result":{"allow":false,"outcome":"deny","determining":[],"reasons":[{"code":"no_permit","message":"no rule permits the request"}],"obligations":[]}}`,
		},
		{"GET", "GET", "/v1/data/access/allow?input=" + url.QueryEscape(zoeReads10), "", 200, `{"result":true}`},
		{"effect", "POST", "/v1/data/access/test/permit", `{"input":` + zoeReads10 + `}`, 200, `{"result":{"role":{"message":"the role allows it"}}}`},
		{"rule", "POST", "/v1/data/encryption/tls/deny", pod, 200, `{"result":` + finding + `}`},
		{"package", "POST", "/v1/data/encryption/tls", pod, 200, `{"result":{"deny":` + finding + `}}`},
		{"trailing slash", "POST", "/v1/data/encryption/tls/", pod, 200, `{"result":{"deny":` + finding + `}}`},
		{"empty set", "POST", "/v1/data/encryption/tls/deny", `{"input":{}}`, 200, `{"result":[]}`},
		{"undefined", "POST", "/v1/data/nothing/here", `{"input":{}}`, 200, `{}`},
		{"root", "POST", "/v1/data", `{"input":{}}`, 200, `{}`},
		{"facts", "POST", "/v1/data/facts/access", `{}`, 200, `{}`},
		{"injection", "POST", `/v1/data/access/test"];http.send({})`, `{}`, 200, `{}`},
		{"pretty", "POST", "/v1/data/access/allow?pretty", `{"input":` + zoeReads10 + `}`, 200, "{\n  \"result\": true\n}"},
		{"error", "POST", "/v1/data/access/test", `{"input":` + with(zoeReads10, `"context":{"broken":1,"number":"x"}`) + `}`, 500, ""},
		{"broken", "POST", "/v1/data/access/allow", `{"input":`, 400, ""},
		{"duplicate keys", "POST", "/v1/data/access/allow", `{"input":{},"input":` + zoeReads10 + `}`, 400, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ask(t, test.method, h.URL+test.path, test.body)
			if got.status != test.status || test.want != "" && got.body != test.want {
				t.Errorf("got %d %s, want %d %s", got.status, got.body, test.status, test.want)
			}
			if got.status != 200 && !strings.HasPrefix(got.body, `{"code":"`) {
				t.Errorf("the error is %s", got.body)
			}
		})
	}
	got := ask(t, "POST", h.URL+"/v1/data/access/allow?provenance&metrics", `{"input":`+zoeReads10+`}`)
	if !strings.Contains(got.body, `"provenance":{"version":"test","bundles":{"policy":{"revision":"sha256:`) || !strings.Contains(got.body, `"timer_server_handler_ns":`) {
		t.Errorf("got %s", got.body)
	}
}
