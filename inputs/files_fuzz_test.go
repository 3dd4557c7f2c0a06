package inputs_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
)

// FuzzReader asserts that whatever comes in, something comes out: resources with the file that held them,
// or an error. Silence would look like a pass.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{`{"thing": 1}`, "thing: 1\n---\nx: 2\n", "{\"at\": 1}\n{\"at\": 2}", "", "\xff\xfe{\x00}\x00", "PK\x03\x04", "# c\n", "{{ x }}", "kind: X\napiVersion: v1\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) { checkReader(t, table, b) })
}

// FuzzFormats asserts the same of the real formats, and that each resource can be told from others.
func FuzzFormats(f *testing.F) {
	for _, seed := range []string{
		`{"format_version":"1.2","terraform_version":"1.9.0","resource_changes":[{"address":"azurerm_key_vault.x","type":"azurerm_key_vault","name":"x","mode":"managed","change":{"actions":["create"],"before":null,"after":{"name":"kv"},"after_unknown":{"id":true}}}]}`,
		`{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","contentVersion":"1.0.0.0","resources":[{"type":"Microsoft.KeyVault/vaults","apiVersion":"2023-07-01","name":"kv","properties":{}}]}`,
		"apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {hostNetwork: yes}\n---\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: y}}\n",
		"apiVersion: tipstaff/v1\nkind: Dataset\nmetadata: {name: claims}\nspec: {classification: internal}\n",
		`[{"id":"/subscriptions/0/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv","type":"microsoft.keyvault/vaults","name":"kv","properties":{}}]`,
		"{\"timestamp\":\"2026-01-01T00:00:00Z\",\"prediction\":\"x\",\"confidence\":0.5,\"user_id\":\"u\",\"input\":\"i\"}\n{}\n",
		"2026-11-23 02:00:00,123 - audit - INFO - Data access logged: {\"user_id\": \"u1\", \"dataset\": \"claims\"}\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, r := range checkReader(t, everyFormat, b) {
			if r.Type == "" || r.ID == "" || !r.Value.Defined() {
				t.Fatalf("the resource %q of type %q is incomplete", r.ID, r.Type)
			}
		}
	})
}

// checkReader reads b as standard input.
func checkReader(t *testing.T, formats []inputs.Format, b []byte) []*inputs.Resource {
	t.Helper()
	var resources []*inputs.Resource
	read, failed := 0, 0
	r := inputs.Reader{Formats: formats, Stdin: bytes.NewReader(b)}
	for item := range r.Read(context.Background(), []string{"-"}) {
		switch {
		case item.Resource != nil && (item.Resource.File != "-" || item.Resource.Format == ""):
			t.Fatalf("the resource %q is of no file or format", item.Resource.ID)
		case item.Resource != nil:
			resources = append(resources, item.Resource)
		case item.File != nil:
			read++
		case item.Err != nil:
			failed++
		}
	}
	if read+failed == 0 {
		t.Fatal("nothing was read, and nothing says so")
	}
	return resources
}
