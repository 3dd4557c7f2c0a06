package inputs_test

import (
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestEnvironmentIsSensitive checks that the literal values of environment variables, and nothing else, are
// marked.
func TestEnvironmentIsSensitive(t *testing.T) {
	tests := []struct {
		format inputs.Format
		text   string
		want   []string
	}{
		{inputs.Kubernetes, `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [
  {name: c, env: [{name: A, value: one}, {name: B, valueFrom: {secretKeyRef: {name: s, key: k}}}]}]}}`, []string{
			"/properties/spec/containers/0/env/0/value", "/pods/0/spec/containers/0/env/0/value",
		}},
		{
			inputs.Descriptor, `{apiVersion: tipstaff/v1, kind: Pipeline, metadata: {name: p}, spec: {
  environment: [{name: A, value: one}], steps: [{name: s, environment: [{name: B, value: two}]}]}}`,
			[]string{"/properties/environment/0/value", "/properties/steps/0/environment/0/value"},
		},
	}
	for _, test := range tests {
		docs, err := document.ParseYAML([]byte(test.text), document.DefaultLimits, document.Core)
		if err != nil {
			t.Fatal(err)
		}
		resources, err := test.format.Read(inputs.File{Path: "f", Documents: docs})
		if err != nil || len(resources) != 1 {
			t.Fatalf("got %d resources, %v", len(resources), err)
		}
		var got []string
		for path, v := range resources[0].Value.All() {
			if v.Has(document.Sensitive) {
				got = append(got, path.String())
			}
		}
		if len(got) != len(test.want) {
			t.Fatalf("got %v, want %v", got, test.want)
		}
		for i := range got {
			if got[i] != test.want[i] {
				t.Errorf("got %v, want %v", got, test.want)
			}
		}
	}
}
