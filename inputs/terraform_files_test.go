package inputs_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

var terraformFormats = []inputs.Format{inputs.TerraformPlan, inputs.Terraform, inputs.Descriptor}

// writeFiles writes files below a new directory, which becomes the current one; they are given as path, text, and so on.
func writeFiles(t *testing.T, files ...string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for i := 0; i < len(files); i += 2 {
		if err := os.MkdirAll(filepath.Dir(files[i]), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(files[i], []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// readItems writes what a reader yields, one line each.
func readItems(t *testing.T, r inputs.Reader, paths ...string) []string {
	t.Helper()
	r.Formats = terraformFormats
	var lines []string
	for item := range r.Read(context.Background(), paths) {
		switch {
		case item.Err != nil:
			lines = append(lines, "error "+item.Err.Error())
		case item.Skipped != nil:
			lines = append(lines, "skipped "+item.Skipped.Path+": "+item.Skipped.Reason)
		case item.File != nil:
			lines = append(lines, fmt.Sprintf("file %s %s %d", item.File.Path, item.File.Format, item.File.Resources))
		case item.Resource.Written != nil:
			w := item.Resource.Written
			span, _ := w.Document.Span(w.Node)
			lines = append(lines, fmt.Sprintf("%s in %s, written in %s:%d", item.Resource.ID, item.Resource.File, w.File, span.Key.Line))
		default:
			lines = append(lines, fmt.Sprintf("%s in %s", item.Resource.ID, item.Resource.File))
		}
	}
	return lines
}

const (
	vaultBlock = "resource \"azurerm_key_vault\" \"v\" {\n  purge_protection_enabled = var.p\n}\n"
	flagOff    = "variable \"p\" { default = false }\n"
)

func vaultPlan(configuration string, changes ...string) string {
	return withConfiguration(strings.Join(changes, ","), configuration)
}

// TestTerraformFiles reads directories and named files.
func TestTerraformFiles(t *testing.T) {
	plannedVault := planned("azurerm_key_vault.v", `{"name":"kv","purge_protection_enabled":true}`, `{}`)
	configuredVault := `{"resources":[` + configured("azurerm_key_vault.v", `{}`) + `]}`
	inModule := `{"module_calls":{"m":{"source":"./m","module":` + configuredVault + `}}}`
	tests := []struct {
		name  string
		files []string
		read  inputs.Reader
		paths []string
		want  []string
	}{
		{
			"a directory",
			[]string{"a/v.tf", flagOff, "a/main.tf", vaultBlock, "a/x.tfvars", "p = true"},
			inputs.Reader{},
			[]string{"a"},
			[]string{"skipped a/x.tfvars: values for the Terraform files beside it", "azurerm_key_vault.v in a/main.tf", "file a/main.tf terraform 1", "file a/v.tf terraform 0"},
		},
		{"a named file", []string{"v.tf", flagOff, "main.tf", vaultBlock}, inputs.Reader{}, []string{"main.tf"}, []string{"azurerm_key_vault.v in main.tf", "file main.tf terraform 1"}},
		{
			"a plan beside",
			[]string{"main.tf", vaultBlock + "resource \"azurerm_key_vault\" \"new\" {}\n", "plan.json", vaultPlan(configuredVault, plannedVault)},
			inputs.Reader{},
			[]string{"."},
			[]string{
				"azurerm_key_vault.v in plan.json, written in main.tf:1", "file plan.json terraform-plan 1",
				"azurerm_key_vault.new in main.tf", "skipped main.tf: in part judged as plan.json shows it", "file main.tf terraform 1",
			},
		},
		{"a named plan", []string{"main.tf", vaultBlock, "plan.json", vaultPlan(configuredVault, plannedVault)}, inputs.Reader{}, []string{"plan.json"}, []string{"azurerm_key_vault.v in plan.json, written in main.tf:1", "file plan.json terraform-plan 1"}},
		{"the file before the plan", []string{"main.tf", vaultBlock, "plan.json", vaultPlan(configuredVault, plannedVault)}, inputs.Reader{}, []string{"main.tf", "plan.json"}, []string{
			"azurerm_key_vault.v in plan.json, written in main.tf:1", "file plan.json terraform-plan 1",
			"skipped main.tf: judged as plan.json shows it", "file main.tf terraform 0",
		}},
		{"instances", []string{"main.tf", vaultBlock, "plan.json", vaultPlan(configuredVault, planned(`azurerm_key_vault.v["a"]`, `{}`, `{}`), planned(`azurerm_key_vault.v["b"]`, `{}`, `{}`))}, inputs.Reader{}, []string{"plan.json"}, []string{
			`azurerm_key_vault.v["a"] in plan.json, written in main.tf:1`, `azurerm_key_vault.v["b"] in plan.json, written in main.tf:1`, "file plan.json terraform-plan 2",
		}},
		{
			"a module of a plan",
			[]string{"m/main.tf", "\n" + vaultBlock, "plan.json", vaultPlan(inModule, planned("module.m.azurerm_key_vault.v", `{}`, `{}`))},
			inputs.Reader{},
			[]string{"."},
			[]string{
				"module.m.azurerm_key_vault.v in plan.json, written in m/main.tf:2", "file plan.json terraform-plan 1",
				"skipped m/main.tf: judged as plan.json shows it", "file m/main.tf terraform 0",
			},
		},
		{"a plan that was refused", []string{"main.tf", vaultBlock, "plan.json", `{"format_version":"1.2","errored":true,"resource_changes":[]}`}, inputs.Reader{}, []string{"."}, []string{
			"error plan.json:1:35: the plan ended in an error: it does not show every resource (fix what terraform plan reports and plan again)",
			"azurerm_key_vault.v in main.tf", "file main.tf terraform 1",
		}},
		{"a call of a module", []string{"main.tf", "module \"m\" { source = \"example/m/azurerm\" }\n"}, inputs.Reader{}, []string{"."}, []string{
			"skipped main.tf#module.m: a call of a module: only a plan shows what it makes", "file main.tf terraform 0",
		}},
		{"a broken file", []string{"a.tf", "resource {", "main.tf", vaultBlock}, inputs.Reader{}, []string{"."}, []string{
			"error a.tf:1:10: unclosed configuration block (There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.)",
			"azurerm_key_vault.v in main.tf", "file main.tf terraform 1",
		}},
		{"broken values", []string{"main.tf", vaultBlock, "terraform.tfvars", "p ="}, inputs.Reader{}, []string{"main.tf"}, []string{
			"error terraform.tfvars:1:4: missing expression (Expected the start of an expression, but found the end of the file.)",
			"azurerm_key_vault.v in main.tf", "file main.tf terraform 1",
		}},
		{"a block twice", []string{"a.tf", vaultBlock, "b.tf", vaultBlock}, inputs.Reader{}, []string{"."}, []string{
			"file a.tf terraform 0", "error b.tf:1:34: azurerm_key_vault.v is there twice (a configuration has each resource once)", "file b.tf terraform 0",
		}},
		{"excluded", []string{"main.tf", vaultBlock, "b.tf", "x"}, inputs.Reader{Exclude: []string{"b.tf"}}, []string{"."}, []string{"skipped b.tf: excluded", "azurerm_key_vault.v in main.tf", "file main.tf terraform 1"}},
		{"by name of the format", []string{"infra", vaultBlock}, inputs.Reader{Format: "terraform"}, []string{"infra"}, []string{"azurerm_key_vault.v in infra", "file infra terraform 1"}},
		{"standard input", nil, inputs.Reader{Format: "terraform", Stdin: strings.NewReader(vaultBlock)}, []string{"-"}, []string{"azurerm_key_vault.v in -", "file - terraform 1"}},
		{"another format", []string{"main.tf", vaultBlock}, inputs.Reader{Format: "descriptor"}, []string{"."}, []string{"skipped main.tf: not an input format"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			writeFiles(t, tt.files...)
			if got := readItems(t, tt.read, tt.paths...); !slices.Equal(got, tt.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
		})
	}
}

func readResource(t *testing.T, id string, paths ...string) *inputs.Resource {
	t.Helper()
	r := inputs.Reader{Formats: terraformFormats}
	for item := range r.Read(context.Background(), paths) {
		if item.Err != nil {
			t.Fatal(item.Err)
		}
		if item.Resource != nil && item.Resource.ID == id {
			return item.Resource
		}
	}
	t.Fatalf("%s is not there", id)
	return nil
}

// TestTerraformCalledModule: what another module sets is unknown, wherever that module is below the directory.
func TestTerraformCalledModule(t *testing.T) {
	writeFiles(t, "m/main.tf", vaultBlock+flagOff, "root/main.tf", "module \"m\" {\n  source = \"../m\"\n  p = true\n}\n")
	r := readResource(t, "azurerm_key_vault.v", ".")
	if !r.Value.At("properties", "enablePurgeProtection").Has(document.Unknown) || !r.Partial {
		t.Errorf("got %s, partial %v", marks(r.Value), r.Partial)
	}
	r = readResource(t, "azurerm_key_vault.v", "m")
	if v := r.Value.At("properties", "enablePurgeProtection"); v.Kind() != document.Boolean || v.Bool() || r.Partial {
		t.Errorf("by itself: got %s, partial %v", marks(r.Value), r.Partial)
	}
}

// TestTerraformDefaults: what azurerm sends for what is not there, and how Terraform converts what is.
func TestTerraformDefaults(t *testing.T) {
	tests := []struct{ name, block, key, want string }{
		{"default", ``, "minimumTlsVersion", "TLS1_2"},
		{"set", `min_tls_version = "TLS1_0"`, "minimumTlsVersion", "TLS1_0"},
		{"unknown", `min_tls_version = file("x")`, "minimumTlsVersion", "?"},
		{"null", `min_tls_version = null`, "minimumTlsVersion", "TLS1_2"},
		{"number", `min_tls_version = 1`, "minimumTlsVersion", "1"},
		{"misspelt", `mim_tls_version = "TLS1_0"`, "minimumTlsVersion", "?"},
		{"misspelt, without a default", `mim_tls_version = "TLS1_0"`, "isHnsEnabled", "?"},
		{"another argument", `static_website {}`, "minimumTlsVersion", "TLS1_2"},
		{"older name", `enable_https_traffic_only = false`, "supportsHttpsTrafficOnly", "false"},
		{"text for a boolean", `https_traffic_only_enabled = "false"`, "supportsHttpsTrafficOnly", "false"},
		{"no boolean", `https_traffic_only_enabled = "no"`, "supportsHttpsTrafficOnly", "?"},
		{"text behind a transform", `public_network_access_enabled = "false"`, "publicNetworkAccess", "Disabled"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all, err := inputs.Terraform.Read(inputs.File{Path: "a.tf", Bytes: []byte("resource \"azurerm_storage_account\" \"s\" {\n" + tt.block + "\n}\n")})
			if err != nil {
				t.Fatal(err)
			}
			if got := marks(all[0].Value.At("properties", tt.key)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestTerraformFilePlaces asserts where the attributes of the example stand.
func TestTerraformFilePlaces(t *testing.T) {
	path := func(keys ...string) (p document.Path) {
		for _, k := range keys {
			p = p.Key(k)
		}
		return p
	}
	tests := []struct {
		id   string
		path document.Path
		want string // what stands there
	}{
		{"azurerm_key_vault.claims", path("properties", "enablePurgeProtection"), "purge_protection_enabled      = var.purge_protection"},
		{"azurerm_key_vault.claims", path("properties", "networkAcls", "defaultAction"), `default_action = "Deny"`},
		{"azurerm_key_vault.claims", path("name"), `name                          = "kv-${local.stem}"`},
		{"azurerm_key_vault.claims", path("type"), `resource "azurerm_key_vault" "claims" {`},
		{"azurerm_storage_account.documents", path("properties", "networkAcls", "defaultAction"), `dynamic "network_rules" {`},
		{"azurerm_storage_account.documents", path("properties", "minimumTlsVersion"), "min_tls_version                 = var.minimum_tls"},
		{"azurerm_cognitive_account.assistant", path("properties", "disableLocalAuth"), `resource "azurerm_cognitive_account" "assistant" {`},
		{"azurerm_key_vault_key.documents", path("parent"), "key_vault_id = azurerm_key_vault.claims.id"},
		{"azurerm_key_vault_key.documents", path("properties", "keyOps").Index(1), `key_opts     = ["wrapKey", "unwrapKey"]`},
		{"azurerm_monitor_diagnostic_setting.vault", path("properties", "logs").Index(0).Key("categoryGroup"), `"category_group": "audit"`},
		{"azurerm_log_analytics_workspace.claims", path("properties", "retentionInDays"), `"retention_in_days": 90`},
	}
	for _, tt := range tests {
		t.Run(tt.id+tt.path.String(), func(t *testing.T) {
			r := readResource(t, tt.id, "examples/terraform/claims")
			v, n := r.Value.Find(tt.path)
			span, ok := r.Document.Span(v.Node())
			if n != len(tt.path) || !ok {
				t.Fatalf("found %d steps, place %v", n, ok)
			}
			line := span.Start.Line
			if span.Key.Line != 0 {
				line = span.Key.Line
			}
			text, _ := r.Document.Line(line, 400)
			if !strings.Contains(text, tt.want) {
				t.Errorf("line %d is %q, want %q", line, text, tt.want)
			}
		})
	}
}

// TestTerraformFileEveryValueHasAPlace: nothing that a rule can read of the example is without a line.
func TestTerraformFileEveryValueHasAPlace(t *testing.T) {
	r := inputs.Reader{Formats: terraformFormats}
	count := 0
	for item := range r.Read(context.Background(), []string{"examples/terraform/claims"}) {
		if item.Resource == nil {
			continue
		}
		for path, v := range item.Resource.Value.All() {
			count++
			if _, ok := item.Resource.Document.Span(v.Node()); !ok {
				t.Errorf("%s%s has none", item.Resource.ID, path)
			}
		}
	}
	if count < 100 {
		t.Errorf("only %d values", count)
	}
}

// TestTerraformFileSecrets: no line with a secret is quoted.
func TestTerraformFileSecrets(t *testing.T) {
	r := readResource(t, "azurerm_key_vault_secret.index", "examples/terraform/claims")
	for line := range 120 {
		if text, _ := r.Document.Line(line, 400); strings.Contains(text, "not-a-real") {
			t.Errorf("line %d is quoted: %s", line, text)
		}
	}
}

// TestTerraformDigest: the digest follows the values of variables too.
func TestTerraformDigest(t *testing.T) {
	writeFiles(t, "a/main.tf", vaultBlock+flagOff, "a/x.auto.tfvars", "p = false")
	r := inputs.Reader{Formats: terraformFormats}
	before, ok := r.Digest(context.Background(), []string{"a"})
	if !ok || before.Files["a/main.tf"] == "" {
		t.Fatalf("got %v %v", before.Files, ok)
	}
	if err := os.WriteFile("a/x.auto.tfvars", []byte(strings.Repeat("# a comment that is longer than what is looked at of other files\n", 100)+"p = true"), 0o600); err != nil {
		t.Fatal(err)
	}
	after, ok := r.Digest(context.Background(), []string{"a"})
	if !ok || before.Sum == after.Sum {
		t.Errorf("the digest is the same, %v", ok)
	}
}

// TestTerraformSecretExpiry: the value of a secret is no argument that nobody knows.
func TestTerraformSecretExpiry(t *testing.T) {
	all, err := inputs.Terraform.Read(inputs.File{Path: "a.tf", Bytes: []byte("resource \"azurerm_key_vault_secret\" \"s\" {\n  name = \"s\"\n  value = \"not-a-real-secret\"\n}\n")})
	if err != nil {
		t.Fatal(err)
	}
	if v := all[0].Value.At("properties", "attributes", "exp"); v.Defined() || v.Has(document.Unknown) {
		t.Errorf("got %s, want nothing", marks(v))
	}
}

func FuzzTerraformFile(f *testing.F) {
	b, err := os.ReadFile("examples/terraform/claims/main.tf")
	if err != nil {
		f.Fatal(err)
	}
	f.Add("main.tf", b)
	f.Add("main.tf.json", []byte(`{"resource": {"azurerm_key_vault": {"v": {"name": "${var.x}", "network_acls": [{"default_action": "Deny"}]}}}}`))
	f.Add("main.tf", []byte("resource \"azapi_resource\" \"x\" {\n type = \"Microsoft.KeyVault/vaults@2023-07-01\"\n body = { properties = { a = file(\"x\") } }\n}\n"))
	f.Fuzz(func(t *testing.T, path string, b []byte) {
		all, err := inputs.Terraform.Read(inputs.File{Path: path, Bytes: b})
		if err != nil && (len(all) > 0 || err.Error() == "") {
			t.Fatalf("%d resources and error %q", len(all), err)
		}
		for _, r := range all {
			if r.ID == "" || r.Node == 0 || r.Value.Get("id").Text() != r.ID {
				t.Fatalf("not a whole resource: %+v", r)
			}
		}
	})
}
