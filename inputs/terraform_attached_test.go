package inputs_test

import (
	"context"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

const mirror = "examples/terraform/mirror/plan.json"

// TestTerraformAttached: what other resources set on a bucket stands with the bucket.
func TestTerraformAttached(t *testing.T) {
	const block, versions = "aws_s3_bucket_public_access_block.", "aws_s3_bucket_versioning."
	bucket := planned("aws_s3_bucket.b", `{"bucket":"models"}`, unknownID) + ","
	other := planned("aws_s3_bucket.c", `{"bucket":"logs"}`, unknownID) + ","
	byReference := func(to ...string) string {
		return `{"resources":[` + configured(block+"p", `{"bucket":`+refersTo(to...)+`}`) + `]}`
	}
	tests := []struct{ name, plan, want string }{
		{"by id", withConfiguration(bucket+planned(block+"p", `{"x":1}`, `{"bucket":true}`), byReference("aws_s3_bucket.b.id", "aws_s3_bucket.b")), `{public_access_block:{x:1 bucket:aws_s3_bucket.b}}`},
		{"by another attribute", withConfiguration(bucket+planned(block+"p", `{"x":1}`, `{"bucket":true}`), byReference("aws_s3_bucket.b.bucket", "aws_s3_bucket.b")), `{public_access_block:{x:1 bucket:?}}`},
		{"by name", withConfiguration(bucket+other+planned(block+"p", `{"bucket":"models"}`, `{}`), `{}`), `{public_access_block:{bucket:models}}`},
		{"of another bucket", withConfiguration(bucket+other+planned(block+"p", `{"bucket":"logs"}`, `{}`), `{}`), ``},
		{"of no bucket here", withConfiguration(bucket+planned(block+"p", `{"bucket":"else"}`, `{}`), `{}`), ``},
		{"cannot be told", withConfiguration(bucket+planned(block+"p", `{"x":1}`, `{"bucket":true}`), byReference("var.bucket")), `{public_access_block:?}`},
		{"twice", withConfiguration(bucket+planned(block+"p", `{"bucket":"models"}`, `{}`)+","+planned(block+"q", `{"bucket":"models"}`, `{}`), `{}`), `{public_access_block:?}`},
		{"two", withConfiguration(bucket+planned(block+"p", `{"bucket":"models"}`, `{}`)+","+planned(versions+"v", `{"bucket":"models"}`, `{}`), `{}`), `{public_access_block:{bucket:models} versioning:{bucket:models}}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all, err := readPlan([]byte(tt.plan))
			if err != nil {
				t.Fatal(err)
			}
			got := marks(all[0].Value.At("properties", "attached"))
			if !all[0].Value.At("properties", "attached").Defined() {
				got = ""
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if last := all[len(all)-1]; !strings.HasPrefix(last.Type, "aws_s3_bucket_") {
				t.Errorf("the part is gone: %s", last.ID)
			}
		})
	}
}

// TestTerraformAttachedMany: members of a bucket are a list.
func TestTerraformAttachedMany(t *testing.T) {
	member := func(name string) string {
		return planned("google_storage_bucket_iam_member."+name, `{"bucket":"b","member":"`+name+`"}`, `{}`)
	}
	all, err := readPlan([]byte(withConfiguration(planned("google_storage_bucket.b", `{"name":"b"}`, `{}`)+","+member("x")+","+member("y"), `{}`)))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := marks(all[0].Value.At("properties", "attached")), `{iam_members:[{bucket:b member:x} {bucket:b member:y}]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTerraformPolicies(t *testing.T) {
	tests := []struct{ name, policy, unknown, want string }{
		{"lists", `"{\"Statement\":[{\"Action\":[\"a\",\"b\"],\"Resource\":[\"*\"],\"Principal\":{\"AWS\":[\"x\"]}}]}"`, `{}`, `{Statement:[{Action:[a b] Resource:[*] Principal:{AWS:[x]}}]}`},
		{"single", `"{\"Statement\":{\"Action\":\"*\",\"NotResource\":\"r\",\"Principal\":\"*\"}}"`, `{}`, `{Statement:[{Action:[*] NotResource:[r] Principal:{AWS:[*]}}]}`},
		{"no JSON", `"{"`, `{}`, `?`},
		{"no object", `"[]"`, `{}`, `?`},
		{"no text", `7`, `{}`, `?`},
		{"key twice", `"{\"Statement\":[],\"Statement\":[]}"`, `{}`, `?`},
		{"unknown", `null`, `{"policy":true}`, `?`},
		{"not set", `null`, `{}`, ``},
		{"empty", `""`, `{}`, ``},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all, err := readPlan([]byte(withConfiguration(planned("aws_iam_policy.p", `{"policy":`+tt.policy+`}`, tt.unknown), `{}`)))
			if err != nil {
				t.Fatal(err)
			}
			v := all[0].Value.At("properties", "policy_document")
			got := marks(v)
			if !v.Defined() && !v.Has(document.Unknown) {
				got = ""
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestTerraformMirrorFitsSchemas: every attribute of the AWS and Google example is in the schema of its type, and
// has a place.
func TestTerraformMirrorFitsSchemas(t *testing.T) {
	count := 0
	for _, r := range readPlanFile(t, mirror) {
		schema, ok := inputs.SchemaTree(r.Type)
		if !ok {
			t.Errorf("%s has no schema", r.Type)
			continue
		}
		for path, v := range r.Value.All() {
			count++
			if _, ok := r.Document.Span(v.Node()); !ok {
				t.Errorf("%s%s has no place", r.ID, path)
			}
		}
		fits(t, r.Type, r.Value.Get("properties"), schema)
	}
	if count < 300 {
		t.Errorf("only %d values", count)
	}
}

// fits asserts that a value has only what a schema names, of the kinds that it names.
func fits(t *testing.T, at string, v document.Value, schema map[string]any) {
	t.Helper()
	kinds := map[document.Kind]string{document.String: "string", document.Boolean: "boolean", document.Array: "array", document.Object: "object"}
	if want, kind := schema["type"], kinds[v.Kind()]; want != nil && kind != "" && want != kind {
		t.Errorf("%s is %s, the schema says %v", at, kind, want)
	}
	properties, _ := schema["properties"].(map[string]any)
	for _, m := range v.Members() {
		below, ok := properties[m.Key.Text()].(map[string]any)
		if !ok && properties != nil {
			t.Errorf("%s.%s is not in the schema", at, m.Key.Text())
		}
		fits(t, at+"."+m.Key.Text(), m.Value, below)
	}
	items, _ := schema["items"].(map[string]any)
	for _, e := range v.Elements() {
		fits(t, at+"[]", e, items)
	}
}

// TestTerraformAttachedFiles: parts in another file of a configuration stand where the whole does.
func TestTerraformAttachedFiles(t *testing.T) {
	writeFiles(t, "a.tf", "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"models\"\n}\n",
		"b.tf", "\n\nresource \"aws_s3_bucket_versioning\" \"b\" {\n  bucket = aws_s3_bucket.b.id\n  versioning_configuration {\n    status = \"Enabled\"\n  }\n}\n",
		"c.tf", "resource \"azurerm_storage_account\" \"s\" {}\n",
		"d.tf", "\n\n\n\nresource \"azurerm_storage_account_network_rules\" \"s\" {\n  storage_account_id = azurerm_storage_account.s.id\n  default_action = \"Allow\"\n}\n")
	tests := []struct {
		id   string
		path []string
		want string
	}{
		{"aws_s3_bucket.b", []string{"properties", "attached", "versioning", "versioning_configuration"}, `[{status:Enabled}]`},
		{"azurerm_storage_account.s", []string{"properties", "networkAcls", "defaultAction"}, `Allow`},
	}
	r := inputs.Reader{Formats: terraformFormats}
	found := map[string]*inputs.Resource{}
	for item := range r.Read(context.Background(), []string{"."}) {
		if item.Resource != nil {
			found[item.Resource.ID] = item.Resource
		}
	}
	for _, tt := range tests {
		v := found[tt.id].Value.At(tt.path...)
		span, ok := found[tt.id].Document.Span(v.Node())
		if got := marks(v); got != tt.want || !ok || span.Start.Line != 1 {
			t.Errorf("%s: got %s at %v", tt.id, got, span)
		}
	}
}

// TestTerraformDefaultedArguments: what a provider fills in is unknown only if the configuration may set it.
func TestTerraformDefaultedArguments(t *testing.T) {
	const bucket = "aws_s3_bucket.b"
	unknown := `{"id":true,"logging":true,"website":true}`
	set := `{"resources":[` + configured(bucket, `{"logging":`+refersTo("var.logging")+`}`) + `]}`
	unset := `{"resources":[` + configured(bucket, `{}`) + `]}`
	tests := []struct {
		name, configuration string
		logging             bool // is unknown
	}{
		{"set", set, true}, {"not set", unset, false}, {"not in the configuration", `{}`, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all, err := readPlan([]byte(withConfiguration(planned(bucket, `{"bucket":"models"}`, unknown), tt.configuration)))
			if err != nil {
				t.Fatal(err)
			}
			properties := all[0].Value.Get("properties")
			if got := properties.Get("logging").Has(document.Unknown); got != tt.logging {
				t.Errorf("logging is unknown: %t, want %t", got, tt.logging)
			}
			if !properties.Get("website").Has(document.Unknown) {
				t.Error("website is not unknown")
			}
		})
	}
}
