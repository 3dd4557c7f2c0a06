package inputs

import (
	"slices"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// azurermTypes says how resources of the azurerm provider come out, by their Terraform type. Attribute names
// are those of azurerm 4 and 5, with those of 3 (and where it was common, 2) as fallbacks.
var azurermTypes = map[string]azurermType{
	"azurerm_key_vault":                                  {"Microsoft.KeyVault/vaults", keyVaultRows},
	"azurerm_key_vault_access_policy":                    {"Microsoft.KeyVault/vaults/accessPolicies", keyVaultAccessPolicyRows},
	"azurerm_key_vault_key":                              {"Microsoft.KeyVault/vaults/keys", keyVaultKeyRows},
	"azurerm_key_vault_secret":                           {"Microsoft.KeyVault/vaults/secrets", keyVaultSecretRows},
	"azurerm_key_vault_managed_hardware_security_module": {"Microsoft.KeyVault/managedHSMs", managedHSMRows},

	"azurerm_storage_account": {"Microsoft.Storage/storageAccounts", storageRows},

	"azurerm_cognitive_account":                    {"Microsoft.CognitiveServices/accounts", cognitiveRows},
	"azurerm_ai_services":                          {"Microsoft.CognitiveServices/accounts", aiServicesRows},
	"azurerm_cognitive_deployment":                 {"Microsoft.CognitiveServices/accounts/deployments", cognitiveDeploymentRows},
	"azurerm_cognitive_account_rai_policy":         {"Microsoft.CognitiveServices/accounts/raiPolicies", raiPolicyRows},
	"azurerm_search_service":                       {"Microsoft.Search/searchServices", searchRows},
	"azurerm_machine_learning_workspace":           {"Microsoft.MachineLearningServices/workspaces", mlWorkspaceRows},
	"azurerm_ai_foundry":                           {"Microsoft.MachineLearningServices/workspaces", foundryHubRows},
	"azurerm_ai_foundry_project":                   {"Microsoft.MachineLearningServices/workspaces", foundryProjectRows},
	"azurerm_machine_learning_compute_cluster":     {"Microsoft.MachineLearningServices/workspaces/computes", mlClusterRows},
	"azurerm_machine_learning_compute_instance":    {"Microsoft.MachineLearningServices/workspaces/computes", mlInstanceRows},
	"azurerm_container_registry":                   {"Microsoft.ContainerRegistry/registries", registryRows},
	"azurerm_cosmosdb_account":                     {"Microsoft.DocumentDB/databaseAccounts", cosmosRows},
	"azurerm_role_definition":                      {"Microsoft.Authorization/roleDefinitions", roleDefinitionRows},
	"azurerm_role_assignment":                      {"Microsoft.Authorization/roleAssignments", roleAssignmentRows},
	"azurerm_pim_active_role_assignment":           {"Microsoft.Authorization/roleAssignmentScheduleRequests", pimRows},
	"azurerm_pim_eligible_role_assignment":         {"Microsoft.Authorization/roleEligibilityScheduleRequests", pimRows},
	"azurerm_user_assigned_identity":               {"Microsoft.ManagedIdentity/userAssignedIdentities", identityRows},
	"azurerm_federated_identity_credential":        {"Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials", federatedCredentialRows},
	"azurerm_monitor_diagnostic_setting":           {"Microsoft.Insights/diagnosticSettings", diagnosticSettingRows},
	"azurerm_monitor_activity_log_alert":           {"Microsoft.Insights/activityLogAlerts", activityLogAlertRows},
	"azurerm_monitor_log_profile":                  {"Microsoft.Insights/logProfiles", logProfileRows},
	"azurerm_application_insights":                 {"Microsoft.Insights/components", appInsightsRows},
	"azurerm_security_center_subscription_pricing": {"Microsoft.Security/pricings", pricingRows},
	"azurerm_log_analytics_workspace":              {"Microsoft.OperationalInsights/workspaces", logWorkspaceRows},
	"azurerm_private_endpoint":                     {"Microsoft.Network/privateEndpoints", privateEndpointRows},
	"azurerm_network_security_group":               {"Microsoft.Network/networkSecurityGroups", securityGroupRows},
	"azurerm_network_security_rule":                {"Microsoft.Network/networkSecurityGroups/securityRules", standaloneRuleRows},
}

// named are the rows of every resource with a name and tags.
var named = []azurermRow{
	{from: "name", to: "name"},
	{from: "tags", to: "tags"},
}

// located are the rows of every resource in a region.
var located = withRows(named, azurermRow{from: "location", to: "location", as: azureRegion})

// withIdentity are the rows of a resource that has identities.
var withIdentity = []azurermRow{
	{from: "identity.type", to: "identity.type"},
	{from: "identity.identity_ids", to: "identity.userAssignedIdentities", as: identityObject},
	{from: "identity.principal_id", to: "identity.principalId"},
	{from: "identity.tenant_id", to: "identity.tenantId"},
}

// constantText is a constant string.
func constantText(s string) azurermTransform { return constantValue(document.StringValue(s)) }

// constantTrue is what azurerm always switches on.
var constantTrue = constantValue(document.BoolValue(true))

// withRows extends a common list of rows.
func withRows(common []azurermRow, own ...azurermRow) []azurermRow {
	return append(slices.Clip(common), own...)
}
