package inputs_test

import (
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

const manifestsText = `# one file, as people have them
apiVersion: apps/v1
kind: Deployment
metadata:
  name: scorer
  namespace: ml
  labels: {app: scorer-app}
spec:
  replicas: 2
  template:
    spec:
      hostNetwork: yes
      automountServiceAccountToken: false
      containers:
      - name: main
        image: registry.example.com/scorer:7
        env:
        - name: LOG_LEVEL
          value: info-level
---
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: reader
rules:
- apiGroups: [""]
  resources: [secrets]
  verbs: [get]
---
apiVersion: v1
kind: Secret
metadata:
  name: api-key
  namespace: ml-secrets
type: Opaque
data:
  token: c2VjcmV0
stringData:
  other: hunter2
`

func TestKubernetes(t *testing.T) {
	resources, err := inputs.Kubernetes.Read(parseAs(t, inputs.Kubernetes, manifestsText))
	if err != nil {
		t.Fatal(mistakes(err))
	}
	want := []string{
		`{"type":"apps/Deployment","id":"apps/v1/Deployment/ml/scorer","name":"scorer","api_version":"apps/v1","kind":"Deployment",` +
			`"properties":{"metadata":{"name":"scorer","namespace":"ml","labels":{"app":"scorer-app"}},` +
			`"spec":{"replicas":2,"template":{"spec":{"hostNetwork":true,"automountServiceAccountToken":false,` +
			`"containers":[{"name":"main","image":"registry.example.com/scorer:7","env":[{"name":"LOG_LEVEL","value":"info-level"!}]}]}}}},` +
			`"pods":[{"spec":{"hostNetwork":true,"automountServiceAccountToken":false,` +
			`"containers":[{"name":"main","image":"registry.example.com/scorer:7","env":[{"name":"LOG_LEVEL","value":"info-level"!}]}]}}],` +
			`"tags":{"app":"scorer-app"}}`,
		`{"type":"rbac.authorization.k8s.io/ClusterRole","id":"rbac.authorization.k8s.io/v1/ClusterRole/reader","name":"reader",` +
			`"api_version":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","properties":{"metadata":{"name":"reader"},` +
			`"rules":[{"apiGroups":[""],"resources":["secrets"],"verbs":["get"]}]}}`,
		`{"type":"Secret","id":"v1/Secret/ml-secrets/api-key","name":"api-key","api_version":"v1","kind":"Secret",` +
			`"properties":{"metadata":{"name":"api-key","namespace":"ml-secrets"},"type":"Opaque","data":{"token":""!},"stringData":{"other":""!}}}`,
	}
	var got []string
	for _, r := range resources {
		got = append(got, valueText(r.Value))
		if r.File != "file" || r.Format != "kubernetes" || r.ID != r.Value.Get("id").Text() || r.Observed || r.Record {
			t.Errorf("got %+v", r)
		}
	}
	if !sameLines(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestKubernetesOrdinary reads what people and kubectl write and the API server takes.
func TestKubernetesOrdinary(t *testing.T) {
	const text = `apiVersion: v1
kind: Service
metadata:
  name: a
  creationTimestamp: null
  managedFields: [{manager: kubectl, time: 2026-01-31T09:00:00Z}]
spec:
  ports:
  - {port: 80, targetPort: http}
  - {port: 81, targetPort: 8081}
status: {loadBalancer: {}}
---
apiVersion: v1
kind: Pod
metadata: {name: b, labels: null, creationTimestamp: 2026-01-31T09:00:00Z}
spec:
  volumes:
  - {name: s, secret: {secretName: s, defaultMode: 0400}}
  - {name: e, emptyDir: {}}
  - {name: shared, nfs: {server: s, path: /}, somethingNew: {}}
  containers:
  - name: c
    resources: {limits: {cpu: 1, memory: 1Gi, nvidia.com/gpu: "2"}}
    livenessProbe: {httpGet: {path: /, port: http}}
---
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: {name: c}
spec:
  predictor:
    minReplicas: 0
    model: {modelFormat: {name: sklearn}, storageUri: "abfs://models/c", resources: {limits: {cpu: 500m}}}
`
	resources, err := inputs.Kubernetes.Read(parseAs(t, inputs.Kubernetes, text))
	if err != nil || len(resources) != 3 {
		t.Errorf("got %d resources: %s", len(resources), mistakes(err))
	}
}

func TestKubernetesPositions(t *testing.T) {
	text := strings.Replace(manifestsText, "hostNetwork: yes", "hostNetwork: true", 1)
	checkPositions(t, inputs.Kubernetes, text)
}

func TestKubernetesLists(t *testing.T) {
	const pod = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","uid":"1"}}`
	tests := []struct{ name, text, want string }{
		{
			"list", `{"apiVersion":"v1","kind":"List","items":[` + pod + `,{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"b"}}]}`,
			"v1/Pod/a apps/v1/Deployment/b",
		},
		{
			"typed list", `{"apiVersion":"apps/v1","kind":"DeploymentList","metadata":{},"items":[{"metadata":{"name":"b","namespace":"n"}}]}`,
			"apps/v1/Deployment/n/b",
		},
		{"typed list of full items", `{"apiVersion":"v1","kind":"PodList","items":[` + pod + `]}`, "v1/Pod/a"},
		{"nested", `{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"List","items":[` + pod + `]}]}`, "v1/Pod/a"},
		{"list in lower case", `{"apiVersion":"v1","kind":"list","items":[` + pod + `]}`, "v1/Pod/a"},
		{"empty", `{"apiVersion":"v1","kind":"List","items":[]}`, ""},
		{"null items", `{"apiVersion":"v1","kind":"PodList","items":null}`, ""},
		{"kind that ends in List", `{"apiVersion":"x.io/v1","kind":"AllowList","metadata":{"name":"a"},"spec":{}}`, "x.io/v1/AllowList/a"},
		{"other letter case", `{"apiVersion":"v1","kind":"pod","metadata":{"name":"a"}}`, "v1/pod/a"},
		{
			"generated names", `{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"batch/v1","kind":"Job","metadata":{"generateName":"train-","namespace":"n"}},` +
				`{"apiVersion":"batch/v1","kind":"Job","metadata":{"generateName":"train-","namespace":"n"}}]}`,
			"batch/v1/Job/n/train-* batch/v1/Job/n/train-*#2",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			resources, err := inputs.Kubernetes.Read(parseAs(t, inputs.Kubernetes, tt.text))
			if err != nil {
				t.Fatal(mistakes(err))
			}
			var got []string
			for _, r := range resources {
				got = append(got, r.ID)
				if r.Observed != r.Value.At("properties", "metadata", "uid").Defined() {
					t.Errorf("%s: observed %v", r.ID, r.Observed)
				}
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("got %v, want %s", got, tt.want)
			}
		})
	}
}

// TestKubernetesSecrets looks for secret values anywhere in what comes out of every way to write a Secret.
func TestKubernetesSecrets(t *testing.T) {
	const canary = "c3VwZXItc2VjcmV0"
	secret := `"metadata":{"name":"a","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"data\":{\"k\":\"` + canary + `\"}}","note":"n"}},` +
		`"data":{"k":"` + canary + `"},"stringData":{"l":"` + canary + `"}`
	tests := []struct{ name, text string }{
		{"secret", `{"apiVersion":"v1","kind":"Secret",` + secret + `}`},
		{"lower case", `{"apiVersion":"v1","kind":"secret",` + secret + `}`},
		{"other group", `{"apiVersion":"x.io/v1","kind":"Secret",` + secret + `}`},
		{"typed list", `{"apiVersion":"v1","kind":"SecretList","items":[{` + secret + `}]}`},
		{"list", `{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Secret",` + secret + `}]}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			resources, err := inputs.Kubernetes.Read(parseAs(t, inputs.Kubernetes, tt.text))
			if err != nil || len(resources) != 1 {
				t.Fatalf("got %d resources: %s", len(resources), mistakes(err))
			}
			properties := resources[0].Value.Get("properties")
			if got := valueText(resources[0].Value); strings.Contains(got, canary) {
				t.Errorf("the secret is still there: %s", got)
			}
			for _, path := range [][]string{{"data", "k"}, {"stringData", "l"}, {"metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration"}} {
				v := properties.At(path...)
				if v.Kind() != document.String || v.Text() != "" || !v.Has(document.Sensitive) || v.Node() == 0 {
					t.Errorf("%v: got %s at node %d", path, valueText(v), v.Node())
				}
			}
			if got := valueText(properties.At("metadata", "annotations", "note")); got != `"n"` {
				t.Errorf("the other annotation: got %s", got)
			}
		})
	}
	_, err := inputs.Kubernetes.Read(parseAs(t, inputs.Kubernetes, `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"data":["`+canary+`"]}`))
	if err == nil || strings.Contains(err.Error(), canary) {
		t.Errorf("a list of secrets: got %v", err)
	}
}

// TestKubernetesCopies: the copy of an object that kubectl keeps shows what the object hides, whatever its kind.
func TestKubernetesCopies(t *testing.T) {
	const text = `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a","annotations":{"note":"n",` +
		`"kubectl.kubernetes.io/last-applied-configuration":"{\"env\":[{\"name\":\"KEY\",\"value\":\"hunter2\"}]}"}}}`
	resources, err := inputs.Kubernetes.Read(parseAs(t, inputs.Kubernetes, text))
	if err != nil || len(resources) != 1 {
		t.Fatalf("got %d resources: %s", len(resources), mistakes(err))
	}
	want := `{"note":"n","kubectl.kubernetes.io/last-applied-configuration":""!}`
	if got := valueText(resources[0].Value.At("properties", "metadata", "annotations")); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// FuzzKubernetes checks that whatever decodes is either read into named resources or refused with a place,
// and that no secret value comes through.
func FuzzKubernetes(f *testing.F) {
	for _, seed := range []string{
		`{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"b"},"spec":{"template":{}}}]}`,
		`{"apiVersion":"v1","kind":"SecretList","items":[{"metadata":{"name":"b","namespace":"n"},"data":{"a":"b"}}]}`,
		`{"apiVersion":"batch/v1","kind":"Job","metadata":{"generateName":"x"},"spec":{"template":{"spec":{"containers":[{"env":[{}]}]}}}}`,
		`{"apiVersion":"v1","kind":"List","items":null}`,
		`{"apiVersion":"","kind":0}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, r := range checkRead(t, inputs.Kubernetes, text) {
			for _, field := range []string{"data", "stringData"} {
				for _, m := range r.Value.At("properties", field).Members() {
					if strings.EqualFold(r.Value.Get("kind").Text(), "Secret") && (m.Value.Text() != "" || !m.Value.Has(document.Sensitive)) {
						t.Fatalf("%s still has %s", r.ID, valueText(m.Value))
					}
				}
			}
		}
	})
}
