package report_test

import (
	"strings"

	"github.com/tipstaff/tipstaff/engine"
)

// reports are the reports that every format is tested with.
var reports = map[string]func() *engine.Report{
	"mixed":   mixed,
	"pass":    passing,
	"nothing": nothing,
	"errors":  errorsOnly,
	"hostile": func() *engine.Report { return hostile(attacks) },
}

func empty() *engine.Report {
	return &engine.Report{
		Schema: engine.SchemaV1,
		Tool:   engine.Tool{Name: "tipstaff", Version: "1.2.3", OPA: "1.22.2"},
		Run: engine.Run{
			ID: "01JD", Command: "check", Started: "2026-11-24T06:00:00Z", AsOf: "2026-11-24T06:00:00Z",
			Policy: engine.PolicyInfo{Digest: "sha256:00", Rules: 108, Source: "embedded"},
		},
		Verdict: engine.Error,
	}
}

const (
	vaults  = "Microsoft.KeyVault/vaults"
	purge   = "key_vault.purge_protection"
	network = "key_vault.public_access"
	roles   = "rbac.wildcard_role"
)

func rules() map[string]*engine.Rule {
	return map[string]*engine.Rule{
		purge: {
			ID: purge, Title: "Key vaults must have purge protection", Severity: engine.High,
			Description: "Without it, whoever deletes a vault can destroy its keys at once, and every model\nencrypted with them.\n\nA second paragraph with `code`.",
			Resources:   []string{vaults},
			Controls:    map[string][]string{"mcsb": {"DP-8"}, "nist_800_53": {"CP-9", "SC-12"}},
			Remediation: "Set properties.enablePurgeProtection to true. It cannot be turned off again.",
			References:  []string{"https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview"},
		},
		network: {
			ID: network, Title: "Key vaults must not be public", Severity: engine.Critical,
			Description: "A vault on the public network is one leaked credential away from being read.",
			Resources:   []string{vaults},
			Remediation: "Set properties.publicNetworkAccess to Disabled.",
		},
		roles: {
			ID: roles, Title: "Roles must not grant wildcard actions", Severity: engine.Medium,
			Description: "A role that allows every action cannot be reviewed.", Resources: []string{"Microsoft.Authorization/roleDefinitions"},
			Remediation: "List the actions the role needs.",
		},
	}
}

func find(rule string, o engine.Outcome, message, id string, path []any, l engine.Location) engine.Finding {
	r := rules()[rule]
	return engine.Finding{
		Rule: rule, Severity: r.Severity, Outcome: o, Message: message, Remediation: r.Remediation, Controls: r.Controls,
		Resource: engine.ResourceRef{Type: vaults, ID: id, Name: id[strings.LastIndex(id, "/")+1:]},
		Path:     path, Location: l, Fingerprint: "tipstaff/v1:" + strings.Repeat("ab", 32), Status: "new",
	}
}

func line(file string, line, column, end int, p engine.Precision, snippet string) engine.Location {
	return engine.Location{File: file, Line: line, Column: column, EndLine: line, EndColumn: end, Precision: p, Snippet: snippet}
}

// mainJSON is the file that the mixed report is about.
const mainJSON = "{\n  \"name\": \"kv-ai\",\n    \"properties\": {\n\t\"enablePurgeProtection\": false\n  }\n}\n"

func mixed() *engine.Report {
	r := empty()
	r.Verdict = engine.Error
	r.Rules = rules()
	r.Run.Inputs = []engine.Input{{Path: "infra/main.json", Format: "arm", Digest: "sha256:01", Resources: 12, Documents: 1}}
	r.Counts = engine.Counts{Resources: 15, Evaluations: 13, Pass: 7, Fail: 3, Waived: 1, Unknown: 1, Error: 1}
	path := []any{"properties", "enablePurgeProtection"}
	waived := find(purge, engine.Waived, "kv-sandbox can be purged", vaults+"/kv-sandbox", path, line("infra/sandbox.json", 7, 3, 15, engine.AtResource, `  "resources": [`))
	waived.Waiver = &engine.WaiverRef{
		Reason: "sandbox without data", Owner: "ml-platform@example.com", ApprovedBy: "security@example.com",
		Ticket: "SEC-142", Expires: "2027-01-31",
	}
	old := find(purge, engine.Fail, "kv-old can be purged", vaults+"/kv-old", path, line("infra/main.json", 120, 5, 17, engine.AtParent, `    "properties": {`))
	old.Status = "existing"
	r.Findings = []engine.Finding{
		find(purge, engine.Fail, "kv-ai can be purged", vaults+"/kv-ai", path, line("infra/main.json", 4, 27, 32, engine.AtAttribute, "\t\"enablePurgeProtection\": false")),
		find(network, engine.Fail, "kv-ai can be reached from the public network", vaults+"/kv-ai", []any{"properties", "networkAcls", "ipRules", 0}, engine.Location{File: "infra/main.json", Precision: engine.AtFile}),
		old,
		waived,
		find(roles, engine.Unknown, "the actions of the role are known after apply only", "Microsoft.Authorization/roleDefinitions/ops", []any{"properties", "permissions", 0, "actions"}, line("infra/roles.json", 9, 20, 39, engine.AtAttribute, "")),
		find(roles, engine.Error, "to_number: operand 1 must be a number", "Microsoft.Authorization/roleDefinitions/dev", nil, line("infra/roles.json", 30, 0, 0, engine.AtResource, `    { "name": "dev" },`)),
	}
	r.Coverage = engine.Coverage{
		Types:     []engine.TypeCoverage{{Type: vaults, Resources: 10, Rules: 22}, {Type: "Microsoft.Authorization/roleDefinitions", Resources: 2, Rules: 4}},
		Unmatched: []engine.TypeCoverage{{Type: "Microsoft.Web/sites", Resources: 3}},
		Vacuous:   []engine.Vacuous{{Rule: roles, Resource: "Microsoft.Authorization/roleDefinitions/ops"}},
	}
	r.Skipped = []engine.Skipped{{Path: "README.md", Reason: "not an input format"}}
	r.Errors = []engine.Failure{{
		Code: "input", Message: `the key "name" occurs twice`, Hint: "remove one of the two",
		Location: line("infra/twice.json", 3, 3, 9, engine.AtAttribute, `  "name": "b"`),
	}}
	r.Evaluations = []engine.Evaluation{{
		Rule: purge, Outcome: engine.Fail, Resource: r.Findings[0].Resource,
		Reads: []engine.Read{{Path: []any{"properties", "permissions", 0}, State: "value", Location: r.Findings[0].Location}, {State: "absent"}},
	}}
	return r
}

