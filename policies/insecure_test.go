package policies_test

// insecureResources are resources in which every attribute that a rule reads is as bad as it can be.
const insecureResources = `[
{"type": "Microsoft.KeyVault/vaults", "id": "kv", "name": "kv", "api_version": "2018-02-14", "properties": {
	"createMode": "default", "enableSoftDelete": false, "enablePurgeProtection": false, "softDeleteRetentionInDays": 7,
	"enableRbacAuthorization": false, "publicNetworkAccess": "Enabled",
	"networkAcls": {"defaultAction": "Allow", "ipRules": []},
	"privateEndpointConnections": [{"properties": {"privateLinkServiceConnectionState": {"status": "Pending"}}}],
	"accessPolicies": [{"objectId": "a", "permissions": {"keys": ["all"]}}]},
 "relations": {
	"diagnostic_settings": [{"properties": {"logs": [{"category": "AuditEvent", "enabled": false}]}}],
	"private_endpoints": [{"properties": {"privateLinkServiceConnections": [{"properties": {"groupIds": ["blob"]}}]}}]}},
{"type": "Microsoft.Resources/deployments", "id": "linked", "name": "linked", "properties": {
	"templateLink": {"uri": "https://example.com/network.json"}}},
{"type": "KeyFile", "id": "model.key", "name": "model.key", "properties": {"kind": "fernet", "protected": false}},
{"type": "Microsoft.KeyVault/vaults/keys", "id": "key", "name": "key", "properties": {
	"kty": "RSA", "keySize": 1024, "attributes": {"exp": 0},
	"rotationPolicy": {"lifetimeActions": [{"action": {"type": "notify"}}]}}},
{"type": "Microsoft.KeyVault/vaults/secrets", "id": "secret", "name": "secret", "properties": {
	"attributes": {"exp": 0, "enabled": true}}},
{"type": "Microsoft.CognitiveServices/accounts", "id": "ai", "name": "ai", "kind": "OpenAI", "identity": {"type": "None"},
 "properties": {
	"disableLocalAuth": false, "encryption": {"keySource": "Microsoft.CognitiveServices"},
	"publicNetworkAccess": "Enabled", "networkAcls": {"defaultAction": "Allow"}},
 "relations": {"diagnostic_settings": [{"properties": {"logs": [{"category": "Audit", "enabled": false}]}}]}},
{"type": "Microsoft.MachineLearningServices/workspaces", "id": "ml", "name": "ml", "kind": "Default", "properties": {
	"encryption": {"status": "Disabled"}, "publicNetworkAccess": "Enabled"},
 "relations": {"diagnostic_settings": [{"properties": {"logs": [{"categoryGroup": "allLogs", "enabled": false}]}}]}},
{"type": "Microsoft.MachineLearningServices/workspaces/computes", "id": "cpu", "name": "cpu", "properties": {
	"computeType": "AmlCompute", "disableLocalAuth": false}},
{"type": "Microsoft.Search/searchServices", "id": "open", "name": "open", "properties": {
	"disableLocalAuth": false, "publicNetworkAccess": "enabled", "encryptionWithCmk": {"enforcement": "Disabled"}},
 "relations": {"diagnostic_settings": [{"properties": {"logs": [{"category": "Metrics", "enabled": true}]}}]}},
{"type": "Microsoft.Search/searchServices", "id": "wide", "name": "wide", "properties": {
	"disableLocalAuth": false, "publicNetworkAccess": "disabled", "networkRuleSet": {"ipRules": [{"value": "0.0.0.0/0"}]},
	"encryptionWithCmk": {"enforcement": "Enabled", "encryptionComplianceStatus": "NonCompliant"}}},
{"type": "Microsoft.Storage/storageAccounts", "id": "st", "name": "st", "api_version": "2018-11-01", "properties": {
	"allowBlobPublicAccess": true, "minimumTlsVersion": "TLS1_0", "supportsHttpsTrafficOnly": false,
	"publicNetworkAccess": "Enabled", "networkAcls": {"defaultAction": "Allow"},
	"encryption": {"keySource": "Microsoft.Storage", "requireInfrastructureEncryption": false}}},
{"type": "Microsoft.Network/networkSecurityGroups", "id": "nsg", "name": "nsg", "properties": {"securityRules": [
	{"name": "any", "properties": {"access": "Allow", "direction": "Inbound", "sourceAddressPrefix": "*"}},
	{"name": "list", "properties": {"access": "Allow", "direction": "Inbound", "sourceAddressPrefix": "",
		"sourceAddressPrefixes": ["10.0.0.0/8", "*"]}}]}},
{"type": "Microsoft.Network/networkSecurityGroups/securityRules", "id": "any", "name": "any", "properties": {
	"access": "Allow", "direction": "Inbound", "sourceAddressPrefix": "*"}},
{"type": "Microsoft.Network/networkSecurityGroups/securityRules", "id": "list", "name": "list", "properties": {
	"access": "Allow", "direction": "Inbound", "sourceAddressPrefixes": ["10.0.0.0/8", "Internet"]}},
{"type": "Microsoft.Authorization/roleDefinitions", "id": "role", "name": "role", "properties": {
	"type": "CustomRole", "assignableScopes": ["/subscriptions/s"],
	"permissions": [{"actions": ["*"], "dataActions": ["*"]}]}},
{"type": "Microsoft.Authorization/roleAssignments", "id": "id", "name": "id", "scope": "/subscriptions/s",
 "api_version": "2022-04-01", "properties": {
	"principalType": "ServicePrincipal",
	"roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"}},
{"type": "Microsoft.Authorization/roleAssignments", "id": "called", "name": "called", "scope": "azurerm_resource_group.x",
 "properties": {"principalType": "ServicePrincipal", "roleDefinitionName": "Owner"}},
{"type": "Microsoft.ContainerRegistry/registries", "id": "cr", "name": "cr", "properties": {
	"adminUserEnabled": true, "anonymousPullEnabled": true, "encryption": {"status": "disabled"}}},
{"type": "Microsoft.DocumentDB/databaseAccounts", "id": "cosmos", "name": "cosmos", "properties": {"keyVaultKeyUri": ""}},
{"type": "rbac.authorization.k8s.io/Role", "id": "k8s", "name": "k8s", "properties": {
	"metadata": {"name": "k8s"}, "rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]}}
]`
