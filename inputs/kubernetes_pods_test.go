package inputs_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestKubernetesPods asserts what rules see of the pods of an object, and what is known of them.
func TestKubernetesPods(t *testing.T) {
	const pod = `{"containers":[{"name":"c","image":"i:1"}]}`
	tests := []struct{ name, apiVersion, kind, rest, want string }{
		{"pod", "v1", "Pod", `"spec":` + pod, `[{"metadata":{"name":"a"},"spec":` + pod + `}]`},
		{"deployment", "apps/v1", "Deployment", `"spec":{"template":{"metadata":{"labels":{"l":"m"}},"spec":` + pod + `}}`, `[{"metadata":{"labels":{"l":"m"}},"spec":` + pod + `}]`},
		{"old deployment", "extensions/v1beta1", "Deployment", `"spec":{"template":{"spec":` + pod + `}}`, `[{"spec":` + pod + `}]`},
		{"other letter case", "apps/v1", "deployment", `"spec":{"template":{"spec":` + pod + `}}`, `[{"spec":` + pod + `}]`},
		{"deployment without template", "apps/v1", "Deployment", `"spec":{}`, `[{}]`},
		{"deployment without spec", "apps/v1", "Deployment", `"status":{}`, `[{}]`},
		{"cron job", "batch/v1", "CronJob", `"spec":{"jobTemplate":{"spec":{"template":{"spec":` + pod + `}}}}`, `[{"spec":` + pod + `}]`},
		{
			"several replicas", "kubeflow.org/v1", "PyTorchJob",
			`"spec":{"pytorchReplicaSpecs":{"Master":{"template":{"spec":` + pod + `}},"Worker":{"replicas":2}}}`, `[{"spec":` + pod + `},{}]`,
		},
		{"no replicas", "kubeflow.org/v1", "TFJob", `"spec":{"tfReplicaSpecs":{}}`, `[]`},
		{"no replicas said", "kubeflow.org/v1", "TFJob", `"spec":{}`, `[{}]`},
		{"ray without workers", "ray.io/v1", "RayCluster", `"spec":{"headGroupSpec":{"template":{"spec":` + pod + `}}}`, `[{"spec":` + pod + `}]`},
		{
			"ray with workers", "ray.io/v1", "RayCluster",
			`"spec":{"headGroupSpec":{"template":{"spec":` + pod + `}},"workerGroupSpecs":[{"template":{"spec":` + pod + `}}]}`,
			`[{"spec":` + pod + `},{"spec":` + pod + `}]`,
		},
		{"runtime", "serving.kserve.io/v1alpha1", "ServingRuntime", `"spec":` + pod, `[{"spec":` + pod + `}]`},
		{"server with containers", "serving.kserve.io/v1beta1", "InferenceService", `"spec":{"predictor":` + pod + `}`, `[{"spec":` + pod + `}]`},
		{
			"model with a sidecar", "serving.kserve.io/v1beta1", "InferenceService",
			`"spec":{"predictor":{"model":{"storageUri":"s3://m","image":"i:2"},"containers":[{"name":"side","image":"s"}]}}`,
			`[{"spec":{"containers":[{"storageUri":"s3://m","image":"i:2","name":"kserve-container","args":?,"command":?,"imagePullPolicy":?,` +
				`"livenessProbe":?,"readinessProbe":?,"resources":?,"securityContext":?,"startupProbe":?},{"name":"side","image":"s"}]}}]`,
		},
		{
			"transformer", "serving.kserve.io/v1beta1", "InferenceService", `"spec":{"predictor":` + pod + `,"transformer":` + pod + `}`,
			`[{"spec":` + pod + `},{"spec":` + pod + `}]`,
		},
		{"language model by configuration", "serving.kserve.io/v1alpha1", "LLMInferenceService", `"spec":{"model":{"uri":"hf://m"}}`, `?`},
		{
			"language model", "serving.kserve.io/v1alpha1", "LLMInferenceService", `"spec":{"prefill":{"template":{"serviceAccountName":"s"}}}`,
			`[{"spec":{"serviceAccountName":"s","automountServiceAccountToken":?,"containers":?,"securityContext":?}}]`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := fmt.Sprintf(`{"apiVersion":%q,"kind":%q,"metadata":{"name":"a"},%s}`, tt.apiVersion, tt.kind, tt.rest)
			resources, err := inputs.Kubernetes.Read(parseAs(t, inputs.Kubernetes, text))
			if err != nil || len(resources) != 1 {
				t.Fatalf("got %d resources: %s", len(resources), mistakes(err))
			}
			if got := valueText(resources[0].Value.Get("pods")); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// placed returns the object in which there is v at the end of a place in the table of workloads.
func placed(place string, v any) any {
	steps := strings.Split(place, ".")
	for _, step := range slices.Backward(steps) {
		switch step = strings.TrimSuffix(step, "?"); step {
		case "":
		case "*":
			v = map[string]any{"one": v}
		default:
			v = map[string]any{step: v}
		}
	}
	return v
}

// TestKubernetesWorkloads describes a pod in every place of the table, and finds it there: with the environment
// hidden, on the line where it is written, and refused if it is of another type.
func TestKubernetesWorkloads(t *testing.T) {
	places := inputs.PodPlaces()
	if len(places) < 40 {
		t.Fatalf("the table has %d places", len(places))
	}
	for place, isSpec := range places {
		kind, at, _ := strings.Cut(place, " ")
		pod := map[string]any{"hostPID": true, "containers": []any{map[string]any{"name": "c", "env": []any{map[string]any{"name": "n", "value": "v"}}}}}
		text := func(pod any) string {
			if !isSpec {
				pod = map[string]any{"spec": pod}
			}
			object, _ := placed(at, pod).(map[string]any)
			object["metadata"], object["apiVersion"], object["kind"] = map[string]any{"name": "x"}, "v1", kind
			if group, name, ok := strings.Cut(kind, "/"); ok {
				object["apiVersion"], object["kind"] = group+"/v1", name
			}
			b, err := json.MarshalIndent(object, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		t.Run(place, func(t *testing.T) {
			whole := text(pod)
			resources, err := inputs.Kubernetes.Read(parseAs(t, inputs.Kubernetes, whole))
			if err != nil || len(resources) != 1 {
				t.Fatalf("got %d resources: %s", len(resources), mistakes(err))
			}
			r := resources[0]
			found := false
			for _, p := range r.Value.Get("pods").Elements() {
				hostPID := p.At("spec", "hostPID")
				span, ok := r.Document.Span(hostPID.Node())
				if !ok || hostPID.Kind() != document.Boolean {
					continue
				}
				env := p.At("spec", "containers").Elements()[0].Get("env").Elements()[0].Get("value")
				found = strings.Contains(strings.Split(whole, "\n")[span.Start.Line-1], `"hostPID": true`) && env.Has(document.Sensitive)
			}
			if !found {
				t.Errorf("got %s", valueText(r.Value))
			}
			broken := maps.Clone(pod)
			broken["hostPID"] = "yes"
			if _, err := inputs.Kubernetes.Read(parseAs(t, inputs.Kubernetes, text(broken))); err == nil || !strings.Contains(err.Error(), "hostPID must be a boolean") {
				t.Errorf("got %v for hostPID of another type", err)
			}
			if _, err := inputs.Kubernetes.Read(parseAs(t, inputs.Kubernetes, text("pod"))); err == nil {
				t.Error("a pod that is a string is read")
			}
		})
	}
}
