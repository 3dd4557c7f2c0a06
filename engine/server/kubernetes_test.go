package server_test

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/server"
)

// direct asks a server without a network.
func direct(s *server.Server, path, body string) (int, string) {
	r := httptest.NewRequest("POST", path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

const (
	accessReview = `{"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","spec":{"user":"zoe","groups":["g"],` +
		`"resourceAttributes":{"namespace":"prod","verb":"read","group":"apps","version":"v1","resource":"deployments","name":"web"}}}`
	podReview = `{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1","operation":"CREATE",` +
		`"object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"prod"},"spec":{"hostNetwork":false,"containers":[]}}}}`
)

// kubernetesPolicy permits two things, and forbids one.
const kubernetesPolicy = head + `
permit["web"] := {"message": "it is the web"} if {
	input.request.subject == {"type": "user", "id": "zoe", "properties": {"groups": ["g"]}}
	input.request.action.name == "read"
	input.request.resource.type == "apps/deployments"
	input.request.resource.id == "prod/web"
}

permit["account"] := {"message": "it is a program"} if {
	input.request.subject.type == "service_account"
	input.request.resource.type == "path"
	input.request.resource.id == "/metrics"
}

permit["all"] := {"message": "all pods"} if input.request.resource.id == "prod/*"

forbid["secrets"] := {"message": "never secrets"} if input.request.resource.type == "secrets"

forbid["number"] := {"message": "not a number"} if to_number(input.request.subject.properties["uid"]) == 0
`

// before and from are the parts of a text before a mark, and from it on.
func before(text, mark string) string { start, _, _ := strings.Cut(text, mark); return start }
func from(text, mark string) string   { return strings.TrimPrefix(text, before(text, mark)) }

func TestAuthorize(t *testing.T) {
	c := config()
	c.Load = loader(files(kubernetesPolicy, testFacts))
	_, h := start(t, c)
	account := strings.NewReplacer(`"user":"zoe"`, `"user":"system:serviceaccount:prod:agent"`,
		from(accessReview, `"resourceAttributes"`), `"nonResourceAttributes":{"verb":"get","path":"/metrics"}}}`).Replace(accessReview)
	for _, test := range []struct {
		name, body string
		status     int
		want       string
	}{
		{"allowed", accessReview, 200, `{"allowed":true,"reason":"it is the web"}`},
		{"path", account, 200, `{"allowed":true,"reason":"it is a program"}`},
		{"no name", strings.Replace(accessReview, `,"name":"web"`, "", 1), 200, `{"allowed":true,"reason":"all pods"}`},
		{"no opinion", strings.Replace(accessReview, "zoe", "bob", 1), 200, `{"allowed":false,"reason":"no rule permits the request"}`},
		{"subresource", strings.Replace(accessReview, `"name":"web"`, `"name":"web","subresource":"scale"`, 1), 200, `{"allowed":false,"reason":"no rule permits the request"}`},
		{"forbidden", strings.NewReplacer(`"group":"apps",`, "", "deployments", "secrets").Replace(accessReview), 200, `{"allowed":false,"denied":true,"reason":"never secrets"}`},
		{"error", strings.Replace(accessReview, `"groups"`, `"uid":"x","groups"`, 1), 200, `{"allowed":false,"denied":true,"evaluationError":"access.test: `},
		{"no user", strings.Replace(accessReview, `"user":"zoe",`, "", 1), 200, `{"allowed":false,"denied":true,"evaluationError":"subject.id is missing"}`},
		{"nothing asked", `{"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","spec":{"user":"zoe"}}`, 200, `{"allowed":false,"denied":true,"evaluationError":`},
		{"another version", strings.Replace(accessReview, "/v1", "/v1beta1", 1), 400, ""},
		{"another kind", podReview, 400, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ask(t, "POST", h.URL+"/kubernetes/authorize", test.body)
			want := `{"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","status":` + test.want
			if got.status != test.status || test.status == 200 && !strings.HasPrefix(got.body, want) {
				t.Errorf("got %d %s, want %d %s", got.status, got.body, test.status, want)
			}
		})
	}
}

func TestAdmission(t *testing.T) {
	c := config()
	_, h := start(t, c)
	c.FailLevel = engine.High
	_, lenient := start(t, c)
	shares := strings.Replace(podReview, "false", "true", 1)
	for _, test := range []struct {
		name, url, body string
		allowed         bool
		message         string // part of the status or of a warning
	}{
		{"good", h.URL, podReview, true, ""},
		{"bad", h.URL, shares, false, "encryption.tls: the pod shares the network"},
		{"below the level", lenient.URL, shares, true, "encryption.tls: the pod shares the network"},
		{"UPDATE", h.URL, strings.Replace(shares, "CREATE", "UPDATE", 1), false, "the pod shares the network"},
		{"no rule", h.URL, strings.Replace(podReview, `"Pod"`, `"ConfigMap"`, 1), false, "no rule is about this type of object"},
		{"wrong type", h.URL, strings.Replace(podReview, "false", `"no"`, 1), false, "hostNetwork"},
		{"no kind", h.URL, strings.Replace(podReview, `"kind":"Pod",`, "", 1), false, "there is no kind"},
		{"no object", h.URL, before(podReview, `,"object"`) + `}}`, false, "there is no object to judge"},
		{"null object", h.URL, before(podReview, `"object"`) + `"object":null}}`, false, "there is no object to judge"},
		{"DELETE", h.URL, before(podReview, `"object"`) + `"object":null}}`, true, "DELETE"},
	} {
		t.Run(test.name, func(t *testing.T) {
			body := test.body
			if test.message == "DELETE" {
				body, test.message = strings.Replace(body, "CREATE", "DELETE", 1), ""
			}
			got := ask(t, "POST", test.url+"/kubernetes/admission", body)
			var review struct {
				APIVersion, Kind string
				Response         struct {
					UID      string
					Allowed  bool
					Status   struct{ Code int }
					Warnings []string
				}
			}
			if err := json.Unmarshal([]byte(got.body), &review); err != nil || got.status != 200 {
				t.Fatalf("got %d %s", got.status, got.body)
			}
			r := review.Response
			if review.APIVersion != "admission.k8s.io/v1" || review.Kind != "AdmissionReview" || r.UID != "u-1" || r.Allowed != test.allowed || !strings.Contains(got.body, test.message) {
				t.Errorf("got %s, want allowed %v, %s", got.body, test.allowed, test.message)
			}
			if !r.Allowed && r.Status.Code != 403 || r.Allowed != (r.Status.Code == 0) {
				t.Errorf("the status is %d", r.Status.Code)
			}
		})
	}
	for _, broken := range []string{strings.Replace(podReview, `"uid":"u-1",`, "", 1), accessReview, `[]`, strings.Replace(podReview, `.io/v1"`, `.io/v1beta1"`, 1)} {
		if got := ask(t, "POST", h.URL+"/kubernetes/admission", broken); got.status != 400 {
			t.Errorf("%s: got %d %s", broken, got.status, got.body)
		}
	}
}

func TestAdmissionLogsNoObject(t *testing.T) {
	c, to := config(), &sink{}
	c.Log = server.NewLog(to, server.Strict, server.Chain{}, nil, testNow)
	_, h := start(t, c)
	secret := strings.Replace(podReview, `"containers":[]`, `"containers":[{"name":"c","image":"i","env":[{"name":"N","value":"hunter2"}]}]`, 1)
	ask(t, "POST", h.URL+"/kubernetes/admission", secret)
	if err := c.Log.Close(); err != nil {
		t.Fatal(err)
	}
	if e := events(t, to.Bytes()); len(e) != 1 || e[0].Path != "kubernetes/admission" || strings.Contains(to.String(), "hunter2") {
		t.Errorf("the log is %s", to.String())
	}
}
