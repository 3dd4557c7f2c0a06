package main

import (
	"slices"
	"strings"
)

// ownRules are six rules for each of the five kinds of resources.
var ownRules = []rule{
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

// commonRules are six more for every kind.
var commonRules = []rule{
	{id: "classification", severity: "medium", path: "tags.classification", condition: `not @ in {"public", "internal", "confidential"}`},
	{id: "environment", severity: "low", path: "tags.environment", condition: `not @ in {"production", "test"}`},
	{id: "cost_centre", severity: "info", path: "tags.costCentre", condition: `not startswith(@, "cc-")`},
	{id: "principal", severity: "medium", path: "identity.principalId", condition: `not @`},
	{id: "sku", severity: "low", path: "sku.tier", condition: `not @ == "Standard"`},
	{
		id: "private_link", severity: "high", path: "properties.privateEndpointConnections",
		condition: `some c in @; c.properties.privateLinkServiceConnectionState.status != "Approved"`,
	},
}

// resourceRules are the 60 of both kinds.
func resourceRules() []rule {
	all := slices.Clone(ownRules)
	for i := 0; i < len(ownRules); i += 6 {
		domain, _, _ := strings.Cut(ownRules[i].id, ".")
		for _, r := range commonRules {
			r.id, r.resource = domain+"."+r.id, ownRules[i].resource
			all = append(all, r)
		}
	}
	return all
}
