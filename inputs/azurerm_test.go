package inputs_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
)

// TestAzurermRefuses: attributes of a kind that azurerm never has there are not turned into something else.
func TestAzurermRefuses(t *testing.T) {
	tests := []struct{ name, address, after, want string }{
		{
			"text for a boolean", "azurerm_key_vault.k", `{"public_network_access_enabled":"false"}`,
			"public_network_access_enabled of azurerm_key_vault.k is string where azurerm has a boolean",
		},
		{"two blocks", "azurerm_key_vault.k", `{"network_acls":[{},{"default_action":"Deny"}]}`, "2 blocks where azurerm has one"},
		{"text for a block", "azurerm_key_vault.k", `{"network_acls":"Deny"}`, "string where azurerm has a block"},
		{"text among blocks", "azurerm_key_vault.k", `{"access_policy":["all"]}`, "azurerm has blocks"},
		{"no time", "azurerm_key_vault_secret.s", `{"expiration_date":"tomorrow"}`, "azurerm has a time"},
		{"number for a location", "azurerm_key_vault.k", `{"location":1}`, "azurerm has a string"},
		{"number for an id", "azurerm_key_vault_key.k", `{"key_vault_id":1}`, "azurerm has an id"},
		{"object for ids", "azurerm_storage_account.s", `{"identity":[{"identity_ids":{}}]}`, "azurerm has a list of ids"},
		{"numbers for ids", "azurerm_storage_account.s", `{"identity":[{"identity_ids":[1]}]}`, "azurerm has a list of ids"},
		{"number for a list", "azurerm_key_vault.k", `{"network_acls":[{"ip_rules":1}]}`, "azurerm has a list of strings"},
		{"numbers for flags", "azurerm_storage_account.s", `{"network_rules":[{"bypass":[1]}]}`, "azurerm has a list of strings"},
		{"no URL of a key", "azurerm_cognitive_account.c", `{"customer_managed_key":[{"key_vault_key_id":"key"}]}`, "azurerm has the URL of a key"},
		{"text for a rotation policy", "azurerm_key_vault_key.k", `{"rotation_policy":"P1Y"}`, "azurerm has a block"},
		{"number for a tier", "azurerm_storage_account.s", `{"account_tier":1}`, "azurerm has a string"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := readPlan([]byte(withConfiguration(planned(tt.address, tt.after, `{}`), `{}`)))
			var bad *inputs.Error
			if !errors.As(err, &bad) || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want %q", err, tt.want)
			}
			if _, ok := bad.Document.Span(bad.Node); !ok {
				t.Errorf("%v has no place", err)
			}
		})
	}
}

// TestAzurermIdentities: the ids of identities become keys, once each.
func TestAzurermIdentities(t *testing.T) {
	tests := []struct{ name, ids, unknown, sensitive, want string }{
		{"two", `["/a","/b","/a"]`, `{}`, `{}`, `{/a:{} /b:{}}`},
		{"none", `[]`, `{}`, `{}`, ``},
		{"some unknown", `["/a",null]`, `{"identity":[{"identity_ids":[false,true]}]}`, `{}`, `?`},
		{"all unknown", `null`, `{"identity":[{"identity_ids":true}]}`, `{}`, `?`},
		{"sensitive", `["/a"]`, `{}`, `{"identity":[{"identity_ids":true}]}`, `?!`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			change := planned("azurerm_search_service.s", `{"identity":[{"type":"UserAssigned","identity_ids":`+tt.ids+`}]}`, tt.unknown)
			change = strings.Replace(change, `"after_unknown"`, `"after_sensitive":`+tt.sensitive+`,"after_unknown"`, 1)
			all, err := readPlan([]byte(withConfiguration(change, `{}`)))
			if err != nil {
				t.Fatal(err)
			}
			if got := marks(all[0].Value.At("identity", "userAssignedIdentities")); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestAzurermUnknown: what is unknown inside a list or block stays unknown where ARM has it.
func TestAzurermUnknown(t *testing.T) {
	tests := []struct{ name, address, after, unknown, want string }{
		{"flags", "azurerm_storage_account.s", `{"network_rules":[{"bypass":["None",null]}]}`, `{"network_rules":[{"bypass":[false,true]}]}`, `{networkAcls:{bypass:?}}`},
		{"addresses", "azurerm_storage_account.s", `{"network_rules":[{"ip_rules":["1.2.3.4",null]}]}`, `{"network_rules":[{"ip_rules":[false,true]}]}`, `{networkAcls:{ipRules:[{value:1.2.3.4} {value:?}]}}`},
		{
			"key", "azurerm_storage_account.s", `{"customer_managed_key":[{}]}`, `{"customer_managed_key":[{"key_vault_key_id":true}]}`,
			`{encryption:{keySource:Microsoft.Keyvault keyvaultproperties:{currentVersionedKeyIdentifier:?}}}`,
		},
		{"block", "azurerm_storage_account.s", `{}`, `{"customer_managed_key":true}`, `{encryption:{keySource:? keyvaultproperties:{currentVersionedKeyIdentifier:?} identity:{userAssignedIdentity:?}}}`},
		{"one of the blocks", "azurerm_network_security_group.g", `{"security_rule":[{"name":"a"},null]}`, `{"security_rule":[{},true]}`, `{securityRules:[{name:a} ?]}`},
		{
			"kind of connection", "azurerm_private_endpoint.p", `{"private_service_connection":[{"name":"c"}]}`, `{"private_service_connection":[{"is_manual_connection":true}]}`,
			`{manualPrivateLinkServiceConnections:[{name:c}]}`,
		},
		{"rotation", "azurerm_key_vault_key.k", `{"rotation_policy":[{"notify_before_expiry":"P7D"}]}`, `{"rotation_policy":[{"automatic":true}]}`, `{rotationPolicy:{lifetimeActions:?}}`},
		{"the older name is known", "azurerm_key_vault.k", `{"enable_rbac_authorization":true}`, `{"rbac_authorization_enabled":true}`, `{enableRbacAuthorization:true enableSoftDelete:true}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all, err := readPlan([]byte(withConfiguration(planned(tt.address, tt.after, tt.unknown), `{}`)))
			if err != nil {
				t.Fatal(err)
			}
			if got := marks(all[0].Value.Get("properties")); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
