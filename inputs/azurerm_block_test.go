package inputs

import "testing"

// TestAzurermFallbacks asserts that the first known value of several rows wins, in both orders.
func TestAzurermFallbacks(t *testing.T) {
	tests := []struct{ name, kind, after, at, want string }{
		{"new name", "azurerm_key_vault", `{"rbac_authorization_enabled":true,"enable_rbac_authorization":false}`, "properties.enableRbacAuthorization", `true`},
		{"old name", "azurerm_key_vault", `{"rbac_authorization_enabled":null,"enable_rbac_authorization":true}`, "properties.enableRbacAuthorization", `true`},
		{"constant", "azurerm_key_vault", `{}`, "properties.enableSoftDelete", `true`},
		{"before the constant", "azurerm_key_vault", `{"soft_delete_enabled":false}`, "properties.enableSoftDelete", `false`},
		{"negated pair", "azurerm_cosmosdb_account", `{"local_authentication_enabled":false}`, "properties.disableLocalAuth", `true`},
		{"no blocks", "azurerm_monitor_diagnostic_setting", `{"enabled_log":[],"log":[{"category":"AuditEvent","enabled":false}]}`, "properties.logs", `[{"category":"AuditEvent","enabled":false}]`},
		{"ACR 3", "azurerm_container_registry", `{"encryption":[{"enabled":false}]}`, "properties.encryption.status", `"disabled"`},
		{"ACR 4", "azurerm_container_registry", `{"encryption":[{"key_vault_key_id":"k"}]}`, "properties.encryption.status", `"enabled"`},
		{"scope", "azurerm_role_definition", `{"scope":"/subscriptions/x"}`, "properties.assignableScopes", `["/subscriptions/x"]`},
		{"scopes", "azurerm_role_definition", `{"scope":"/subscriptions/x","assignable_scopes":["/y"]}`, "properties.assignableScopes", `["/y"]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, _ := mapped(t, tt.kind, azurermTypes[tt.kind].rows, tt.after)
			got, steps := v.Find(dotted(tt.at))
			if steps != len(dotted(tt.at)) || plainText(got) != tt.want {
				t.Errorf("got %s, want %s", plainText(got), tt.want)
			}
		})
	}
}

// TestAzurermBlocks covers the rows that make arrays of blocks.
func TestAzurermBlocks(t *testing.T) {
	tests := []struct{ name, kind, after, at, want string }{
		{
			"access policies", "azurerm_key_vault", `{"access_policy":[{"object_id":"o","tenant_id":"t","key_permissions":["Get"],"secret_permissions":[],"application_id":""}]}`,
			"properties.accessPolicies", `[{"objectId":"o","permissions":{"keys":["Get"],"secrets":[]},"tenantId":"t"}]`,
		},
		{"no access policies", "azurerm_key_vault", `{"access_policy":[]}`, "properties", `{"enableSoftDelete":true}`},
		{
			"one access policy", "azurerm_key_vault_access_policy", `{"key_vault_id":"/v","object_id":"o","certificate_permissions":["All"]}`,
			"properties.accessPolicies", `[{"objectId":"o","permissions":{"certificates":["All"]}}]`,
		},
		{"permissions", "azurerm_role_definition", `{"permissions":[{"actions":["*"],"not_data_actions":["x"]}]}`, "properties.permissions", `[{"actions":["*"],"notDataActions":["x"]}]`},
		{
			"logs", "azurerm_monitor_diagnostic_setting", `{"enabled_log":[{"category":"","category_group":"audit","retention_policy":[{"enabled":true,"days":365}]}]}`,
			"properties.logs", `[{"categoryGroup":"audit","enabled":true,"retentionPolicy":{"days":365,"enabled":true}}]`,
		},
		{"metrics", "azurerm_monitor_diagnostic_setting", `{"enabled_metric":[{"category":"AllMetrics"}]}`, "properties.metrics", `[{"category":"AllMetrics","enabled":true}]`},
		{"metrics 3", "azurerm_monitor_diagnostic_setting", `{"metric":[{"category":"AllMetrics","enabled":false}]}`, "properties.metrics", `[{"category":"AllMetrics","enabled":false}]`},
		{
			"filters", "azurerm_cognitive_account_rai_policy", `{"content_filter":[{"name":"Hate","filter_enabled":true,"block_enabled":false,"severity_threshold":"Low","source":"Prompt"}]}`,
			"properties.contentFilters", `[{"blocking":false,"enabled":true,"name":"Hate","severityThreshold":"Low","source":"Prompt"}]`,
		},
		{"owned storage", "azurerm_cognitive_account", `{"storage":[{"storage_account_id":"/s","identity_client_id":"c"}]}`, "properties.userOwnedStorage", `[{"identityClientId":"c","resourceId":"/s"}]`},
		{
			"subnets", "azurerm_cognitive_account", `{"network_acls":[{"virtual_network_rules":[{"subnet_id":"/n","ignore_missing_vnet_service_endpoint":false}]}]}`,
			"properties.networkAcls.virtualNetworkRules", `[{"id":"/n","ignoreMissingVnetServiceEndpoint":false}]`,
		},
		{
			"storage exceptions", "azurerm_storage_account", `{"network_rules":[{"private_link_access":[{"endpoint_resource_id":"/e","endpoint_tenant_id":"t"}]}]}`,
			"properties.networkAcls.resourceAccessRules", `[{"resourceId":"/e","tenantId":"t"}]`,
		},
		{"registry", "azurerm_container_registry", `{"network_rule_set":[{"ip_rule":[{"action":"Allow","ip_range":"10.0.0.0/8"}]}]}`, "properties.networkRuleSet.ipRules", `[{"action":"Allow","value":"10.0.0.0/8"}]`},
		{"cosmos subnets", "azurerm_cosmosdb_account", `{"virtual_network_rule":[{"id":"/n","ignore_missing_vnet_service_endpoint":true}]}`, "properties.virtualNetworkRules", `[{"id":"/n","ignoreMissingVNetServiceEndpoint":true}]`},
		{"cosmos regions", "azurerm_cosmosdb_account", `{"geo_location":[{"location":"North Europe","failover_priority":0}]}`, "properties.locations", `[{"failoverPriority":0,"locationName":"northeurope"}]`},
		{"cosmos capabilities", "azurerm_cosmosdb_account", `{"capabilities":[{"name":"EnableServerless"}]}`, "properties.capabilities", `[{"name":"EnableServerless"}]`},
		{"cosmos filter of azurerm 3", "azurerm_cosmosdb_account", `{"ip_range_filter":"10.0.0.1, 10.0.0.2"}`, "properties.ipRules", `[{"ipAddressOrRange":"10.0.0.1"},{"ipAddressOrRange":"10.0.0.2"}]`},
		{
			"automatic connection", "azurerm_private_endpoint", `{"private_service_connection":[{"is_manual_connection":false,"name":"c","private_connection_resource_id":"/kv","subresource_names":["vault"]}]}`,
			"properties", `{"privateLinkServiceConnections":[{"name":"c","properties":{"groupIds":["vault"],"privateLinkServiceId":"/kv"}}]}`,
		},
		{
			"manual connection", "azurerm_private_endpoint", `{"private_service_connection":[{"is_manual_connection":true,"private_connection_resource_alias":"a"}]}`,
			"properties", `{"manualPrivateLinkServiceConnections":[{"properties":{"privateLinkServiceId":"a"}}]}`,
		},
		{
			"security rules", "azurerm_network_security_group", `{"security_rule":[{"name":"r","access":"Allow","source_address_prefixes":["*"]}]}`,
			"properties.securityRules", `[{"name":"r","properties":{"access":"Allow","sourceAddressPrefixes":["*"]}}]`,
		},
		{"extensions", "azurerm_security_center_subscription_pricing", `{"extension":[{"name":"e"}]}`, "properties.extensions", `[{"isEnabled":"True","name":"e"}]`},
		{"action groups", "azurerm_monitor_activity_log_alert", `{"action":[{"action_group_id":"/g"}]}`, "properties.actions.actionGroups", `[{"actionGroupId":"/g"}]`},
		{
			"rotation", "azurerm_key_vault_key", `{"rotation_policy":[{"automatic":[{"time_after_creation":"P90D"}],"notify_before_expiry":null}]}`,
			"properties.rotationPolicy.lifetimeActions", `[{"action":{"type":"rotate"},"trigger":{"timeAfterCreate":"P90D"}}]`,
		},
		{"AI services", "azurerm_ai_services", `{}`, "kind", `"AIServices"`},
		{"cluster", "azurerm_machine_learning_compute_cluster", `{}`, "properties.computeType", `"AmlCompute"`},
		{"instance", "azurerm_machine_learning_compute_instance", `{}`, "properties.computeType", `"ComputeInstance"`},
		{"managed HSM", "azurerm_key_vault_managed_hardware_security_module", `{}`, "properties.enableSoftDelete", `true`},
		{"custom role", "azurerm_role_definition", `{}`, "properties.type", `"CustomRole"`},
		{
			"key name", "azurerm_cognitive_account", `{"customer_managed_key":[{"key_vault_key_id":"https://kv.vault.azure.net/keys/k"}]}`,
			"properties.encryption", `{"keySource":"Microsoft.KeyVault","keyVaultProperties":{"keyName":"k","keyVaultUri":"https://kv.vault.azure.net"}}`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, _ := mapped(t, tt.kind, azurermTypes[tt.kind].rows, tt.after)
			got, steps := v.Find(dotted(tt.at))
			if steps != len(dotted(tt.at)) || plainText(got) != tt.want {
				t.Errorf("got %s, want %s", plainText(got), tt.want)
			}
		})
	}
}
