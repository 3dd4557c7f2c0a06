package main

import (
	"fmt"
	"strings"
)

// rule is one rule in both spellings.
type rule struct {
	id        string // domain.name
	resource  string // ARM type
	severity  string
	path      string // the attribute that the rule is about
	condition string // Rego: when the rule is broken; "@" is the attribute
}

// rules are six rules for each of the five kinds of resources.
var rules = []rule{
	{"key_vault.purge_protection", vaults, "high", "properties.enablePurgeProtection", `not @`},
	{"key_vault.rbac", vaults, "medium", "properties.enableRbacAuthorization", `not @`},
	{"key_vault.public_access", vaults, "high", "properties.publicNetworkAccess", `not @ == "Disabled"`},
	{"key_vault.firewall", vaults, "high", "properties.networkAcls.defaultAction", `not @ == "Deny"`},
	{"key_vault.retention", vaults, "low", "properties.softDeleteRetentionInDays", `not @ >= 90`},
	{"key_vault.open_range", vaults, "critical", "properties.networkAcls.ipRules", `some range in @; range.value == "0.0.0.0/0"`},

	{"storage.https", accounts, "high", "properties.supportsHttpsTrafficOnly", `not @`},
	{"storage.tls", accounts, "medium", "properties.minimumTlsVersion", `not @ in {"TLS1_2", "TLS1_3"}`},
	{"storage.anonymous_blobs", accounts, "high", "properties.allowBlobPublicAccess", `not @ == false`},
	{"storage.shared_key", accounts, "medium", "properties.allowSharedKeyAccess", `not @ == false`},
	{"storage.customer_key", accounts, "medium", "properties.encryption.keySource", `not lower(@) == "microsoft.keyvault"`},
	{"storage.owner", accounts, "low", "tags.owner", `not contains(@, "platform")`},

	{"ai_service.local_auth", cognitive, "high", "properties.disableLocalAuth", `not @`},
	{"ai_service.public_access", cognitive, "high", "properties.publicNetworkAccess", `not @ == "Disabled"`},
	{"ai_service.customer_key", cognitive, "medium", "properties.encryption.keySource", `not @ == "Microsoft.KeyVault"`},
	{"ai_service.outbound", cognitive, "medium", "properties.restrictOutboundNetworkAccess", `not @`},
	{"ai_service.identity", cognitive, "low", "identity.type", `not startswith(@, "SystemAssigned")`},
	{"ai_service.region", cognitive, "medium", "location", `not @ in {"westeurope", "northeurope", "swedencentral"}`},

	{"workspace.public_access", workspaces, "high", "properties.publicNetworkAccess", `not @ == "Disabled"`},
	{"workspace.high_impact", workspaces, "low", "properties.hbiWorkspace", `not @`},
	{"workspace.customer_key", workspaces, "medium", "properties.encryption.status", `not @ == "Enabled"`},
	{"workspace.isolation", workspaces, "high", "properties.managedNetwork.isolationMode", `not @ == "AllowOnlyApprovedOutbound"`},
	{"workspace.insights", workspaces, "low", "properties.applicationInsights", `not startswith(@, "/subscriptions/")`},
	{"workspace.outbound_wildcard", workspaces, "high", "properties.managedNetwork.outboundRules", `some target in @; startswith(target.destination, "*")`},

	{"search.local_auth", searches, "high", "properties.disableLocalAuth", `not @`},
	{"search.public_access", searches, "high", "properties.publicNetworkAccess", `not lower(@) == "disabled"`},
	{"search.customer_key", searches, "medium", "properties.encryptionWithCmk.enforcement", `not @ == "Enabled"`},
	{"search.replicas", searches, "low", "properties.replicaCount", `not @ >= 2`},
	{"search.tier", searches, "low", "sku.name", `not @ in {"standard", "standard2", "standard3"}`},
	{"search.ranges", searches, "medium", "properties.networkRuleSet.ipRules", `count(@) > 2`},
}

// tipstaff returns the rule as a package of its own with metadata.
func (r rule) tipstaff() string {
	return fmt.Sprintf(`# METADATA
# title: Resources must keep %[1]s
# description: One of the rules of a comparison.
# custom:
#   severity: %[2]s
#   resources: [%[3]s]
#   remediation: Change the attribute that the finding points at.
package %[1]s

deny contains {"message": $"%[1]s: {input.resource.name}", "path": ["%[4]s"]} if {
	%[5]s
}
%[6]s`, r.id, r.severity, r.resource, strings.ReplaceAll(r.path, ".", `", "`), r.body("input.resource"), r.proof("input.resource"))
}

// conftest returns the rule as a part of package main. Its message starts with the id of the rule.
func (r rule) conftest() string {
	return fmt.Sprintf(`package main

deny contains message if {
	input.type == "%s"
	%s
	message := $"%s: {input.name}"
}
%s`, strings.ToLower(r.resource), r.body("input"), r.id, r.proof("input"))
}

// body is the condition. One that is negated is named, because Rego evaluates the arguments of a call outside
// of its negation: not f(x) would be undefined where x is absent.
func (r rule) body(resource string) string {
	if strings.HasPrefix(r.condition, "not ") {
		return "not " + r.safe()
	}
	return strings.ReplaceAll(r.condition, "@", resource+"."+r.path)
}

// proof is the rule that a negated condition is named by.
func (r rule) proof(resource string) string {
	condition, negated := strings.CutPrefix(r.condition, "not ")
	if !negated {
		return ""
	}
	return fmt.Sprintf("\n%s if {\n\t%s\n}\n", r.safe(), strings.ReplaceAll(condition, "@", resource+"."+r.path))
}

func (r rule) safe() string { return "_safe_" + strings.ReplaceAll(r.id, ".", "_") }
