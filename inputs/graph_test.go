package inputs_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

const (
	graphVaultID = "/subscriptions/5a2b9c10-7d41-4c8e-9f63-0e1d2c3b4a59/resourceGroups/rg-ai/providers/Microsoft.KeyVault/vaults/kv-ai"
	graphVault   = `{"id": "` + graphVaultID + `", "name": "kv-ai", "type": "microsoft.keyvault/vaults", "location": "West Europe",
  "tags": {"hidden-link: /x": "1"}, "managedBy": "", "plan": null, "resourceGroup": "rg-ai",
  "properties": {"enablePurgeProtection": true, "networkAcls": {"defaultAction": "Deny", "ipRules": null}, "createMode": null}}`
)

func graphRead(t *testing.T, text string) ([]*inputs.Resource, error) {
	t.Helper()
	d, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
	if err != nil {
		t.Fatal(err)
	}
	return inputs.Graph.Read(inputs.File{Path: "live.json", Bytes: []byte(text), Documents: []*document.Document{d}})
}

func graphDetects(t *testing.T, text string) bool {
	t.Helper()
	d, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
	if err != nil {
		t.Fatal(err)
	}
	return inputs.Graph.Detect(d.Root)
}

func TestGraphShapes(t *testing.T) {
	tests := []struct{ name, text string }{
		{"array", `[` + graphVault + `]`},
		{"az graph query", `{"count": 1, "data": [` + graphVault + `], "skip_token": null, "total_records": 1}`},
		{"resource graph REST", `{"totalRecords": 1, "count": 1, "data": [` + graphVault + `], "facets": [], "resultTruncated": "false"}`},
		{"ARM list", `{"value": [` + graphVault + `]}`},
		{"ARM list, last page", `{"value": [` + graphVault + `], "nextLink": null}`},
		{"export", `{"Resources": [` + graphVault + `]}`},
		{"PowerShell", `{"SkipToken": null, "Data": [` + graphVault + `]}`},
		{"one", graphVault},
		{"capitals", `[{"Id": "` + graphVaultID + `", "Name": "kv-ai", "Type": "Microsoft.KeyVault/vaults", "Location": "westeurope",
			"Properties": {"enablePurgeProtection": true, "networkAcls": {"defaultAction": "Deny"}}}]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !graphDetects(t, tt.text) {
				t.Fatal("not detected")
			}
			all, err := graphRead(t, tt.text)
			if err != nil || len(all) != 1 {
				t.Fatalf("got %d resources, %v, want 1", len(all), err)
			}
			r := all[0]
			if r.ID != graphVaultID || r.Name != "kv-ai" || !strings.EqualFold(r.Type, "Microsoft.KeyVault/vaults") || !r.Observed {
				t.Errorf("got %q %q %q observed %t", r.ID, r.Name, r.Type, r.Observed)
			}
			if got := r.Value.Get("location").Text(); got != "westeurope" {
				t.Errorf("location is %q, want westeurope", got)
			}
			if got := r.Value.At("properties", "networkAcls", "defaultAction").Text(); got != "Deny" {
				t.Errorf("defaultAction is %q, want Deny", got)
			}
			for path, v := range r.Value.All() {
				if v.Kind() == document.Null {
					t.Errorf("%s is null, want it left out", path)
				}
			}
		})
	}
}

func TestGraphDetectsNothingElse(t *testing.T) {
	tests := []struct{ name, text string }{
		{"empty array", `[]`},
		{"empty list", `{"value": []}`},
		{"template", `{"contentVersion": "1.0.0.0", "resources": [{"type": "Microsoft.KeyVault/vaults", "id": "/x", "name": "a"}]}`},
		{"template resource", `[{"type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "kv"}]`},
		{"terraform state", `{"version": 4, "resources": [{"type": "azurerm_key_vault", "name": "main"}]}`},
		{"terraform plan", `{"format_version": "1.2", "resource_changes": [{"address": "azurerm_key_vault.main", "type": "azurerm_key_vault"}]}`},
		{"kubernetes list", `{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}}]}`},
		{"event", `[{"id": "/a", "type": "Microsoft.Storage.BlobCreated", "data": {}}]`},
		{"media type", `[{"id": "/a", "type": "application/json"}]`},
		{"vault secret", `{"id": "https://kv.vault.azure.net/secrets/a", "name": "a", "value": "x"}`},
		{"string", `"Microsoft.KeyVault/vaults"`},
	}
	for _, tt := range tests {
		if graphDetects(t, tt.text) {
			t.Errorf("%s: detected", tt.name)
		}
	}
	if !graphDetects(t, `{"count": 0, "data": [], "skip_token": null, "total_records": 0}`) {
		t.Error("a query without result is not detected")
	}
}

func TestGraphErrors(t *testing.T) {
	tests := []struct{ name, text, reason, at string }{
		{"next page", `{"value": [` + graphVault + `], "nextLink": "https://management.azure.com/x"}`, "only one page", `"https://management`},
		{"skip token", `{"data": [` + graphVault + `], "skip_token": "abc", "count": 1, "total_records": 1}`, "only one page", `"abc"`},
		{"$skipToken", `{"data": [` + graphVault + `], "$skipToken": "abc"}`, "only one page", `"abc"`},
		{"truncated", `{"data": [` + graphVault + `], "resultTruncated": "true"}`, "truncated", `"true"}`},
		{"too few", `{"data": [` + graphVault + `], "skip_token": null, "total_records": 1200}`, "1 of 1200", `1200`},
		{"row without id", `[` + graphVault + `, {"name": "x"}]`, "not an Azure resource", `{"name": "x"`},
		{"row without type", `[` + graphVault + `, {"id": "/x", "name": "x", "properties": {}}]`, "not an Azure resource", `{"id": "/x"`},
		{"twice", `[` + graphVault + `, {"type": "A.b/c", "id": "` + strings.ToUpper(graphVaultID) + `", "properties": {}}]`, "there twice", `{"type": "A.b/c"`},
		{"properties twice", `[{"id": "/x", "type": "A.b/c", "properties": {}, "Properties": {"a": 1}}]`, "there twice", `"Properties"`},
		{"properties not an object", `[{"id": "/x", "type": "A.b/c", "properties": "{}"}]`, "must be an object", `"{}"`},
		{"flattened storage account", `{"accessTier": "Hot", "id": "/subscriptions/s/x", "type": "Microsoft.Storage/storageAccounts", "name": "st",
			"allowBlobPublicAccess": true}`, "flattened", `"Hot"`},
		{
			"flattened role without scope", `[{"id": "/x", "type": "Microsoft.Authorization/roleAssignments", "name": "x", "principalId": "p"}]`,
			"flattened", `"p"`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !graphDetects(t, tt.text) {
				t.Error("not detected")
			}
			all, err := graphRead(t, tt.text)
			var e *inputs.Error
			if !errors.As(err, &e) {
				t.Fatalf("got %d resources and %v, want an error", len(all), err)
			}
			if !strings.Contains(e.Reason, tt.reason) {
				t.Errorf("got %q, want something with %q", e.Reason, tt.reason)
			}
			checkPlace(t, tt.text, e, tt.at)
		})
	}
}

// checkPlace compares where an error points with where a piece of text stands, or its key if that is a key.
func checkPlace(t *testing.T, text string, e *inputs.Error, at string) {
	t.Helper()
	span, ok := e.Document.Span(e.Node)
	if !ok {
		t.Fatal("the error has no place")
	}
	i := strings.Index(text, at)
	line := 1 + strings.Count(text[:i], "\n")
	column := i - strings.LastIndex(text[:i], "\n")
	if want := (document.Position{Line: line, Column: column}); span.Start != want && span.Key != want {
		t.Errorf("got %v (key %v), want %v", span.Start, span.Key, want)
	}
}

func TestGraphWithoutProperties(t *testing.T) {
	all, err := graphRead(t, `[{"id": "/subscriptions/s/providers/A.b/c/d", "type": "A.b/c", "name": "d", "properties": null, "createdTime": "2026-01-01"}]`)
	if err != nil {
		t.Fatal(err)
	}
	if v := all[0].Value.Get("properties"); !v.Has(document.Unknown) {
		t.Errorf("properties are %v, want unknown", v.Kind())
	}
}

func TestGraphDropsSecrets(t *testing.T) {
	all, err := graphRead(t, `[{"id": "`+graphVaultID+`/secrets/s", "type": "microsoft.keyvault/vaults/secrets", "name": "kv-ai/s",
		"properties": {"Value": "hunter2", "attributes": {"exp": 1}}}]`)
	if err != nil {
		t.Fatal(err)
	}
	for path, v := range all[0].Value.All() {
		if v.Text() == "hunter2" {
			t.Errorf("the secret stands in %s", path)
		}
	}
	if all[0].Name != "s" || all[0].Value.At("properties", "attributes", "exp").Text() != "1" {
		t.Errorf("got name %q, want s, with its attributes", all[0].Name)
	}
}

func TestGraphRelations(t *testing.T) {
	const sub = "/subscriptions/s"
	tests := []struct{ name, id, kind, properties, parent, scope string }{
		{"top level", graphVaultID, "Microsoft.KeyVault/vaults", `{"scope": "x"}`, "", ""},
		{"child", graphVaultID + "/keys/k", "Microsoft.KeyVault/vaults/keys", `{}`, graphVaultID, ""},
		{"grandchild", graphVaultID + "/keys/k/versions/1", "Microsoft.KeyVault/vaults/keys/versions", `{}`, graphVaultID + "/keys/k", ""},
		{"extension", graphVaultID + "/providers/microsoft.insights/diagnosticSettings/d", "microsoft.insights/diagnosticSettings", `{}`, "", graphVaultID},
		{"assignment on a vault", graphVaultID + "/providers/Microsoft.Authorization/roleAssignments/1", "microsoft.authorization/roleassignments", `{}`, "", graphVaultID},
		{"assignment on a subscription", sub + "/providers/Microsoft.Authorization/roleAssignments/1", "Microsoft.Authorization/roleAssignments", `{}`, "", sub},
		{
			"assignment that says where", sub + "/providers/Microsoft.Authorization/roleAssignments/1", "Microsoft.Authorization/roleAssignments",
			`{"scope": "/subscriptions/s/resourceGroups/r"}`, "", "/subscriptions/s/resourceGroups/r",
		},
		{"assignment everywhere", "/providers/Microsoft.Authorization/roleAssignments/1", "Microsoft.Authorization/roleAssignments", `{}`, "", "/"},
		{
			"assignment on a management group", "/providers/Microsoft.Management/managementGroups/m/providers/Microsoft.Authorization/roleAssignments/1",
			"Microsoft.Authorization/roleAssignments", `{}`, "", "/providers/Microsoft.Management/managementGroups/m",
		},
		{"deny assignment", sub + "/providers/Microsoft.Authorization/denyAssignments/1", "Microsoft.Authorization/denyAssignments", `{}`, "", sub},
		{
			"eligible role that says where", sub + "/providers/Microsoft.Authorization/roleEligibilityScheduleInstances/1",
			"Microsoft.Authorization/roleEligibilityScheduleInstances", `{"scope": "/subscriptions/s/resourceGroups/r"}`, "", "/subscriptions/s/resourceGroups/r",
		},
		{"group", sub + "/resourceGroups/r", "microsoft.resources/subscriptions/resourcegroups", `{}`, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all, err := graphRead(t, `[{"id": "`+tt.id+`", "type": "`+tt.kind+`", "properties": `+tt.properties+`}]`)
			if err != nil {
				t.Fatal(err)
			}
			v := all[0].Value
			if got := v.Get("parent").Text(); got != tt.parent {
				t.Errorf("parent is %q, want %q", got, tt.parent)
			}
			if got := v.Get("scope").Text(); got != tt.scope {
				t.Errorf("scope is %q, want %q", got, tt.scope)
			}
			if want := tt.id[strings.LastIndex(tt.id, "/")+1:]; all[0].Name != want {
				t.Errorf("name is %q, want %q", all[0].Name, want)
			}
		})
	}
}

const graphFlatRoles = `[
  {
    "canDelegate": null,
    "condition": null,
    "id": "/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/0c1d",
    "name": "0c1d",
    "principalId": "9f63",
    "principalName": "ml-team",
    "principalType": "Group",
    "roleDefinitionId": "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/8e3a",
    "roleDefinitionName": "Owner",
    "scope": "/subscriptions/s/resourceGroups/rg-ai",
    "type": "Microsoft.Authorization/roleAssignments"
  },
  {
    "assignableScopes": ["/subscriptions/s"],
    "id": "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/8e3a",
    "name": "8e3a",
    "permissions": [{"actions": ["*"], "condition": null, "dataActions": []}],
    "roleName": "Model Owner",
    "roleType": "CustomRole",
    "type": "Microsoft.Authorization/roleDefinitions"
  }
]`

func TestGraphRestoresRoles(t *testing.T) {
	all, err := graphRead(t, graphFlatRoles)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		resource int
		path     []string
		want     string
		line     int
	}{
		{0, []string{"properties", "principalId"}, "9f63", 7},
		{0, []string{"properties", "principalType"}, "Group", 9},
		{0, []string{"properties", "scope"}, "/subscriptions/s/resourceGroups/rg-ai", 12},
		{0, []string{"scope"}, "/subscriptions/s/resourceGroups/rg-ai", 12},
		{0, []string{"properties", "roleDefinitionName"}, "Owner", 11},
		{1, []string{"properties", "roleName"}, "Model Owner", 20},
		{1, []string{"properties", "roleType"}, "CustomRole", 21},
		{1, []string{"properties", "type"}, "CustomRole", 21},
		{1, []string{"type"}, "Microsoft.Authorization/roleDefinitions", 22},
	}
	for _, tt := range tests {
		v := all[tt.resource].Value.At(tt.path...)
		span, _ := all[tt.resource].Document.Span(v.Node())
		if v.Text() != tt.want || span.Start.Line != tt.line {
			t.Errorf("%v is %q on line %d, want %q on line %d", tt.path, v.Text(), span.Start.Line, tt.want, tt.line)
		}
	}
	if v := all[0].Value.At("properties", "condition"); v.Kind() != document.Undefined {
		t.Errorf("condition is %v, want it left out", v.Kind())
	}
	permission := all[1].Value.At("properties", "permissions").Elements()[0]
	if permission.Get("condition").Kind() != document.Undefined || permission.Get("actions").Elements()[0].Text() != "*" {
		t.Error("the permissions are not what they were")
	}
}

