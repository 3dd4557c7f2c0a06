package inputs_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// planned writes one resource change; address may have modules and an index.
func planned(address, after, unknown string) string {
	module, rest := "", address
	for strings.HasPrefix(rest, "module.") {
		cut := strings.Index(rest, ".") + 1
		cut += strings.Index(rest[cut:], ".") + 1
		module, rest = module+rest[:cut], rest[cut:]
	}
	kind, name, _ := strings.Cut(rest, ".")
	name, _, _ = strings.Cut(name, "[")
	if module != "" {
		module = fmt.Sprintf(`"module_address":%q,`, strings.TrimSuffix(module, "."))
	}
	return fmt.Sprintf(`{"address":%q,%s"mode":"managed","type":%q,"name":%q,"change":{"actions":["create"],"before":null,"after":%s,"after_unknown":%s}}`,
		address, module, kind, name, after, unknown)
}

// configured writes one resource block of a configuration.
func configured(address, expressions string) string {
	kind, name, _ := strings.Cut(address, ".")
	return fmt.Sprintf(`{"address":%q,"mode":"managed","type":%q,"name":%q,"expressions":%s}`, address, kind, name, expressions)
}

func withConfiguration(changes, root string) string {
	return `{"format_version":"1.2","terraform_version":"1.14.3","resource_changes":[` + changes + `],"configuration":{"root_module":` + root + `}}`
}

const (
	vault     = "azurerm_key_vault."
	unknownID = `{"id":true}`
	unknownKV = `{"key_vault_id":true}`
)

func refersTo(references ...string) string {
	return `{"references":["` + strings.Join(references, `","`) + `"]}`
}

