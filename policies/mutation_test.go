package policies_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

// mayPass names the attributes that need not be there, with why. What is below them need not be there either, but must
// be what it should be.
var mayPass = map[string]string{
	"ai_service.ml_hbi_storage properties hbiWorkspace":                             "an absent one is false",
	"ai_service.ml_hbi_storage tags":                                                "without a label nothing is said of the data",
	"encryption.search_cmk properties encryptionWithCmk encryptionComplianceStatus": "templates do not state it",
	"key_vault.access_policy_least_privilege properties accessPolicies":             "without a list nothing is granted",
	"key_vault.cloud_key_deletion_window properties deletion_window_in_days":        "an absent one is 30 days",
	"key_vault.cloud_key_deletion_window properties destroy_scheduled_duration":     "an absent one is 30 days",
	"network.nsg_any_inbound properties securityRules":                              "without rules the defaults deny",
	"network.search_public_access properties networkRuleSet":                        "public access is disabled",
	"rbac.no_custom_owner properties permissions 0 actions":                         "without a list nothing is granted",
	"rbac.no_wildcard_data_actions properties permissions 0 dataActions":            "without a list nothing is granted",
	"supply_chain.linked_template properties templateLink":                          "without a link the template is written out, or unknown",
}

// TestMutants takes resources that rules deny and spoils each of their attributes: left out, misspelt or of another type,
// it must not make a rule pass, hold itself for not applicable, or raise an error.
func TestMutants(t *testing.T) {
	b := load(t)
	requireTag(t, b.Data)
	compiler, store := compile(t, b), inmem.NewFromObject(b.Data)
	used := map[string]bool{}
	for _, m := range b.Modules {
		types := resourceTypes(m)
		if len(types) == 0 {
			continue
		}
		r := underTest(t, m, compiler, store)
		denied, known := 0, false
		for _, resource := range insecure(t) {
			if !slices.Contains(types, resource["type"].(string)) {
				continue
			}
			known = true
			if r.denies(resource) {
				denied++
				r.survives(resource, used)
			}
		}
		if known && denied == 0 {
			t.Errorf("%s denies none of the insecure resources of %v: add one that it denies", m.Path, types)
		}
	}
	for path := range mayPass {
		if !used[path] {
			t.Errorf("%s may pass and never does", path)
		}
	}
}

// requireTag decides what the facts leave to an organisation, so that the rule about it denies something.
func requireTag(t *testing.T, data map[string]any) {
	t.Helper()
	facts, _ := data["facts"].(map[string]any)
	governance, _ := facts["governance"].(map[string]any)
	if tags, ok := governance["required_tags"].([]any); !ok || len(tags) > 0 {
		t.Fatalf("the facts require the tags %v, which is not for them to decide", governance["required_tags"])
	}
	governance["required_tags"] = []any{map[string]any{"key": "owner", "format": ".+"}}
}

func insecure(t *testing.T) []map[string]any {
	t.Helper()
	var all []map[string]any
	for _, text := range []string{insecureResources, insecureAI, insecureCloud} {
		var resources []map[string]any
		if err := json.Unmarshal([]byte(text), &resources); err != nil || len(resources) == 0 {
			t.Fatalf("no insecure resources: %v", err)
		}
		all = append(all, resources...)
	}
	return all
}

func compile(t *testing.T, b bundle.Bundle) *ast.Compiler {
	t.Helper()
	modules := map[string]*ast.Module{}
	for _, m := range b.Modules {
		if !isTest(m) {
			modules[m.Path] = m.Parsed
		}
	}
	compiler := ast.NewCompiler().WithStrict(true)
	if compiler.Compile(modules); compiler.Failed() {
		t.Fatal(compiler.Errors)
	}
	return compiler
}

func resourceTypes(m bundle.ModuleFile) []string {
	var types []string
	for _, a := range m.Parsed.Annotations {
		list, _ := a.Custom["resources"].([]any)
		for _, name := range list {
			text, _ := name.(string)
			types = append(types, text)
		}
	}
	return types
}

type ruleUnderTest struct {
	t     *testing.T
	id    string
	query rego.PreparedEvalQuery
}

func underTest(t *testing.T, m bundle.ModuleFile, compiler *ast.Compiler, store storage.Store) ruleUnderTest {
	t.Helper()
	pkg := m.Parsed.Package.Path.String()
	query, err := rego.New(rego.Compiler(compiler), rego.Store(store), rego.StrictBuiltinErrors(true),
		rego.Query("denied = count("+pkg+".deny); skipped = [1 | "+pkg+".not_applicable]")).PrepareForEval(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return ruleUnderTest{t, strings.TrimPrefix(pkg, "data."), query}
}

// denies reports whether the rule holds itself for applicable and denies. It does so with and without rule indexing,
// which must agree: the index can leave out a body that raises an error.
func (r ruleUnderTest) denies(resource any) bool {
	r.t.Helper()
	in := map[string]any{"resource": resource, "run": map[string]any{"now": "2026-01-01T00:00:00Z", "command": "check"}}
	var got [2]bool
	for i, indexing := range []bool{true, false} {
		results, err := r.query.Eval(context.Background(), rego.EvalInput(in), rego.EvalRuleIndexing(indexing))
		if err != nil || len(results) != 1 {
			r.t.Fatalf("%s: %d results, error %v for %v", r.id, len(results), err, resource)
		}
		skipped, _ := results[0].Bindings["skipped"].([]any)
		got[i] = results[0].Bindings["denied"] != json.Number("0") && len(skipped) == 0
	}
	if got[0] != got[1] {
		r.t.Errorf("%s: %t with rule indexing, %t without for %v", r.id, got[0], got[1], resource)
	}
	return got[0] && got[1]
}

func (r ruleUnderTest) survives(resource map[string]any, used map[string]bool) {
	r.t.Helper()
	for _, m := range mutants(resource) {
		if r.denies(m.root) {
			continue
		}
		if at := r.id + " " + m.path; !mayPassAt(at, m, used) {
			r.t.Errorf("%s passes %s when %s is %s", r.id, resource["name"], m.path, m.how)
		}
	}
}

func mayPassAt(attribute string, m mutant, used map[string]bool) bool {
	for path := range mayPass {
		below := strings.HasPrefix(attribute, path+" ") && !strings.HasPrefix(m.how, "made")
		if attribute == path || below {
			used[path] = true
			return true
		}
	}
	return false
}
