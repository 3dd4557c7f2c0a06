package engine_test

import (
	"testing"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
)

// TestRelationsOfAI checks the relations through a shared parent and through an attribute.
func TestRelationsOfAI(t *testing.T) {
	e := load(t, map[string]string{
		"filters.rego": rule("filters", "Microsoft.CognitiveServices/accounts/deployments",
			`deny contains {"message": "x"} if not _filtered
_filtered if {
	some p in input.resource.relations.rai_policies
	p.name == input.resource.properties.raiPolicyName
}`),
		"storage.rego": rule("storage", "Microsoft.MachineLearningServices/workspaces",
			`deny contains {"message": "x"} if not input.resource.relations.storage_account.properties.safe`),
	})
	const (
		deployment = `{"type": "Microsoft.CognitiveServices/accounts/deployments", "id": "d", "name": "d", "parent": "Microsoft.CognitiveServices/accounts/a", "properties": {"raiPolicyName": "p"}}`
		orphan     = `{"type": "Microsoft.CognitiveServices/accounts/deployments", "id": "d", "name": "d", "parent": "UNKNOWN", "properties": {"raiPolicyName": "p"}}`
		policy     = `{"type": "microsoft.cognitiveservices/accounts/raipolicies", "id": "p", "name": "p", "parent": "microsoft.cognitiveservices/ACCOUNTS/a", "properties": {}}`
		another    = `{"type": "Microsoft.CognitiveServices/accounts/raiPolicies", "id": "q", "name": "p", "parent": "Microsoft.CognitiveServices/accounts/b", "properties": {}}`
		somewhere  = `{"type": "Microsoft.CognitiveServices/accounts/raiPolicies", "id": "r", "name": "p", "parent": "UNKNOWN", "properties": {}}`
		workspace  = `{"type": "Microsoft.MachineLearningServices/workspaces", "id": "w", "name": "w", "properties": {"storageAccount": "Microsoft.Storage/storageAccounts/S"}}`
		unnamed    = `{"type": "Microsoft.MachineLearningServices/workspaces", "id": "w", "name": "w", "properties": {}}`
		account    = `{"type": "Microsoft.Storage/storageAccounts", "id": "microsoft.storage/storageaccounts/s", "name": "s", "properties": {"safe": true}}`
	)
	tests := []struct {
		name, rule string
		resources  []string
		want       engine.Outcome
	}{
		{"a policy of the account", "filters", []string{deployment, policy}, engine.Pass},
		{"a policy of another account", "filters", []string{deployment, another}, engine.Fail},
		{"a policy of who knows what", "filters", []string{deployment, somewhere}, engine.Unknown},
		{"no policy", "filters", []string{deployment}, engine.Unknown},
		{"an account that is not known", "filters", []string{orphan, policy}, engine.Unknown},
		{"the account of the workspace", "storage", []string{workspace, account}, engine.Pass},
		{"an account elsewhere", "storage", []string{workspace}, engine.Unknown},
		{"no account", "storage", []string{unnamed, account}, engine.Fail},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var resources []*inputs.Resource
			for _, text := range test.resources {
				resources = append(resources, in(t, "a", false, text))
			}
			judged := 0
			for _, evaluation := range check(t, e, resources...).Evaluations {
				judged++
				if evaluation.Rule != "test."+test.rule || evaluation.Outcome != test.want {
					t.Errorf("got %s of %s, want %s", evaluation.Outcome, evaluation.Rule, test.want)
				}
			}
			if judged != 1 {
				t.Errorf("%d evaluations", judged)
			}
		})
	}
}
