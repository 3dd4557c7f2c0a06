package engine_test

import (
	"testing"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
)

// in returns the resource that text describes, as if it stood in the given file.
func in(t *testing.T, file string, observed bool, text string) *inputs.Resource {
	t.Helper()
	r := resource(t, text)
	r.Value = replaceUnknown(r.Value)
	r.File, r.Observed = file, observed
	return r
}

// terraform returns the resource that text describes, as if it stood in a file of a configuration.
func terraform(t *testing.T, file, dir, text string) *inputs.Resource {
	t.Helper()
	r := in(t, file, false, text)
	r.Within, r.Format = dir, "terraform"
	return r
}

func partial(r *inputs.Resource) *inputs.Resource {
	r.Partial = true
	return r
}

func TestRelations(t *testing.T) {
	e := load(t, map[string]string{
		"logs.rego": rule("logs", "Microsoft.KeyVault/vaults", `deny contains {"message": "no logs", "path": ["relations", "diagnostic_settings"]} if not _logged
_logged if {
	some s in input.resource.relations.diagnostic_settings
	s.properties.on == true
}`),
		"endpoint.rego":  rule("endpoint", "Microsoft.KeyVault/vaults", `deny contains {"message": "no endpoint"} if count(input.resource.relations.private_endpoints) == 0`),
		"declared.rego":  rule("declared", "DatasetSample", `deny contains {"message": "x"} if count(input.resource.relations.declared) == 0`),
		"described.rego": rule("described", "Artifact", `deny contains {"message": "x"} if count(input.resource.relations.described) != 1`),
		"parent.rego":    rule("parent", "Microsoft.KeyVault/vaults/keys", `deny contains {"message": "x"} if not input.resource.relations.parent.properties.safe`),
	})
	const (
		vault    = `{"type": "Microsoft.KeyVault/vaults", "id": "Microsoft.KeyVault/vaults/v", "name": "v", "properties": {"safe": true}}`
		other    = `{"type": "Microsoft.KeyVault/vaults", "id": "Microsoft.KeyVault/vaults/w", "name": "w", "properties": {}}`
		key      = `{"type": "Microsoft.KeyVault/vaults/keys", "id": "Microsoft.KeyVault/vaults/v/keys/k", "name": "k", "parent": "microsoft.keyvault/VAULTS/v", "properties": {}}`
		setting  = `{"type": "microsoft.insights/diagnosticSettings", "id": "s", "name": "s", "scope": "MICROSOFT.KEYVAULT/vaults/v", "properties": {"on": true}}`
		open     = `{"type": "Microsoft.Insights/diagnosticSettings", "id": "s", "name": "s", "scope": "UNKNOWN", "properties": {"on": true}}`
		table    = `{"type": "DatasetSample", "id": "data/a.csv", "name": "a.csv", "properties": {}}`
		dataset  = `{"type": "Dataset", "id": "Dataset/a", "name": "a", "properties": {"samples": [7, "../data/b.csv", "../data/A.csv"]}}`
		file     = `{"type": "Artifact", "id": "m/a.onnx", "name": "a.onnx", "properties": {"digest": "sha256:aa"}}`
		byPath   = `{"type": "Model", "id": "Model/p", "name": "p", "properties": {"artifact": {"uri": "https://h/x", "files": [{"uri": 7}, {"uri": "../m/A.onnx", "digest": "sha256:AA"}]}}}`
		byDigest = `{"type": "Model", "id": "Model/d", "name": "d", "properties": {"artifact": {"uri": "https://h/x", "digest": "SHA256:AA"}}}`
		remote   = `{"type": "Model", "id": "Model/r", "name": "r", "properties": {"artifact": {"uri": "https://h/m/a.onnx"}}}`
		another  = `{"type": "Model", "id": "Model/o", "name": "o", "properties": {"artifact": {"uri": "b.onnx"}}}`
		endpoint = `{"type": "Microsoft.Network/privateEndpoints", "id": "p", "name": "p", "properties": {"privateLinkServiceConnections": [{"properties": {"privateLinkServiceId": "Microsoft.KeyVault/vaults/w"}}]}}`
	)
	const (
		written        = `{"type": "Microsoft.KeyVault/vaults", "id": "azurerm_key_vault.v", "name": "v", "properties": {}}`
		writtenSetting = `{"type": "Microsoft.Insights/diagnosticSettings", "id": "s", "name": "s", "scope": "azurerm_key_vault.v", "properties": {"on": true}}`
	)
	tests := []struct {
		name      string
		rule      string
		resources []*inputs.Resource
		want      engine.Outcome
	}{
		{"setting in the template", "logs", []*inputs.Resource{in(t, "a", false, vault), in(t, "a", false, setting)}, engine.Pass},
		{"setting in another template", "logs", []*inputs.Resource{in(t, "a", false, vault), in(t, "b", false, setting)}, engine.Pass},
		{"no setting in a template", "logs", []*inputs.Resource{in(t, "a", false, vault)}, engine.Fail},
		{"setting of who knows what", "logs", []*inputs.Resource{in(t, "a", false, vault), in(t, "a", false, open)}, engine.Unknown},
		{"the same in another template", "logs", []*inputs.Resource{in(t, "a", false, vault), in(t, "b", false, open)}, engine.Fail},
		{"settings not collected", "logs", []*inputs.Resource{in(t, "a", true, vault)}, engine.Unknown},
		{"settings collected, none of it", "logs", []*inputs.Resource{in(t, "a", true, other), in(t, "b", true, setting)}, engine.Fail},
		{"settings of a template beside a snapshot", "logs", []*inputs.Resource{in(t, "a", true, other), in(t, "b", false, setting)}, engine.Unknown},
		{"endpoint elsewhere", "endpoint", []*inputs.Resource{in(t, "a", false, vault)}, engine.Unknown},
		{"endpoint of another vault", "endpoint", []*inputs.Resource{in(t, "a", false, vault), in(t, "a", false, endpoint)}, engine.Fail},
		{"endpoint in another file", "endpoint", []*inputs.Resource{in(t, "a", false, vault), in(t, "b", false, endpoint)}, engine.Unknown},
		{"endpoint", "endpoint", []*inputs.Resource{in(t, "a", false, other), in(t, "a", false, endpoint)}, engine.Pass},
		{"no endpoint runs", "endpoint", []*inputs.Resource{in(t, "a", true, vault)}, engine.Fail},
		{"declared by a path from where it is declared", "declared", []*inputs.Resource{in(t, "data/a.csv", true, table), in(t, "about/d.yaml", false, dataset)}, engine.Pass},
		{"declared from another directory", "declared", []*inputs.Resource{in(t, "data/a.csv", true, table), in(t, "d.yaml", false, dataset)}, engine.Fail},
		{"declared nowhere", "declared", []*inputs.Resource{in(t, "data/a.csv", true, table)}, engine.Fail},
		{"parent", "parent", []*inputs.Resource{in(t, "a", false, key), in(t, "a", false, vault)}, engine.Pass},
		{"setting in another file of the configuration", "logs", []*inputs.Resource{terraform(t, "a/1.tf", "a", written), terraform(t, "a/2.tf", "a", writtenSetting)}, engine.Pass},
		{"setting in another configuration", "logs", []*inputs.Resource{terraform(t, "a/1.tf", "a", written), terraform(t, "b/2.tf", "b", writtenSetting)}, engine.Fail},
		{"setting perhaps where nobody looks", "logs", []*inputs.Resource{partial(terraform(t, "a/1.tf", "a", written))}, engine.Unknown},
		{"file by its path", "described", []*inputs.Resource{in(t, "m/a.onnx", true, file), in(t, "about/d.yaml", false, byPath)}, engine.Pass},
		{"file by its digest", "described", []*inputs.Resource{in(t, "m/a.onnx", true, file), in(t, "d.yaml", false, byDigest)}, engine.Pass},
		{"file by two models", "described", []*inputs.Resource{in(t, "m/a.onnx", true, file), in(t, "about/d.yaml", false, byPath), in(t, "d.yaml", false, byDigest)}, engine.Fail},
		{"file that nothing describes", "described", []*inputs.Resource{in(t, "m/a.onnx", true, file)}, engine.Unknown},
		{"file where no file is described", "described", []*inputs.Resource{in(t, "m/a.onnx", true, file), in(t, "d.yaml", false, remote)}, engine.Unknown},
		{"file that is not described", "described", []*inputs.Resource{in(t, "m/a.onnx", true, file), in(t, "d.yaml", false, another)}, engine.Fail},
		{"parent elsewhere", "parent", []*inputs.Resource{in(t, "a", false, key)}, engine.Unknown},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found := false
			for _, evaluation := range check(t, e, test.resources...).Evaluations {
				if evaluation.Rule != "test."+test.rule || evaluation.Resource.ID != test.resources[0].ID {
					continue
				}
				found = true
				if evaluation.Outcome != test.want {
					t.Errorf("got %s, want %s", evaluation.Outcome, test.want)
				}
			}
			if !found {
				t.Error("the rule judged nothing")
			}
		})
	}
}
