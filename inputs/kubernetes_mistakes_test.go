package inputs_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

func TestKubernetesMistakes(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"no name", "apiVersion: v1\nkind: Pod\nmetadata:\n  labels: {}\n", "3: Pod has no metadata.name"},
		{"no metadata", "apiVersion: v1\nkind: Pod\n", "1: Pod has no metadata.name"},
		{"name is a number", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: 7\n", "4: metadata.name must be a string, it is a number (put it in quotes)"},
		{"name is empty", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: ''\n", "4: metadata.name is empty"},
		{"name leaves its place", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: ../x\n", "4: metadata.name must not contain / or %"},
		{"namespace is a list", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: []\n", "5: metadata.namespace must be a string, it is an array"},
		{"metadata is text", "apiVersion: v1\nkind: Pod\nmetadata: a\n", "3: metadata must be an object, it is a string"},
		{"label is a number", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels:\n    b: 1\n", "6: metadata.labels.b must be a string, it is a number"},
		{"spec is a list", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n- a\n", "4: spec must be an object, it is an array"},
		{"spec of an unknown kind is a list", "apiVersion: x.io/v1\nkind: Z\nmetadata: {name: a}\nspec: []\n", "4: spec must be an object, it is an array"},
		{"containers are text", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: x\n", "5: spec.containers must be an array, it is a string"},
		{
			"boolean in quotes", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostNetwork: 'true'\n",
			"5: spec.hostNetwork must be a boolean, it is a string (write true or false without quotes)",
		},
		{
			"deep", "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n          - securityContext: {privileged: 1}\n",
			"10: spec.jobTemplate.spec.template.spec.containers[0].securityContext.privileged must be a boolean, it is a number",
		},
		{
			"secret value is a number", "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  pin: 4711\n",
			"5: stringData.pin must be a string, it is a number (put it in quotes)",
		},
		{"list without items", "apiVersion: v1\nkind: List\n", "1: a List without items"},
		{"items is an object", "apiVersion: v1\nkind: PodList\nitems: {}\n", "3: items must be an array, it is an object"},
		{"item is text", "apiVersion: v1\nkind: List\nitems:\n- a\n", "4: a Kubernetes object must be an object, it is a string"},
		{"item without kind", "apiVersion: v1\nkind: List\nitems:\n- metadata: {name: a}\n", "4: there is no apiVersion (every object and every item of a List says what it is)"},
		{"second document without kind", manifestsText + "---\napiVersion: v1\nmetadata: {name: a}\n", "42: there is no kind"},
		{"second document is text", manifestsText + "---\nhello\n", "42: a Kubernetes object must be an object, it is a string"},
		{"empty kind", "apiVersion: v1\nkind: ''\n", "2: kind is empty"},
		{"kind with group", "apiVersion: v1\nkind: apps/Deployment\n", `2: "apps/Deployment" is not a kind (the group belongs into apiVersion)`},
		{"version with two slashes", "apiVersion: a/b/c\nkind: Pod\n", `1: "a/b/c" is not an apiVersion`},
		{"version without group", "apiVersion: /v1\nkind: Pod\n", `1: "/v1" is not an apiVersion`},
		{"group without version", "apiVersion: apps/\nkind: Pod\n", `1: "apps/" is not an apiVersion`},
		{"template", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: '{{ .Release.Name }}'\n", "4: metadata.name is a template expression (render it first, as with: helm template)"},
		{
			"template in quotes", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: c\n    image: 'r/c:{{- .Values.tag }}'\n",
			"7: spec.containers[0].image is a Helm template expression (render it first, as with: helm template)",
		},
		{
			"included template", "apiVersion: x.io/v1\nkind: Z\nmetadata: {name: a}\nspec: {labels: '{{ include \"chart.labels\" . }}'}\n",
			"4: spec.labels is a Helm template expression",
		},
		{
			"described twice", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\n",
			"5: v1/Pod/a is described twice in this file (the other is at line 1; remove one of the two)",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			resources, err := inputs.Kubernetes.Read(parseAs(t, inputs.Kubernetes, tt.text))
			if got := mistakes(err); !strings.HasPrefix(got, tt.want) {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if len(resources) > 0 {
				t.Errorf("got %d resources in spite of the error", len(resources))
			}
		})
	}
}

// TestKubernetesOtherTemplates reads expressions that are not for Helm: of workflows, dashboards and rules for
// alerts, and charts that are data.
func TestKubernetesOtherTemplates(t *testing.T) {
	const text = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: train-}
spec: {templates: [{container: {image: "r/c:{{workflow.parameters.tag}}"}}]}
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: a}
spec: {summary: "{{ $labels.pod }} is at {{ printf \"%.2f\" $value }}"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: charts}
data: {deployment.yaml: "image: {{ .Values.image }}"}
`
	resources, err := inputs.Kubernetes.Read(parseAs(t, inputs.Kubernetes, text))
	if err != nil || len(resources) != 3 {
		t.Errorf("got %d resources: %s", len(resources), mistakes(err))
	}
}

// TestKubernetesReportsAll finds what is wrong with every object of a file.
func TestKubernetesReportsAll(t *testing.T) {
	text := "apiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: List\nitems:\n- a\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n- {kind: Pod}\n"
	_, err := inputs.Kubernetes.Read(parseAs(t, inputs.Kubernetes, text))
	want := "1: Pod has no metadata.name\n7: a Kubernetes object must be an object, it is a string\n" +
		"9: there is no apiVersion (every object and every item of a List says what it is)"
	if got := mistakes(err); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestKubernetesRetyped gives every attribute of the manifests another type, one at a time. None may come
// through: a rule that looks for what it knows would find nothing, and pass.
func TestKubernetesRetyped(t *testing.T) {
	tried := 0
	for _, doc := range parseAs(t, inputs.Kubernetes, manifestsText).Documents {
		for path, v := range doc.Root.All() {
			other := document.StringValue("x")
			if v.Kind() == document.String {
				other = document.NumberValue("7")
			}
			text := valueText(replacedAt(doc.Root, path, other))
			f := inputs.File{Path: "file"}
			mutant, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
			if err != nil {
				t.Fatal(err)
			}
			f.Documents = append(f.Documents, mutant)
			if _, err := inputs.Kubernetes.Read(f); err == nil {
				t.Errorf("%s became %s, and nobody minds", path, valueText(other))
			}
			tried++
		}
	}
	if tried < 40 {
		t.Errorf("tried %d attributes, want more", tried)
	}
}

// replacedAt returns a copy of v with another value at a path.
func replacedAt(v document.Value, path document.Path, other document.Value) document.Value {
	if len(path) == 0 {
		return other
	}
	if path[0].IsIndex {
		elements := slices.Clone(v.Elements())
		elements[path[0].Index] = replacedAt(elements[path[0].Index], path[1:], other)
		return document.ArrayValue(elements...)
	}
	members := slices.Clone(v.Members())
	for i, m := range members {
		if m.Key.Text() == path[0].Key {
			members[i].Value = replacedAt(m.Value, path[1:], other)
		}
	}
	return document.ObjectValue(members...)
}