func passing() *engine.Report {
	r := empty()
	r.Verdict = engine.Pass
	r.Rules = rules()
	r.Counts = engine.Counts{Resources: 1, Evaluations: 22, Pass: 22}
	r.Coverage.Types = []engine.TypeCoverage{{Type: vaults, Resources: 1, Rules: 22}}
	return r
}

func nothing() *engine.Report {
	r := empty()
	for name := range strings.FieldsSeq("a b c d e f g h i j k") {
		r.Skipped = append(r.Skipped, engine.Skipped{Path: name + ".md", Reason: "not an input format"})
	}
	r.Skipped = append(r.Skipped, engine.Skipped{Path: "big.json", Reason: "larger than 64 MiB"})
	return r
}

func errorsOnly() *engine.Report {
	r := empty()
	r.Errors = []engine.Failure{
		{Code: "input", Message: "unexpected end of the file", Location: engine.Location{File: "broken.json", Line: 12, Column: 1, EndLine: 12, EndColumn: 1, Precision: engine.AtAttribute}},
		{Code: "rule", Message: "the metadata has no severity", Hint: "add custom.severity", Location: engine.Location{File: "policies/x/x.rego", Line: 8, Precision: engine.AtFile}},
		{Code: "coverage", Message: "nothing was evaluated"},
	}
	return r
}

// attacks are texts that a report must show and not obey.
var attacks = []string{
	"\x1b[2J\x1b]0;owned\x07PASS",
	"evil\r\n::error file=x::owned",
	"\n::set-output name=x::1",
	"::stop-commands::x",
	"a ##vso[task.setvariable variable=x]1 and ##[error]x and ##VSO[task.complete]",
	"invoice\u202egnp.exe \u2066x\u2069 zero\u200bwidth \ufeffbom \U000e0041tag",
	"\u0085\u009b31m\u2028::error::x",
	"<script>alert(1)</script> & <img src=x onerror=alert(1)>",
	"[click](https://evil.example) ![](https://evil.example/p.png) @admin",
	"bad\xff\xfeutf8",
	"日本語の鍵 é e\u0301 🔑 👩‍🔬",
	"\t\ttabs\there",
	"=cmd|' /C calc'!A0",
}

// long are attacks by length; what breaks a word may leave :: at the start of a line.
var long = []string{
	strings.Repeat("x", 10_000),
	strings.Repeat("a ", 60) + strings.Repeat("b", 150) + "::error::broken in a word",
	strings.Repeat(":", 1000),
	strings.Repeat("e\u0301", 300) + strings.Repeat("鍵", 300),
}

func hostile(attacks []string) *engine.Report {
	r := empty()
	r.Verdict = engine.Fail
	r.Counts = engine.Counts{Resources: len(attacks), Evaluations: len(attacks), Fail: len(attacks)}
	for _, a := range attacks {
		f := find(purge, engine.Fail, a, a, []any{a, 1}, line(a, 1, len([]rune(a))+3, len([]rune(a))+8, engine.AtParent, "\t"+a+" value "+a))
		f.Resource.Type, f.Remediation = a, "Fix "+a
		f.Controls = map[string][]string{a: {a}}
		r.Findings = append(r.Findings, f)
		r.Errors = append(r.Errors, engine.Failure{Code: "input", Message: a, Hint: a, Location: line(a, 1, 1, 1, engine.AtFile, a)})
		r.Skipped = append(r.Skipped, engine.Skipped{Path: a, Reason: a})
		r.Coverage.Unmatched = append(r.Coverage.Unmatched, engine.TypeCoverage{Type: a, Resources: 1})
		r.Coverage.Vacuous = append(r.Coverage.Vacuous, engine.Vacuous{Rule: a, Resource: a})
	}
	last := &r.Findings[len(attacks)-1]
	last.Outcome = engine.Waived
	last.Waiver = &engine.WaiverRef{Reason: attacks[0], Owner: attacks[1], ApprovedBy: attacks[2], Ticket: attacks[3], Expires: "2027-01-31"}
	return r
}