// TestGraphBuiltInRoles reads a real list of built-in roles, where there is one.
func TestGraphBuiltInRoles(t *testing.T) {
	shared := os.Getenv("TIPSTAFF_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	b, err := os.ReadFile(filepath.Join(shared, "data", "azure-role-definitions.json"))
	if err != nil {
		t.Skip("no list of built-in roles: set TIPSTAFF_SHARED")
	}
	all, err := graphRead(t, string(b))
	if err != nil || len(all) < 500 {
		t.Fatalf("got %d roles, %v", len(all), err)
	}
	i := slices.IndexFunc(all, func(r *inputs.Resource) bool { return r.Value.At("properties", "roleName").Text() == "Owner" })
	if i < 0 || all[i].ID != "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635" {
		t.Error("there is no Owner, or not with its id")
	}
}

func FuzzGraph(f *testing.F) {
	for _, seed := range []string{
		graphVault, `[` + graphVault + `]`, graphFlatRoles, `{"data": [` + graphVault + `], "total_records": 9}`,
		`{"value": [{"id": "/providers/", "type": "a.b/c", "properties": {}}], "nextLink": ""}`,
		`[{"id": "/", "type": "a.b/c", "name": "/", "properties": [null]}]`,
		`{"id": "/0//", "type": "./0", "name": "a/"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := document.ParseJSON(b, document.DefaultLimits, nil)
		if err != nil {
			return
		}
		detected := inputs.Graph.Detect(d.Root)
		all, err := inputs.Graph.Read(inputs.File{Path: "f.json", Bytes: b, Documents: []*document.Document{d}})
		var e *inputs.Error
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("got %T, want *inputs.Error", err)
		}
		if !detected && len(all) > 0 {
			t.Fatal("resources in what is not detected")
		}
		for _, r := range all {
			if r.ID == "" || r.Name == "" || r.Type == "" || r.Value.Get("id").Text() != r.ID || r.Node == 0 {
				t.Fatalf("unnamed resource %+v", r)
			}
		}
	})
}
