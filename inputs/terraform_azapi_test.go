package inputs_test

import (
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestTerraformAzAPI: bodies of azapi resources are ARM already.
func TestTerraformAzAPI(t *testing.T) {
	tests := []struct{ name, after, unknown, kind, want string }{
		{
			"object", `{"type":"Microsoft.CognitiveServices/accounts@2024-10-01","name":"ai","location":"West Europe","parent_id":"/rg","body":{"kind":"AIServices","properties":{"disableLocalAuth":true}},"tags":{"a":"b"}}`, `{}`,
			"Microsoft.CognitiveServices/accounts", `{kind:AIServices properties:{disableLocalAuth:true} api_version:2024-10-01 tags:{a:b} location:westeurope}`,
		},
		{
			"text", `{"type":"Microsoft.KeyVault/vaults@2023-07-01","name":"kv","body":"{\"properties\":{\"sku\":{\"name\":\"premium\"}}}"}`, `{}`,
			"Microsoft.KeyVault/vaults", `{properties:{sku:{name:premium}} api_version:2023-07-01}`,
		},
		{
			"unknown in the body", `{"type":"Microsoft.KeyVault/vaults@2023-07-01","name":"kv","body":{"properties":{}}}`, `{"body":{"properties":{"tenantId":true}}}`,
			"Microsoft.KeyVault/vaults", `{properties:{tenantId:?} api_version:2023-07-01}`,
		},
		{
			"unknown body", `{"type":"Microsoft.KeyVault/vaults@2023-07-01","name":"kv"}`, `{"body":true}`,
			"Microsoft.KeyVault/vaults", `{properties:? api_version:2023-07-01}`,
		},
		{
			"no body", `{"type":"Microsoft.KeyVault/vaults@2023-07-01","name":"kv","body":null}`, `{}`,
			"Microsoft.KeyVault/vaults", `{api_version:2023-07-01 properties:{}}`,
		},
		{
			"child", `{"type":"Microsoft.KeyVault/vaults/keys@2023-07-01","name":"k","parent_id":"/kv","body":{}}`, `{}`,
			"Microsoft.KeyVault/vaults/keys", `{api_version:2023-07-01 parent:/kv properties:{}}`,
		},
		{
			"secret", `{"type":"Microsoft.KeyVault/vaults/secrets@2023-07-01","name":"s","body":{"properties":{"value":"hidden","contentType":"x"}}}`, `{}`,
			"Microsoft.KeyVault/vaults/secrets", `{properties:{contentType:x} api_version:2023-07-01}`,
		},
		{
			"extension", `{"type":"Microsoft.Insights/diagnosticSettings@2021-05-01-preview","name":"d","parent_id":"/kv","body":{}}`, `{}`,
			"Microsoft.Insights/diagnosticSettings", `{api_version:2021-05-01-preview scope:/kv properties:{}}`,
		},
		{
			"identity", `{"type":"Microsoft.Search/searchServices@2025-05-01","name":"s","identity":[{"type":"SystemAssigned","identity_ids":[]}],"body":{"identity":{"type":"None"}}}`, `{}`,
			"Microsoft.Search/searchServices", `{identity:{type:SystemAssigned} api_version:2025-05-01 properties:{}}`,
		},
		{
			"broken text", `{"type":"Microsoft.KeyVault/vaults@2023-07-01","name":"kv","body":"{"}`, `{}`,
			"azapi_resource", `{properties:{type:Microsoft.KeyVault/vaults@2023-07-01 name:kv body:{}}`,
		},
		{"unknown type", `{"name":"kv","body":{}}`, `{"type":true}`, "azapi_resource", `{properties:{name:kv body:{} type:?}}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all, err := readPlan([]byte(withConfiguration(planned("azapi_resource.x", tt.after, tt.unknown), `{}`)))
			if err != nil {
				t.Fatal(err)
			}
			r := all[0]
			var rest []document.Member
			for _, m := range r.Value.Members() {
				if key := m.Key.Text(); key != "type" && key != "id" && key != "name" {
					rest = append(rest, m)
				}
			}
			if got := marks(document.ObjectValue(rest...)); r.Type != tt.kind || got != tt.want {
				t.Errorf("got %s %s, want %s %s", r.Type, got, tt.kind, tt.want)
			}
			for path, v := range r.Value.All() {
				if _, ok := r.Document.Span(v.Node()); !ok {
					t.Errorf("%s has no place", path)
				}
			}
		})
	}
}
