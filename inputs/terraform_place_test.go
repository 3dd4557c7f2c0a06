package inputs_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestTerraformPlaces asserts on which line of the plan attributes are found.
func TestTerraformPlaces(t *testing.T) {
	all := readPlanFile(t, terraformPlan)
	b, err := os.ReadFile(terraformPlan)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(b), "\n")
	path := func(keys ...string) (p document.Path) {
		for _, k := range keys {
			p = p.Key(k)
		}
		return p
	}
	tests := []struct {
		id   string
		path document.Path
		want string // what the line has
	}{
		{"module.vault.azurerm_key_vault.main", path("properties", "publicNetworkAccess"), `"public_network_access_enabled": false`},
		{"module.vault.azurerm_key_vault.main", path("properties", "networkAcls", "defaultAction"), `"default_action": "Deny"`},
		{"module.vault.azurerm_key_vault.main", path("properties", "networkAcls", "ipRules").Index(0).Key("value"), `"203.0.113.0/24"`},
		{"module.vault.azurerm_key_vault.main", path("properties"), `"after": {`},
		{"module.vault.azurerm_key_vault.main", path("id"), `"address": "module.vault.azurerm_key_vault.main"`},
		{"module.vault.azurerm_key_vault_key.cmk", path("parent"), `"key_vault_id": true`},
		{"module.vault.azurerm_key_vault_key.cmk", path("properties", "attributes", "exp"), `"expiration_date": "2027-11-23T00:00:00Z"`},
		{"azurerm_storage_account.training", path("properties", "networkAcls", "bypass"), `"bypass": [`},
		{"azurerm_storage_account.training", path("properties", "encryption", "keyvaultproperties", "keyname"), `"key_name": "cmk-models"`},
		{"azurerm_cognitive_account.openai", path("properties", "disableLocalAuth"), `"local_auth_enabled": false`},
		{"azurerm_monitor_diagnostic_setting.vault", path("properties", "logs").Index(0).Key("categoryGroup"), `"category_group": "audit"`},
		{"azurerm_security_center_subscription_pricing.key_vaults", path("name"), `"resource_type": "KeyVaults"`},
	}
	for _, tt := range tests {
		t.Run(tt.id+tt.path.String(), func(t *testing.T) {
			r := find(t, all, tt.id)
			v, n := r.Value.Find(tt.path)
			span, ok := r.Document.Span(v.Node())
			if n != len(tt.path) || !ok {
				t.Fatalf("found %d steps, place %v", n, ok)
			}
			line := span.Start.Line
			if span.Key.Line != 0 {
				line = span.Key.Line
			}
			if !strings.Contains(lines[line-1], tt.want) {
				t.Errorf("line %d is %q, want %q", line, lines[line-1], tt.want)
			}
		})
	}
}

// TestTerraformEveryValueHasAPlace: nothing that a rule can read is without a line in the plan.
func TestTerraformEveryValueHasAPlace(t *testing.T) {
	for _, r := range readPlanFile(t, terraformPlan) {
		for path, v := range r.Value.All() {
			if _, ok := r.Document.Span(v.Node()); !ok {
				t.Errorf("%s%s has none", r.ID, path)
			}
		}
		if _, ok := r.Document.Span(r.Node); !ok {
			t.Errorf("%s has none", r.ID)
		}
	}
}

// TestTerraformMutations changes every resource of the test plan in every place: it is still there, or the
// plan is refused.
func TestTerraformMutations(t *testing.T) {
	b, err := os.ReadFile(terraformPlan)
	if err != nil {
		t.Fatal(err)
	}
	var plan struct {
		Changes []any `json:"resource_changes"`
	}
	if err := json.Unmarshal(b, &plan); err != nil {
		t.Fatal(err)
	}
	tried, refused := 0, 0
	for _, change := range plan.Changes {
		read := func() ([]*inputs.Resource, error) {
			text, err := json.Marshal(map[string]any{"format_version": "1.2", "resource_changes": []any{change}})
			if err != nil {
				t.Fatal(err)
			}
			return readPlan(text)
		}
		whole, err := read()
		if err != nil {
			t.Fatal(err)
		}
		mutate("", change, func(what string) {
			tried++
			all, err := read()
			switch {
			case err != nil:
				refused++
			case len(all) < len(whole):
				t.Errorf("%s: %s is lost", what, whole[0].ID)
			}
		})
	}
	if tried < 5000 || refused < 500 {
		t.Errorf("tried %d mutations, %d refused", tried, refused)
	}
}

// mutate removes and retypes everything below v, one thing at a time, and calls try with each.
func mutate(path string, v any, try func(what string)) {
	switch v := v.(type) {
	case map[string]any:
		for key, old := range v {
			delete(v, key)
			try(path + "/" + key + " removed")
			for _, other := range []any{nil, "", 7, []any{}, map[string]any{}, []any{"x"}} {
				v[key] = other
				try(fmt.Sprintf("%s/%s is %v", path, key, other))
			}
			v[key] = old
			mutate(path+"/"+key, old, try)
		}
	case []any:
		for i, old := range v {
			v[i] = map[string]any{"x": nil}
			try(fmt.Sprintf("%s/%d is an object", path, i))
			v[i] = old
			mutate(fmt.Sprintf("%s/%d", path, i), old, try)
		}
	}
}

func FuzzTerraformPlan(f *testing.F) {
	b, err := os.ReadFile(terraformPlan)
	if err != nil {
		f.Fatal(err)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, b); err != nil {
		f.Fatal(err)
	}
	f.Add(compact.Bytes())
	change := planned(`module.a["x"].azurerm_key_vault_key.k[0]`, `{"name":"k"}`, `{"key_vault_id":true}`)
	f.Add([]byte(withConfiguration(change, `{"module_calls":{"a":{"expressions":{"v":{"references":["azurerm_key_vault.v.id"]}},"module":{"resources":[`+
		configured("azurerm_key_vault_key.k", `{"key_vault_id":{"references":["var.v","each.key"]}}`)+`]}}}}`)))
	f.Add([]byte(`{"format_version":"1.2","resource_changes":[],"complete":false}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := document.ParseJSON(b, document.DefaultLimits, nil)
		if err != nil {
			return
		}
		inputs.TerraformPlan.Detect(doc.Root)
		all, err := inputs.TerraformPlan.Read(inputs.File{Path: "plan.json", Bytes: b, Documents: []*document.Document{doc}})
		if err != nil && (len(all) > 0 || err.Error() == "") {
			t.Fatalf("%d resources and error %q", len(all), err)
		}
		for _, r := range all {
			if r.Type == "" || r.ID == "" || r.Name == "" || r.Node == 0 || r.Value.Get("id").Text() != r.ID {
				t.Fatalf("not a whole resource: %+v", r)
			}
		}
	})
}

func BenchmarkTerraformPlan(b *testing.B) {
	text, err := os.ReadFile(terraformPlan)
	if err != nil {
		b.Fatal(err)
	}
	doc, err := document.ParseJSON(text, document.DefaultLimits, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := inputs.TerraformPlan.Read(inputs.File{Path: "plan.json", Bytes: text, Documents: []*document.Document{doc}}); err != nil {
			b.Fatal(err)
		}
	}
}
