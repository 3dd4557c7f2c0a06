package inputs

// accountRows are the rows of both resources for accounts of AI services.
var accountRows = withRows(withRows(located, withIdentity...),
	azurermRow{from: "sku_name", to: "sku.name"},
	azurermRow{from: "custom_subdomain_name", to: "properties.customSubDomainName"},
	azurermRow{from: "fqdns", to: "properties.allowedFqdnList"},
	azurermRow{from: "outbound_network_access_restricted", to: "properties.restrictOutboundNetworkAccess"},
	azurermRow{from: "network_acls.default_action", to: "properties.networkAcls.defaultAction"},
	azurermRow{from: "network_acls.bypass", to: "properties.networkAcls.bypass"},
	azurermRow{from: "network_acls.ip_rules", to: "properties.networkAcls.ipRules", as: wrappedIn("value")},
	azurermRow{from: "network_acls.virtual_network_rules", to: "properties.networkAcls.virtualNetworkRules", as: eachBlock(
		azurermRow{from: "subnet_id", to: "id"},
		azurermRow{from: "ignore_missing_vnet_service_endpoint", to: "ignoreMissingVnetServiceEndpoint"},
	)},
	azurermRow{from: "storage", to: "properties.userOwnedStorage", as: eachBlock(
		azurermRow{from: "storage_account_id", to: "resourceId", as: idReference},
		azurermRow{from: "identity_client_id", to: "identityClientId"},
	)},
	azurermRow{from: "customer_managed_key", to: "properties.encryption.keySource", as: presenceOf("Microsoft.KeyVault")},
	azurermRow{from: "customer_managed_key.key_vault_key_id", to: "properties.encryption.keyVaultProperties.keyVaultUri", as: keyURLPart("vault")},
	azurermRow{from: "customer_managed_key.key_vault_key_id", to: "properties.encryption.keyVaultProperties.keyName", as: keyURLPart("name")},
	azurermRow{from: "customer_managed_key.key_vault_key_id", to: "properties.encryption.keyVaultProperties.keyVersion", as: keyURLPart("version")},
	azurermRow{from: "customer_managed_key.identity_client_id", to: "properties.encryption.keyVaultProperties.identityClientId"},
)

var cognitiveRows = withRows(accountRows,
	azurermRow{from: "kind", to: "kind"},
	azurermRow{from: "outbound_network_access_restrited", to: "properties.restrictOutboundNetworkAccess", fallback: true}, // as azurerm 2 wrote it
	azurermRow{from: "local_authentication_enabled", to: "properties.disableLocalAuth", as: negatedBool},
	azurermRow{from: "local_auth_enabled", to: "properties.disableLocalAuth", as: negatedBool, fallback: true},
	azurermRow{from: "public_network_access_enabled", to: "properties.publicNetworkAccess", as: enabledWord},
	azurermRow{from: "dynamic_throttling_enabled", to: "properties.dynamicThrottlingEnabled"},
	azurermRow{from: "project_management_enabled", to: "properties.allowProjectManagement"},
)

var aiServicesRows = withRows(accountRows,
	azurermRow{from: "", to: "kind", as: constantText("AIServices")},
	azurermRow{from: "local_authentication_enabled", to: "properties.disableLocalAuth", as: negatedBool},
	azurermRow{from: "public_network_access", to: "properties.publicNetworkAccess"},
)

var cognitiveKeyOverlay = []azurermRow{
	{from: "", to: "properties.encryption.keySource", as: constantText("Microsoft.KeyVault")},
	{from: "key_vault_key_id", to: "properties.encryption.keyVaultProperties.keyVaultUri", as: keyURLPart("vault")},
	{from: "key_vault_key_id", to: "properties.encryption.keyVaultProperties.keyName", as: keyURLPart("name")},
	{from: "key_vault_key_id", to: "properties.encryption.keyVaultProperties.keyVersion", as: keyURLPart("version")},
	{from: "identity_client_id", to: "properties.encryption.keyVaultProperties.identityClientId"},
}

var cognitiveDeploymentRows = withRows(named,
	azurermRow{from: "cognitive_account_id", to: "parent", as: idReference},
	azurermRow{from: "model.format", to: "properties.model.format"},
	azurermRow{from: "model.name", to: "properties.model.name"},
	azurermRow{from: "model.version", to: "properties.model.version"},
	azurermRow{from: "rai_policy_name", to: "properties.raiPolicyName"},
	azurermRow{from: "version_upgrade_option", to: "properties.versionUpgradeOption"},
	azurermRow{from: "dynamic_throttling_enabled", to: "properties.dynamicThrottlingEnabled"},
	azurermRow{from: "sku.name", to: "sku.name"},
	azurermRow{from: "sku.tier", to: "sku.tier"},
	azurermRow{from: "sku.capacity", to: "sku.capacity"},
	azurermRow{from: "scale.type", to: "sku.name", fallback: true},
	azurermRow{from: "scale.capacity", to: "sku.capacity", fallback: true},
)

var raiPolicyRows = withRows(named,
	azurermRow{from: "cognitive_account_id", to: "parent", as: idReference},
	azurermRow{from: "base_policy_name", to: "properties.basePolicyName"},
	azurermRow{from: "mode", to: "properties.mode"},
	azurermRow{from: "content_filter", to: "properties.contentFilters", as: eachBlock(
		azurermRow{from: "name", to: "name"},
		azurermRow{from: "filter_enabled", to: "enabled"},
		azurermRow{from: "block_enabled", to: "blocking"},
		azurermRow{from: "severity_threshold", to: "severityThreshold"},
		azurermRow{from: "source", to: "source"},
	)},
)

var searchRows = withRows(withRows(located, withIdentity...),
	azurermRow{from: "sku", to: "sku.name"},
	azurermRow{from: "hosting_mode", to: "properties.hostingMode"},
	azurermRow{from: "partition_count", to: "properties.partitionCount"},
	azurermRow{from: "replica_count", to: "properties.replicaCount"},
	azurermRow{from: "semantic_search_sku", to: "properties.semanticSearch"},
	azurermRow{from: "local_authentication_enabled", to: "properties.disableLocalAuth", as: negatedBool},
	azurermRow{from: "authentication_failure_mode", to: "properties.authOptions.aadOrApiKey.aadAuthFailureMode"},
	azurermRow{from: "public_network_access_enabled", to: "properties.publicNetworkAccess", as: enabledWord},
	azurermRow{from: "allowed_ips", to: "properties.networkRuleSet.ipRules", as: wrappedIn("value")},
	azurermRow{from: "network_rule_bypass_option", to: "properties.networkRuleSet.bypass"},
	azurermRow{from: "customer_managed_key_enforcement_enabled", to: "properties.encryptionWithCmk.enforcement", as: enabledWord},
	azurermRow{from: "customer_managed_key_encryption_compliance_status", to: "properties.encryptionWithCmk.encryptionComplianceStatus"},
)
