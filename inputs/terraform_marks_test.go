package inputs_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestTerraformMarks: how after, after_unknown and after_sensitive come together. In want, ? is an unknown
// value, and ! follows a sensitive one.
func TestTerraformMarks(t *testing.T) {
	tests := []struct{ name, after, unknown, sensitive, want string }{
		{"nothing", `{"a":1}`, `{}`, `{}`, `{a:1}`},
		{"false", `{"a":1}`, `{"a":false}`, `{"a":false}`, `{a:1}`},
		{"null trees", `{"a":1}`, `null`, `false`, `{a:1}`},
		{"attribute left out", `{"a":1}`, `{"b":true}`, `{}`, `{a:1 b:?}`},
		{"attribute there", `{"a":null}`, `{"a":true}`, `{}`, `{a:?}`},
		{"in a block", `{"a":[{"b":1}]}`, `{"a":[{"c":true}]}`, `{}`, `{a:[{b:1 c:?}]}`},
		{"element", `{"a":["x",null]}`, `{"a":[false,true]}`, `{}`, `{a:[x ?]}`},
		{"more elements than shown", `{"a":["x"]}`, `{"a":[false,true]}`, `{}`, `{a:[x ?]}`},
		{"list left out", `{}`, `{"a":[true]}`, `{}`, `{a:[?]}`},
		{"object left out", `{"a":null}`, `{"a":{"b":true,"c":false}}`, `{}`, `{a:{b:?}}`},
		{"empty trees of another shape", `{"a":"x"}`, `{"a":{}}`, `{"a":[]}`, `{a:x}`},
		{"unknown of another shape", `{"a":"x"}`, `{"a":[true]}`, `{}`, `{a:?}`},
		{"sensitive", `{"a":"x"}`, `{}`, `{"a":true}`, `{a:x!}`},
		{"sensitive subtree", `{"a":{"b":["x",{"c":1}]}}`, `{}`, `{"a":true}`, `{a:{b:[x! {c:1!}!]!}!}`},
		{"sensitive element", `{"a":["x","y"]}`, `{}`, `{"a":[false,true,true]}`, `{a:[x y!]}`},
		{"sensitive of another shape", `{"a":["x"]}`, `{}`, `{"a":{"b":true}}`, `{a:[x!]!}`},
		{"whole", `{"a":"x"}`, `{}`, `true`, `{a:x!}!`},
		{"both", `{}`, `{"a":true}`, `{"a":true}`, `{a:?!}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all, err := readPlan([]byte(fmt.Sprintf(`{"format_version":"1.2","resource_changes":[{"address":"aws_x.y","mode":"managed","type":"aws_x","name":"y",`+
				`"change":{"actions":["create"],"after":%s,"after_unknown":%s,"after_sensitive":%s}}]}`, tt.after, tt.unknown, tt.sensitive)))
			if err != nil {
				t.Fatal(err)
			}
			properties := all[0].Value.Get("properties")
			if got := marks(properties); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			for path, v := range properties.All() {
				if _, ok := all[0].Document.Span(v.Node()); !ok {
					t.Errorf("%s has no place", path)
				}
			}
		})
	}
}

func marks(v document.Value) string {
	var text string
	switch {
	case v.Has(document.Unknown):
		text = "?"
	case v.Kind() == document.Array:
		var parts []string
		for _, e := range v.Elements() {
			parts = append(parts, marks(e))
		}
		text = "[" + strings.Join(parts, " ") + "]"
	case v.Kind() == document.Object:
		var parts []string
		for _, m := range v.Members() {
			parts = append(parts, m.Key.Text()+":"+marks(m.Value))
		}
		text = "{" + strings.Join(parts, " ") + "}"
	case v.Kind() == document.Boolean:
		text = fmt.Sprint(v.Bool())
	default:
		text = v.Text()
	}
	if v.Has(document.Sensitive) {
		text += "!"
	}
	return text
}

// TestTerraformSensitiveSurvives: values derived from sensitive ones are sensitive.
func TestTerraformSensitiveSurvives(t *testing.T) {
	after := `{"name":"kv","location":"West Europe","public_network_access_enabled":true,"network_acls":[{"ip_rules":["10.0.0.1"]}],"access_policy":[{"object_id":"o"}]}`
	all, err := readPlan([]byte(`{"format_version":"1.2","resource_changes":[{"address":"azurerm_key_vault.k","mode":"managed","type":"azurerm_key_vault","name":"k",` +
		`"change":{"actions":["create"],"after":` + after + `,"after_sensitive":{"name":true,"location":true,"public_network_access_enabled":true}}}],` +
		`"planned_values":{"root_module":{"resources":[{"address":"azurerm_key_vault.k","mode":"managed","values":` + after + `,` +
		`"sensitive_values":{"network_acls":[{"ip_rules":[true]}],"access_policy":true}}]}}}`))
	if err != nil {
		t.Fatal(err)
	}
	r := all[0]
	if r.Name != "k" || r.Value.Get("name").Text() != "k" {
		t.Errorf("a name that must not be printed is %q, %q; want the Terraform name", r.Name, r.Value.Get("name").Text())
	}
	for _, path := range []document.Path{
		document.Path{}.Key("location"),
		document.Path{}.Key("properties").Key("publicNetworkAccess"),
		document.Path{}.Key("properties").Key("networkAcls").Key("ipRules").Index(0).Key("value"),
		document.Path{}.Key("properties").Key("accessPolicies").Index(0).Key("objectId"),
	} {
		if v, n := r.Value.Find(path); n != len(path) || !v.Has(document.Sensitive) {
			t.Errorf("%s is there: %v, sensitive: %v", path, n == len(path), v.Has(document.Sensitive))
		}
	}
}

// TestTerraformSecretsStayInThePlan looks for every secret of the test plan in what comes out.
func TestTerraformSecretsStayInThePlan(t *testing.T) {
	b, err := os.ReadFile(terraformPlan)
	if err != nil {
		t.Fatal(err)
	}
	secrets := []string{"s3cr3t-ai-api-key", "s3cr3t-model-access-token", "tok-9c1d-plain-text-variable", "Corr3ct-h0rse", "key-in-clear", "shared-key-in-clear"}
	for _, r := range readPlanFile(t, terraformPlan) {
		for path, v := range r.Value.All() {
			for _, s := range secrets {
				if strings.Contains(v.Text(), s) && !v.Has(document.Sensitive) {
					t.Errorf("%s%s shows %q", r.ID, path, s)
				}
			}
			if strings.HasPrefix(v.Text(), "s3cr3t-") {
				t.Errorf("%s%s carries the value of a secret", r.ID, path)
			}
		}
	}
	for _, s := range secrets {
		if !bytes.Contains(b, []byte(s)) {
			t.Errorf("the plan has no %q", s)
		}
	}
}
