package inputs

// azurerm deploys every vault and managed HSM with soft delete, and has no attribute for it since 3.0.
var keyVaultRows = withRows(located,
	azurermRow{from: "sku_name", to: "properties.sku.name"},
	azurermRow{from: "tenant_id", to: "properties.tenantId"},
	azurermRow{from: "vault_uri", to: "properties.vaultUri"},
	azurermRow{from: "rbac_authorization_enabled", to: "properties.enableRbacAuthorization"},
	azurermRow{from: "enable_rbac_authorization", to: "properties.enableRbacAuthorization", fallback: true},
	azurermRow{from: "purge_protection_enabled", to: "properties.enablePurgeProtection"},
	azurermRow{from: "soft_delete_enabled", to: "properties.enableSoftDelete"},
	azurermRow{from: "", to: "properties.enableSoftDelete", as: constantTrue, fallback: true},
	azurermRow{from: "soft_delete_retention_days", to: "properties.softDeleteRetentionInDays"},
	azurermRow{from: "enabled_for_deployment", to: "properties.enabledForDeployment"},
	azurermRow{from: "enabled_for_disk_encryption", to: "properties.enabledForDiskEncryption"},
	azurermRow{from: "enabled_for_template_deployment", to: "properties.enabledForTemplateDeployment"},
	azurermRow{from: "public_network_access_enabled", to: "properties.publicNetworkAccess", as: enabledWord},
	azurermRow{from: "network_acls.default_action", to: "properties.networkAcls.defaultAction"},
	azurermRow{from: "network_acls.bypass", to: "properties.networkAcls.bypass"},
	azurermRow{from: "network_acls.ip_rules", to: "properties.networkAcls.ipRules", as: wrappedIn("value")},
	azurermRow{from: "network_acls.virtual_network_subnet_ids", to: "properties.networkAcls.virtualNetworkRules", as: wrappedIn("id")},
	azurermRow{from: "access_policy", to: "properties.accessPolicies", as: eachBlock(accessPolicyRows...)},
)

var accessPolicyRows = []azurermRow{
	{from: "tenant_id", to: "tenantId"},
	{from: "object_id", to: "objectId"},
	{from: "application_id", to: "applicationId"},
	{from: "key_permissions", to: "permissions.keys"},
	{from: "secret_permissions", to: "permissions.secrets"},
	{from: "certificate_permissions", to: "permissions.certificates"},
	{from: "storage_permissions", to: "permissions.storage"},
}

// ARM deploys access policies in lists, azurerm one by one.
var keyVaultAccessPolicyRows = []azurermRow{
	{from: "key_vault_id", to: "parent", as: idReference},
	{from: "", to: "properties.accessPolicies", as: eachBlock(accessPolicyRows...)},
}

var keyVaultKeyRows = withRows(named,
	azurermRow{from: "key_vault_id", to: "parent", as: idReference},
	azurermRow{from: "key_type", to: "properties.kty"},
	azurermRow{from: "key_size", to: "properties.keySize"},
	azurermRow{from: "key_opts", to: "properties.keyOps"},
	azurermRow{from: "curve", to: "properties.curveName"},
	azurermRow{from: "expiration_date", to: "properties.attributes.exp", as: epochSeconds},
	azurermRow{from: "not_before_date", to: "properties.attributes.nbf", as: epochSeconds},
	azurermRow{from: "rotation_policy.expire_after", to: "properties.rotationPolicy.attributes.expiryTime"},
	azurermRow{from: "rotation_policy", to: "properties.rotationPolicy.lifetimeActions", as: keyRotation},
)

// The value of a secret has no row, nor has its write-only form: it never leaves the plan.
var keyVaultSecretRows = withRows(named,
	azurermRow{from: "key_vault_id", to: "parent", as: idReference},
	azurermRow{from: "content_type", to: "properties.contentType"},
	azurermRow{from: "expiration_date", to: "properties.attributes.exp", as: epochSeconds},
	azurermRow{from: "not_before_date", to: "properties.attributes.nbf", as: epochSeconds},
)

var managedHSMRows = withRows(located,
	azurermRow{from: "sku_name", to: "sku.name"},
	azurermRow{from: "tenant_id", to: "properties.tenantId"},
	azurermRow{from: "admin_object_ids", to: "properties.initialAdminObjectIds"},
	azurermRow{from: "purge_protection_enabled", to: "properties.enablePurgeProtection"},
	azurermRow{from: "", to: "properties.enableSoftDelete", as: constantTrue},
	azurermRow{from: "soft_delete_retention_days", to: "properties.softDeleteRetentionInDays"},
	azurermRow{from: "public_network_access_enabled", to: "properties.publicNetworkAccess", as: enabledWord},
	azurermRow{from: "network_acls.default_action", to: "properties.networkAcls.defaultAction"},
	azurermRow{from: "network_acls.bypass", to: "properties.networkAcls.bypass"},
)
