package access_test

import (
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine/access"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// plan reads resource changes of a plan: TYPE.NAME and what is known and unknown after apply.
func plan(t *testing.T, changes string) *access.Model {
	t.Helper()
	text := `{"format_version": "1.2", "complete": true, "applyable": true, "resource_changes": [` + changes + `]}`
	d, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
	if err != nil {
		t.Fatal(err)
	}
	all, err := inputs.TerraformPlan.Read(inputs.File{Path: "plan.json", Bytes: []byte(text), Documents: []*document.Document{d}})
	if err != nil {
		t.Fatal(err)
	}
	return access.NewModel(all)
}

func change(kind, name, after, unknown string) string {
	return `{"address": "` + kind + "." + name + `", "mode": "managed", "type": "` + kind + `", "name": "` + name +
		`", "change": {"actions": ["create"], "after": ` + after + `, "after_unknown": ` + unknown + `}}`
}

func TestPlan(t *testing.T) {
	roleID := sub + "/providers/Microsoft.Authorization/roleDefinitions/" + guid(1)
	role := change("azurerm_role_definition", "r", `{"name": "Writer", "scope": "`+sub+`", "permissions": [{"actions": ["*"], "not_actions": [], "data_actions": [], "not_data_actions": []}]}`, `{"id": true, "role_definition_id": true}`)
	kv := change("azurerm_key_vault", "kv", `{"name": "kv", "rbac_authorization_enabled": false}`, `{"id": true}`)
	const write = "Microsoft.KeyVault/vaults/write"
	tests := []struct {
		name, changes, action, resource string
		plane                           access.Plane
		subject                         string // "": one that is not known
		want                            access.Outcome
		reason                          string
	}{
		{"role by name at the root", role + "," + change("azurerm_role_assignment", "a", `{"scope": "/", "role_definition_name": "writer", "principal_id": "alice"}`, `{}`), write, vault, 0, "alice", access.Allowed, ""},
		{"role that is not in the plan", change("azurerm_role_assignment", "a", `{"scope": "`+sub+`", "role_definition_id": "`+roleID+`", "principal_id": "alice"}`, `{}`), write, vault, 0, "alice", access.Indeterminate, "not defined"},
		{"role known after apply", change("azurerm_role_assignment", "a", `{"scope": "`+sub+`", "principal_id": "alice"}`, `{"role_definition_id": true}`), write, vault, 0, "alice", access.Indeterminate, "role"},
		{"scope known after apply", role + "," + change("azurerm_role_assignment", "a", `{"role_definition_name": "Writer", "principal_id": "alice"}`, `{"scope": true}`), write, vault, 0, "alice", access.Indeterminate, "scope"},
		{"principal known after apply", role + "," + change("azurerm_role_assignment", "a", `{"scope": "`+sub+`", "role_definition_name": "Writer"}`, `{"principal_id": true}`), write, vault, 0, "", access.Indeterminate, "who it is is not known"},
		{"condition known after apply", role + "," + change("azurerm_role_assignment", "a", `{"scope": "`+sub+`", "role_definition_name": "Writer", "principal_id": "alice"}`, `{"condition": true}`), write, vault, 0, "alice", access.Indeterminate, "condition is not known"},
		{"actions known after apply", change("azurerm_role_definition", "r", `{"name": "Writer", "scope": "`+sub+`", "permissions": [{"actions": ["a/read", null]}]}`, `{"permissions": [{"actions": [false, true]}]}`) + "," + change("azurerm_role_assignment", "a", `{"scope": "`+sub+`", "role_definition_name": "Writer", "principal_id": "alice"}`, `{}`), write, vault, 0, "alice", access.Indeterminate, "not all actions"},
		{"a vault to come", role + "," + kv + "," + change("azurerm_role_assignment", "a", `{"scope": "`+sub+`", "role_definition_name": "Writer", "principal_id": "alice"}`, `{}`), write, "azurerm_key_vault.kv", 0, "alice", access.Indeterminate, "above the resource is not known"},
		{"another vault", role + "," + kv + "," + change("azurerm_role_assignment", "a", `{"scope": "`+rg+`/providers/Microsoft.KeyVault/vaults/other", "role_definition_name": "Writer", "principal_id": "alice"}`, `{}`), write, "azurerm_key_vault.kv", 0, "alice", access.Denied, ""},
		{"self-grant at a vault to come", role + "," + kv + "," + change("azurerm_role_assignment", "a", `{"scope": "/", "role_definition_name": "Writer", "principal_id": "alice"}`, `{}`), "Microsoft.KeyVault/vaults/secrets/getSecret/action", "azurerm_key_vault.kv", access.Data, "alice", access.CanGrant, "access policy"},
		{"policies known after apply", change("azurerm_key_vault", "kv", `{"name": "kv", "rbac_authorization_enabled": false}`, `{"access_policy": true}`), "Microsoft.KeyVault/vaults/secrets/getSecret/action", "azurerm_key_vault.kv", access.Data, "", access.Indeterminate, "not all access policies"},
		{"model known after apply", change("azurerm_key_vault", "kv", `{"name": "kv", "access_policy": [{"object_id": "alice", "secret_permissions": ["Get"]}]}`, `{"rbac_authorization_enabled": true}`), "Microsoft.KeyVault/vaults/secrets/getSecret/action", "azurerm_key_vault.kv", access.Data, "alice", access.Indeterminate, "decides by access policies is not known"},
		{"eligible", role + "," + change("azurerm_pim_eligible_role_assignment", "a", `{"scope": "`+sub+`", "role_definition_id": "`+roleID+`", "principal_id": "alice", "schedule": [{"start_date_time": "2026-11-01T00:00:00Z", "expiration": [{"duration_days": 10}]}]}`, `{}`), write, vault, 0, "alice", access.Denied, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := plan(t, tt.changes)
			q := access.Question{Plane: tt.plane, Action: tt.action, Resource: tt.resource, Time: noon}
			compareWhoCan(t, m, q)
			holders, err := m.WhoCan(q)
			if err != nil {
				t.Fatal(err)
			}
			got, reason := access.Denied, ""
			for _, h := range holders {
				if h.ID == tt.subject {
					got, reason = h.Outcome, h.Paths[0].Reason
				}
			}
			if got != tt.want || !strings.Contains(reason, tt.reason) {
				t.Errorf("got %v (%s), want %v (%s): %+v", got, reason, tt.want, tt.reason, holders)
			}
		})
	}
}
