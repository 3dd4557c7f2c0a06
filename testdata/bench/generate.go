package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// kinds are the generators of the properties, in turn.
var kinds = []struct {
	prefix, kind, resource string
	fill                   func(d dice, r *resource)
}{
	{"kv", "", vaults, fillVault},
	{"st", "StorageV2", accounts, fillAccount},
	{"oai", "OpenAI", cognitive, fillCognitive},
	{"ml", "Default", workspaces, fillWorkspace},
	{"srch", "", searches, fillSearch},
}

// generate returns n resources, the same for the same seed.
func generate(seed uint64, n int) []resource {
	d := dice{rand.New(rand.NewPCG(seed, seed))}
	resources := make([]resource, n)
	for i := range resources {
		k := kinds[i%len(kinds)]
		name := fmt.Sprintf("%s-%04d", k.prefix, i+1)
		r := resource{
			ID: group + "/providers/" + k.resource + "/" + name, Name: name, Type: strings.ToLower(k.resource),
			TenantID: tenant, Kind: k.kind, ResourceGroup: "rg-ai", Subscription: subscription,
			Location: "westeurope",
			SKU:      object{"name": "standard"},
			Identity: object{"type": "SystemAssigned"},
			Tags:     object{},
		}
		d.set(r.SKU, "tier", "Standard", "Basic")
		d.set(r.Identity, "principalId", d.uuid())
		d.set(r.Tags, "environment", "production", "sandbox")
		d.set(r.Tags, "classification", "confidential", "unclassified")
		d.set(r.Tags, "costCentre", "cc-4711", "4711")
		d.set(r.Tags, "owner", "ml-platform@example.com", "nobody")
		k.fill(d, &r)
		r.Properties["provisioningState"] = "Succeeded"
		r.Properties["privateEndpointConnections"] = []any{d.privateEndpoint(r)}
		resources[i] = r
	}
	return resources
}

func fillVault(d dice, r *resource) {
	acls := object{
		"bypass":              "AzureServices",
		"virtualNetworkRules": []any{object{"id": subnet(d), "ignoreMissingVnetServiceEndpoint": false}},
	}
	d.set(acls, "defaultAction", "Deny", "Allow")
	d.set(acls, "ipRules", d.ranges(), append(d.ranges(), object{"value": "0.0.0.0/0"}))
	p := object{
		"vaultUri": "https://" + r.Name + ".vault.azure.net/", "networkAcls": acls, "tenantId": tenant,
		"sku": object{"family": "A", "name": "premium"}, "enableSoftDelete": true, "accessPolicies": []any{},
	}
	d.set(p, "enablePurgeProtection", true, false)
	d.set(p, "enableRbacAuthorization", true, false)
	d.set(p, "publicNetworkAccess", "Disabled", "Enabled")
	d.set(p, "softDeleteRetentionInDays", 90, 7, 30)
	r.Properties = p
}

func fillAccount(d dice, r *resource) {
	service := object{"enabled": true, "keyType": "Account"}
	encryption := object{"services": object{"blob": service, "file": service}}
	d.set(encryption, "keySource", "Microsoft.Keyvault", "Microsoft.Storage")
	p := object{
		"accessTier": "Hot", "encryption": encryption, "isHnsEnabled": true,
		"primaryEndpoints": object{
			"blob": "https://" + r.Name + ".blob.core.windows.net/", "dfs": "https://" + r.Name + ".dfs.core.windows.net/",
		},
		"networkAcls": object{"bypass": "None", "defaultAction": "Deny", "ipRules": d.ranges()},
	}
	d.set(p, "supportsHttpsTrafficOnly", true, false)
	d.set(p, "minimumTlsVersion", "TLS1_2", "TLS1_0", "TLS1_1")
	d.set(p, "allowBlobPublicAccess", false, true)
	d.set(p, "allowSharedKeyAccess", false, true)
	r.Properties = p
}

func fillCognitive(d dice, r *resource) {
	key := object{"keyName": "cmk", "keyVersion": d.uuid(), "keyVaultUri": "https://kv-cmk.vault.azure.net/"}
	encryption := object{"keyVaultProperties": key}
	d.set(encryption, "keySource", "Microsoft.KeyVault", "Microsoft.CognitiveServices")
	p := object{
		"customSubDomainName": r.Name, "endpoint": "https://" + r.Name + ".openai.azure.com/", "encryption": encryption,
		"networkAcls":  object{"defaultAction": "Deny", "ipRules": d.ranges(), "virtualNetworkRules": []any{}},
		"capabilities": []any{object{"name": "VirtualNetworks"}, object{"name": "CustomerManagedKey"}},
	}
	d.set(p, "disableLocalAuth", true, false)
	d.set(p, "publicNetworkAccess", "Disabled", "Enabled")
	d.set(p, "restrictOutboundNetworkAccess", true, false)
	d.set(r.Identity, "type", "SystemAssigned, UserAssigned", "None")
	if d.IntN(5) == 0 {
		r.Location = "eastus"
	}
	r.Properties = p
}

func fillWorkspace(d dice, r *resource) {
	network := object{"status": object{"sparkReady": true, "status": "Active"}}
	d.set(network, "isolationMode", "AllowOnlyApprovedOutbound", "Disabled")
	rules := object{"pypi": object{"type": "FQDN", "category": "UserDefined", "destination": "pypi.example.com"}}
	d.set(rules, "hub", object{"type": "FQDN", "category": "UserDefined", "destination": "models.example.com"},
		object{"type": "FQDN", "category": "UserDefined", "destination": "*.example.com"})
	network["outboundRules"] = rules
	encryption := object{}
	d.set(encryption, "status", "Enabled", "Disabled")
	p := object{
		"friendlyName": "Workspace " + r.Name, "encryption": encryption, "managedNetwork": network,
		"keyVault":       group + "/providers/" + vaults + "/kv-0001",
		"storageAccount": group + "/providers/" + accounts + "/st-0002",
	}
	d.set(p, "publicNetworkAccess", "Disabled", "Enabled")
	d.set(p, "hbiWorkspace", true, false)
	d.set(p, "applicationInsights", group+"/providers/Microsoft.Insights/components/appi-ai", "none")
	r.Properties = p
}

func fillSearch(d dice, r *resource) {
	rules := object{"bypass": "None"}
	d.set(rules, "ipRules", d.ranges(), append(d.ranges(), d.ranges()...))
	cmk := object{"encryptionComplianceStatus": "Compliant"}
	d.set(cmk, "enforcement", "Enabled", "Disabled", "Unspecified")
	p := object{
		"partitionCount": 1, "hostingMode": "default", "status": "running", "semanticSearch": "standard",
		"endpoint": "https://" + r.Name + ".search.windows.net/", "networkRuleSet": rules, "encryptionWithCmk": cmk,
		"authOptions": object{"aadOrApiKey": object{"aadAuthFailureMode": "http401WithBearerChallenge"}},
	}
	d.set(p, "disableLocalAuth", true, false)
	d.set(p, "publicNetworkAccess", "disabled", "enabled")
	d.set(p, "replicaCount", 3, 1)
	d.set(r.SKU, "name", "standard", "free", "basic")
	r.Properties = p
}
