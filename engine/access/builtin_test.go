package access_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/tipstaff/tipstaff/engine/access"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestBuiltInRoles reads a real list of built-in roles, where there is one: all conditions can be read, and
// what is known of some roles comes out.
func TestBuiltInRoles(t *testing.T) {
	shared := os.Getenv("TIPSTAFF_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	b, err := os.ReadFile(filepath.Join(shared, "data", "azure-role-definitions.json"))
	if err != nil {
		t.Skip("no list of built-in roles: set TIPSTAFF_SHARED")
	}
	d, err := document.ParseJSON(b, document.DefaultLimits, nil)
	if err != nil {
		t.Fatal(err)
	}
	roles, err := inputs.Graph.Read(inputs.File{Path: "roles.json", Bytes: b, Documents: []*document.Document{d}})
	if err != nil || len(roles) < 500 {
		t.Fatalf("got %d roles, %v", len(roles), err)
	}
	conditions := 0
	ids := map[string]string{}
	for _, r := range roles {
		ids[r.Name] = r.ID
		for _, p := range r.Value.At("properties", "permissions").Elements() {
			if text := p.Get("condition").Text(); text != "" {
				conditions++
				if _, err := access.ParseCondition(text, p.Get("conditionVersion").Text()); err != nil {
					t.Errorf("%s: %v", r.Name, err)
				}
			}
		}
	}
	if conditions < 20 {
		t.Errorf("only %d conditions", conditions)
	}
	tests := []struct {
		role, action string
		plane        access.Plane
		want         access.Outcome
	}{
		{"Cognitive Services User", "Microsoft.CognitiveServices/accounts/listKeys/action", access.Control, access.Allowed},
		{"Cognitive Services OpenAI User", "Microsoft.CognitiveServices/accounts/listKeys/action", access.Control, access.Denied},
		{"Contributor", "Microsoft.CognitiveServices/accounts/listKeys/action", access.Control, access.Allowed},
		{"Contributor", "Microsoft.KeyVault/vaults/write", access.Control, access.Allowed},
		{"Contributor", "Microsoft.Authorization/roleAssignments/write", access.Control, access.Denied},
		{"Reader", "Microsoft.KeyVault/vaults/write", access.Control, access.Denied},
		{"Owner", "Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action", access.Data, access.Denied},
		{"AzureML Data Scientist", "Microsoft.MachineLearningServices/workspaces/computes/write", access.Control, access.Ambiguous},
		{"AzureML Data Scientist", "Microsoft.MachineLearningServices/workspaces/read", access.Control, access.Ambiguous},
	}
	for _, tt := range tests {
		all := append(resources(t, object{
			"type": "Microsoft.Authorization/roleAssignments", "id": sub + "/providers/Microsoft.Authorization/roleAssignments/1",
			"properties": object{"principalId": "alice", "roleDefinitionId": ids[tt.role], "scope": sub},
		}), roles...)
		got, err := access.NewModel(all).Decide("alice", access.Question{Plane: tt.plane, Action: tt.action, Resource: rg, Time: noon})
		if err != nil || got.Outcome != tt.want {
			t.Errorf("%s on %s: got %v, %v, want %v", tt.role, tt.action, got.Outcome, err, tt.want)
		}
	}
}
