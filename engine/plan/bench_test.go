package plan_test

import (
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// vault is a resource of about 1.5 KB.
const vault = `{"resource": {"type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "kv-ai-prod",
  "location": "westeurope",
  "tags": {"environment": "production", "owner": "ml-platform@example.com", "cost-centre": "4711",
    "hidden-link:/app-insights-resource-id": "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg"},
  "properties": {
    "sku": {"family": "A", "name": "premium"},
    "tenantId": "11111111-1111-1111-1111-111111111111",
    "enabledForDeployment": false, "enabledForDiskEncryption": false, "enabledForTemplateDeployment": false,
    "enableSoftDelete": true, "softDeleteRetentionInDays": 30, "enablePurgeProtection": true,
    "enableRbacAuthorization": false, "publicNetworkAccess": "Enabled",
    "networkAcls": {"bypass": "AzureServices", "defaultAction": "Allow",
      "ipRules": [{"value": "203.0.113.0/24"}, {"value": "198.51.100.17/32"}], "virtualNetworkRules": []},
    "accessPolicies": [
      {"tenantId": "11111111-1111-1111-1111-111111111111", "objectId": "22222222-2222-2222-2222-222222222222",
        "permissions": {"keys": ["get", "list", "wrapKey", "unwrapKey"], "secrets": ["get", "Purge"], "certificates": []}},
      {"tenantId": "11111111-1111-1111-1111-111111111111", "objectId": "33333333-3333-3333-3333-333333333333",
        "permissions": {"keys": ["all"], "secrets": ["get"], "certificates": ["get", "list"]}}]}},
  "run": {"at": "2026-11-24T00:00:00Z"}}`

// vaultLibrary and vaultRules are written in the way of real rules: a library of functions, facts in data,
// iteration over nested arrays, negation, and a message with values in it.
const vaultLibrary = `package lib
is_true(x) if x == true
is_true(x) if { is_string(x); lower(x) == "true" }
present(x) if x != null
one_of_fold(x, list) if { some y in list; lower(x) == lower(y) }
`

var vaultRules = []string{
	`deny contains {"message": m, "path": ["properties", "accessPolicies", i, "permissions", kind, j]} if {
		some i, policy in input.resource.properties.accessPolicies
		some kind, granted in policy.permissions
		some j, permission in granted
		not _narrow(permission)
		m := $"{input.resource.name} grants {permission} on {kind}"
	}
	_narrow(permission) if {
		is_string(permission)
		not lib.one_of_fold(trim_space(permission), data.facts.forbidden)
	}`,
	`deny contains {"message": "public", "path": ["properties", "publicNetworkAccess"]} if {
		not lower(input.resource.properties.publicNetworkAccess) == "disabled"
		not _closed
	}
	_closed if input.resource.properties.networkAcls.defaultAction == "Deny"`,
	`deny contains {"message": "no purge protection", "path": ["properties"]} if not lib.is_true(input.resource.properties.enablePurgeProtection)`,
	`deny contains {"message": "short retention", "path": ["properties", "softDeleteRetentionInDays"]} if {
		input.resource.properties.softDeleteRetentionInDays < data.facts.retention
	}`,
	`deny contains {"message": $"{tag} is missing", "path": ["tags"]} if {
		some tag in data.facts.tags
		not input.resource.tags[tag]
	}`,
	`deny contains {"message": "wrong place", "path": ["location"]} if not input.resource.location in data.facts.locations`,
	`deny contains {"message": "no private endpoint", "path": ["properties"]} if count(_endpoints) == 0
	_endpoints contains e if some e in object.get(input.resource, ["relations", "private_endpoints"], [])`,
	`deny contains {"message": "not an owner", "path": ["tags", "owner"]} if not endswith(input.resource.tags.owner, "@example.com")`,
	`deny contains {"message": "any address", "path": ["properties", "networkAcls", "ipRules", i]} if {
		some i, r in input.resource.properties.networkAcls.ipRules
		startswith(r.value, "0.0.0.0")
	}`,
	`deny contains {"message": "not rbac", "path": ["properties", "enableRbacAuthorization"]} if not lib.is_true(input.resource.properties.enableRbacAuthorization)`,
	`deny contains {"message": "standard", "path": ["properties", "sku"]} if {
		"premium" != input.resource.properties.sku.name
		lib.present(input.resource.properties.sku.family)
	}`,
	`deny contains {"message": "bad name", "path": ["name"]} if not regex.match("^kv-[a-z]+-(dev|prod)$", input.resource.name)`,
}

// vaultFacts is base data.
const vaultFacts = `{"facts": {"forbidden": ["all", "purge"], "retention": 90, "tags": ["owner", "environment", "data-class"],
  "locations": ["westeurope", "northeurope"]}}`

func vaultModules() map[string]string {
	modules := map[string]string{"lib.rego": vaultLibrary}
	for i, r := range vaultRules {
		modules[fmt.Sprintf("r%02d.rego", i)] = fmt.Sprintf("package rules.r%02d\nimport data.lib\n%s\n", i, r)
	}
	return modules
}

// vaultQuery asks for every rule's set by name.
func vaultQuery() string {
	parts := make([]string, len(vaultRules))
	for i := range parts {
		parts[i] = fmt.Sprintf(`"r%02d": data.rules.r%02d.deny`, i, i)
	}
	return "result = {" + strings.Join(parts, ", ") + "}"
}

func parseForBench(tb testing.TB, text string, symbols *document.Symbols) document.Value {
	d, err := document.ParseJSON([]byte(text), document.DefaultLimits, symbols)
	if err != nil {
		tb.Fatal(err)
	}
	return d.Root
}

// symbolsForBench numbers every key of the input.
func symbolsForBench(tb testing.TB) *document.Symbols {
	var keys []string
	for path := range parseForBench(tb, vault, nil).All() {
		if len(path) > 0 && !path[len(path)-1].IsIndex && !slices.Contains(keys, path[len(path)-1].Key) {
			keys = append(keys, path[len(path)-1].Key)
		}
	}
	return document.NewSymbols(keys...)
}

func machineForBench(tb testing.TB, o plan.Options) *plan.Machine {
	policy, err := planOf(tb.Context(), vaultQuery(), vaultModules())
	if err != nil {
		tb.Fatal(err)
	}
	program, err := plan.Compile(policy, o)
	if err != nil {
		tb.Fatal(err)
	}
	return program.NewMachine(plan.Load(parseForBench(tb, vaultFacts, o.Symbols)))
}

// opaForBench is OPA used well: prepared once, data as terms, input as terms.
func opaForBench(tb testing.TB) rego.PreparedEvalQuery {
	facts := map[string]any{}
	if err := ast.As(ast.MustParseTerm(vaultFacts).Value, &facts); err != nil {
		tb.Fatal(err)
	}
	options := []func(*rego.Rego){
		rego.Query(vaultQuery()),
		rego.Store(inmem.NewFromObjectWithOpts(facts, inmem.OptReturnASTValuesOnRead(true))),
	}
	for name, source := range vaultModules() {
		options = append(options, rego.Module(name, source))
	}
	query, err := rego.New(options...).PrepareForEval(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return query
}

// resultsForBench are the findings of both evaluators as terms.
func resultsForBench(tb testing.TB, m *plan.Machine, q rego.PreparedEvalQuery) (ours, theirs *ast.Term) {
	got, err := m.Eval(tb.Context(), parseForBench(tb, vault, symbolsForBench(tb)))
	if err != nil {
		tb.Fatal(err)
	}
	rs, err := q.Eval(tb.Context(), rego.EvalParsedInput(ast.MustParseTerm(vault).Value))
	if err != nil || len(rs) != 1 || got.Len() != 1 {
		tb.Fatalf("%d and %d solutions, %v", len(rs), got.Len(), err)
	}
	x, err := ast.InterfaceToValue(rs[0].Bindings["result"])
	if err != nil {
		tb.Fatal(err)
	}
	ourJSON, err := ast.JSON(plan.ToTerm(got.At(0).Get("result")).Value)
	if err != nil {
		tb.Fatal(err)
	}
	y, err := ast.InterfaceToValue(ourJSON)
	if err != nil {
		tb.Fatal(err)
	}
	return ast.NewTerm(y), ast.NewTerm(x)
}

// TestBenchmarkIsFair makes sure that both sides of the benchmark find the same, and something.
func TestBenchmarkIsFair(t *testing.T) {
	for name, o := range map[string]plan.Options{"plain": {}, "strict": {Strict: true}, "reads": {Reads: true}} {
		ours, theirs := resultsForBench(t, machineForBench(t, o), opaForBench(t))
		if ours.Value.Compare(theirs.Value) != 0 {
			t.Errorf("%s:\nours   %v\ntheirs %v", name, ours, theirs)
		}
		if got := strings.Count(ours.String(), `"message"`); got != 7 {
			t.Errorf("%s: %d findings, want 7: %v", name, got, ours)
		}
	}
}

func BenchmarkResource(b *testing.B) {
	symbols := symbolsForBench(b)
	input := parseForBench(b, vault, symbols)
	for name, o := range map[string]plan.Options{
		"plan": {Symbols: symbols}, "strict": {Symbols: symbols, Strict: true}, "reads": {Symbols: symbols, Strict: true, Reads: true},
	} {
		b.Run(name, func(b *testing.B) {
			m := machineForBench(b, o)
			b.ReportAllocs()
			defer cpuPerOp(b)()
			for b.Loop() {
				if _, err := m.Eval(b.Context(), input); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("bytes", func(b *testing.B) {
		m := machineForBench(b, plan.Options{Symbols: symbols, Strict: true})
		b.ReportAllocs()
		defer cpuPerOp(b)()
		for b.Loop() {
			if _, err := m.Eval(b.Context(), parseForBench(b, vault, symbols)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("opa", func(b *testing.B) {
		query, terms := opaForBench(b), ast.MustParseTerm(vault).Value
		b.ReportAllocs()
		defer cpuPerOp(b)()
		for b.Loop() {
			if _, err := query.Eval(b.Context(), rego.EvalParsedInput(terms)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// cpuPerOp reports the processor time of an operation: on a busy machine the clock says little.
func cpuPerOp(b *testing.B) func() {
	start := cpu(b)
	return func() { b.ReportMetric(float64(cpu(b)-start)/float64(b.N), "cpu-ns/op") }
}

func cpu(b *testing.B) int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return u.Utime.Nano() + u.Stime.Nano()
}