// TestTerraformReferences looks at what the last resource of each plan has as its parent.
func TestTerraformReferences(t *testing.T) {
	const key = "azurerm_key_vault_key.k"
	keyIn := func(references ...string) string {
		return `{"resources":[` + configured(key, `{"key_vault_id":`+refersTo(references...)+`}`) + `]}`
	}
	vaults := func(addresses ...string) string {
		var all []string
		for _, a := range addresses {
			all = append(all, planned(a, `{}`, unknownID))
		}
		return strings.Join(all, ",") + ","
	}
	tests := []struct{ name, plan, want string }{
		{"id", withConfiguration(vaults(vault+"a", vault+"b")+planned(key, `{}`, unknownKV), keyIn(vault+"b.id", vault+"b")), vault + "b"},
		{"constant index", withConfiguration(vaults(vault+"a[0]", vault+"a[1]")+planned(key, `{}`, unknownKV), keyIn(vault+"a[1].id", vault+"a[1]", vault+"a")), vault + "a[1]"},
		{"same key", withConfiguration(vaults(vault+`a["x"]`, vault+`a["y"]`)+planned(key+`["y"]`, `{}`, unknownKV), keyIn(vault+"a", "each.key")), vault + `a["y"]`},
		{"same count", withConfiguration(vaults(vault+`a[0]`, vault+`a[1]`)+planned(key+`[0]`, `{}`, unknownKV), keyIn("count.index", vault+"a")), vault + `a[0]`},
		{"other key", withConfiguration(vaults(vault+`a["x"]`, vault+`a["y"]`)+planned(key+`["z"]`, `{}`, unknownKV), keyIn(vault+"a", "each.value")), ""},
		{"splat", withConfiguration(vaults(vault+"a[0]")+planned(key, `{}`, unknownKV), keyIn(vault+"a")), ""},
		{"two resources", withConfiguration(vaults(vault+"a", vault+"b")+planned(key, `{}`, unknownKV), keyIn(vault+"a.id", vault+"a", vault+"b.id", vault+"b")), ""},
		{"two instances", withConfiguration(vaults(vault+"a[0]", vault+"a[1]")+planned(key, `{}`, unknownKV), keyIn(vault+"a[0].id", vault+"a[0]", vault+"a", vault+"a[1].id", vault+"a[1]", vault+"a")), ""},
		{"with an input", withConfiguration(vaults(vault+"a")+planned(key, `{}`, unknownKV), keyIn("var.id", vault+"a.id", vault+"a")), ""},
		{"another attribute", withConfiguration(vaults(vault+"a")+planned(key, `{}`, unknownKV), keyIn(vault+"a.vault_uri", vault+"a")), ""},
		{"data source", withConfiguration(vaults(vault+"a")+planned(key, `{}`, unknownKV), keyIn("data."+vault+"a.id", "data."+vault+"a")), ""},
		{"local", withConfiguration(vaults(vault+"a")+planned(key, `{}`, unknownKV), keyIn("local.id")), ""},
		{"not in the plan", withConfiguration(planned(key, `{}`, unknownKV), keyIn(vault+"a.id", vault+"a")), ""},
		{"no configuration", `{"format_version":"1.2","terraform_version":"1.14.3","resource_changes":[` + vaults(vault+"a") + planned(key, `{}`, unknownKV) + `]}`, ""},
		{"configuration of another shape", withConfiguration(vaults(vault+"a")+planned(key, `{}`, unknownKV), `{"resources":{"a":[]},"module_calls":[1]}`), ""},
		{"known id", withConfiguration(planned(vault+"a", `{"id":"/subscriptions/S/vaults/a"}`, `{}`)+","+planned(key, `{"key_vault_id":"/subscriptions/s/vaults/A"}`, `{}`), `{}`), vault + "a"},
		{"id of two", withConfiguration(planned(vault+"a", `{"id":"/v"}`, `{}`)+","+planned(vault+"b", `{"id":"/v"}`, `{}`)+","+planned(key, `{"key_vault_id":"/v"}`, `{}`), `{}`), "/v"},
		{"known id of nothing", withConfiguration(planned(key, `{"key_vault_id":"/v"}`, `{}`), `{}`), "/v"},
		{"input", withConfiguration(vaults(vault+"a")+planned("module.m."+key, `{}`, unknownKV), `{"module_calls":{"m":{"expressions":{"kv":`+refersTo(vault+"a.id", vault+"a")+`},"module":`+keyIn("var.kv")+`}}}`), vault + "a"},
		{"input object", withConfiguration(vaults(vault+"a")+planned("module.m."+key, `{}`, unknownKV), `{"module_calls":{"m":{"expressions":{"kv":`+refersTo(vault+"a")+`},"module":`+keyIn("var.kv.id", "var.kv")+`}}}`), vault + "a"},
		{"input by module key", withConfiguration(vaults(vault+`a["x"]`, vault+`a["y"]`)+planned(`module.m["x"].`+key, `{}`, unknownKV), `{"module_calls":{"m":{"expressions":{"kv":`+refersTo(vault+"a", "each.key")+`},"module":`+keyIn("var.kv")+`}}}`), vault + `a["x"]`},
		{"input of the root", withConfiguration(vaults(vault+"a")+planned(key, `{}`, unknownKV), keyIn("var.kv")), ""},
		{"output", withConfiguration(vaults("module.m."+vault+"a")+planned(key, `{}`, unknownKV), `{"resources":[`+configured(key, `{"key_vault_id":`+refersTo("module.m.kv", "module.m")+`}`)+`],"module_calls":{"m":{"module":{"outputs":{"kv":{"expression":`+refersTo(vault+"a.id", vault+"a")+`}}}}}}`), "module.m." + vault + "a"},
		{"output of an instance", withConfiguration(vaults(`module.m["x"].`+vault+"a", `module.m["y"].`+vault+"a")+planned(key, `{}`, unknownKV), `{"resources":[`+configured(key, `{"key_vault_id":`+refersTo(`module.m[\"y\"].kv`, `module.m[\"y\"]`, "module.m")+`}`)+`],"module_calls":{"m":{"module":{"outputs":{"kv":{"expression":`+refersTo(vault+"a.id", vault+"a")+`}}}}}}`), `module.m["y"].` + vault + "a"},
		{"output that is no id", withConfiguration(vaults("module.m."+vault+"a")+planned(key, `{}`, unknownKV), `{"resources":[`+configured(key, `{"key_vault_id":`+refersTo("module.m.kv", "module.m")+`}`)+`],"module_calls":{"m":{"module":{"outputs":{"kv":{"expression":`+refersTo(vault+"a.name", vault+"a")+`}}}}}}`), ""},
		{"circle", withConfiguration(planned("module.m."+key, `{}`, unknownKV), `{"module_calls":{"m":{"expressions":{"kv":`+refersTo("module.m.kv")+`},"module":{"resources":[`+configured(key, `{"key_vault_id":`+refersTo("var.kv")+`}`)+`],"outputs":{"kv":{"expression":`+refersTo("var.kv")+`}}}}}}`), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all, err := readPlan([]byte(tt.plan))
			if err != nil {
				t.Fatal(err)
			}
			parent := all[len(all)-1].Value.Get("parent")
			if tt.want == "" && !parent.Has(document.Unknown) || parent.Text() != tt.want {
				t.Errorf("got %q, unknown %v, want %q", parent.Text(), parent.Has(document.Unknown), tt.want)
			}
			if _, ok := all[0].Document.Span(parent.Node()); !ok {
				t.Error("the parent has no place")
			}
		})
	}
}

// TestTerraformUnset: what an unknown attribute is depends on whether the author set it.
func TestTerraformUnset(t *testing.T) {
	change := planned("azurerm_key_vault.a", `{}`, `{"rbac_authorization_enabled":true,"purge_protection_enabled":true,"network_acls":true,"access_policy":true}`)
	all, err := readPlan([]byte(withConfiguration(change, `{"resources":[`+configured("azurerm_key_vault.a", `{"purge_protection_enabled":`+refersTo("var.p")+`}`)+`]}`)))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{ // -> unknown, otherwise absent
		"enablePurgeProtection":   true,
		"enableRbacAuthorization": false,
		"networkAcls":             true, // blocks may be dynamic
		"accessPolicies":          true,
	}
	for key, unknown := range want {
		v := all[0].Value.At("properties", key)
		if key == "networkAcls" {
			v = v.Get("defaultAction")
		}
		if v.Defined() || v.Has(document.Unknown) != unknown {
			t.Errorf("%s: got unknown %v, want %v", key, v.Has(document.Unknown), unknown)
		}
	}
	all, err = readPlan([]byte(withConfiguration(change, `{}`)))
	if err != nil {
		t.Fatal(err)
	}
	if v := all[0].Value.At("properties", "enableRbacAuthorization"); !v.Has(document.Unknown) {
		t.Error("without a configuration nobody can say what was not set")
	}
}

// TestTerraformOverlays: what is merged into another resource, and what stays.
func TestTerraformOverlays(t *testing.T) {
	account := func(name, after string) string {
		return planned("azurerm_storage_account."+name, after, `{"id":true}`) + ","
	}
	rules := func(name, after, unknown string) string {
		return planned("azurerm_storage_account_network_rules."+name, after, unknown)
	}
	root := `{"resources":[` + configured("azurerm_storage_account_network_rules.r", `{"storage_account_id":`+refersTo("azurerm_storage_account.a.id", "azurerm_storage_account.a")+`}`) + `]}`
	open := `{"network_rules":[{"default_action":"Allow","ip_rules":["10.0.0.0/8"]}]}`
	const toA, deny = `{"storage_account_id":true}`, `{"default_action":"Deny"}`
	tests := []struct {
		name, plan string
		want       string // defaultAction of the account
		ids        []string
	}{
		{"merged", withConfiguration(account("a", `{}`)+rules("r", deny, toA), root), "Deny", []string{"azurerm_storage_account.a"}},
		{"wins", withConfiguration(account("a", open)+rules("r", deny, toA), root), "Deny", []string{"azurerm_storage_account.a"}},
		{"before the account", withConfiguration(rules("r", deny, toA)+","+strings.TrimSuffix(account("a", open), ","), root), "Deny", []string{"azurerm_storage_account.a"}},
		{"not in the plan", withConfiguration(account("b", open)+rules("r", deny, toA), root), "Allow", []string{"azurerm_storage_account.b", "azurerm_storage_account_network_rules.r"}},
		{"cannot be told", withConfiguration(account("a", open)+rules("x", deny, toA), root), "Allow", []string{"azurerm_storage_account.a", "azurerm_storage_account_network_rules.x"}},
		{
			"second", withConfiguration(account("a", open)+rules("r[0]", deny, toA)+","+rules("r[1]", `{"default_action":"Allow"}`, toA), root), "Deny",
			[]string{"azurerm_storage_account.a", "azurerm_storage_account_network_rules.r[1]"},
		},
		{
			"known id", withConfiguration(planned("azurerm_storage_account.a", `{"id":"/s"}`, `{}`)+","+rules("r", `{"id":"/s","storage_account_id":"/s","default_action":"Deny"}`, `{}`), `{}`), "Deny",
			[]string{"azurerm_storage_account.a"},
		},
		{
			"another type", withConfiguration(account("a", open)+planned("azurerm_key_vault.v", `{"id":"/v"}`, `{}`)+","+rules("r", `{"storage_account_id":"/v","default_action":"Deny"}`, `{}`), `{}`), "Allow",
			[]string{"azurerm_storage_account.a", "azurerm_key_vault.v", "azurerm_storage_account_network_rules.r"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all, err := readPlan([]byte(tt.plan))
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, r := range all {
				ids = append(ids, r.ID)
			}
			if strings.Join(ids, " ") != strings.Join(tt.ids, " ") {
				t.Errorf("got %v, want %v", ids, tt.ids)
			}
			acls := all[0].Value.At("properties", "networkAcls")
			if got := acls.Get("defaultAction").Text(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if tt.want == "Deny" && acls.Get("ipRules").Defined() {
				t.Error("the account's own rules are still there")
			}
		})
	}
}

func find(t *testing.T, all []*inputs.Resource, id string) *inputs.Resource {
	t.Helper()
	for _, r := range all {
		if r.ID == id {
			return r
		}
	}
	t.Fatalf("%s is not there", id)
	return nil
}
