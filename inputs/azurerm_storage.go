package inputs

var storageRows = withRows(withRows(withRows(located, withIdentity...), storageNetworkRules("network_rules.")...),
	azurermRow{from: "account_kind", to: "kind"},
	azurermRow{from: "account_tier", to: "sku.name", as: storageSKUName},
	azurermRow{from: "account_tier", to: "sku.tier"},
	azurermRow{from: "access_tier", to: "properties.accessTier"},
	azurermRow{from: "https_traffic_only_enabled", to: "properties.supportsHttpsTrafficOnly"},
	azurermRow{from: "enable_https_traffic_only", to: "properties.supportsHttpsTrafficOnly", fallback: true},
	azurermRow{from: "min_tls_version", to: "properties.minimumTlsVersion"},
	azurermRow{from: "allow_nested_items_to_be_public", to: "properties.allowBlobPublicAccess"},
	azurermRow{from: "allow_blob_public_access", to: "properties.allowBlobPublicAccess", fallback: true},
	azurermRow{from: "shared_access_key_enabled", to: "properties.allowSharedKeyAccess"},
	azurermRow{from: "default_to_oauth_authentication", to: "properties.defaultToOAuthAuthentication"},
	azurermRow{from: "public_network_access_enabled", to: "properties.publicNetworkAccess", as: enabledWord},
	azurermRow{from: "cross_tenant_replication_enabled", to: "properties.allowCrossTenantReplication"},
	azurermRow{from: "allowed_copy_scope", to: "properties.allowedCopyScope"},
	azurermRow{from: "is_hns_enabled", to: "properties.isHnsEnabled"},
	azurermRow{from: "nfsv3_enabled", to: "properties.isNfsV3Enabled"},
	azurermRow{from: "sftp_enabled", to: "properties.isSftpEnabled"},
	azurermRow{from: "local_user_enabled", to: "properties.isLocalUserEnabled"},
	azurermRow{from: "sas_policy.expiration_period", to: "properties.sasPolicy.sasExpirationPeriod"},
	azurermRow{from: "sas_policy.expiration_action", to: "properties.sasPolicy.expirationAction"},
	azurermRow{from: "infrastructure_encryption_enabled", to: "properties.encryption.requireInfrastructureEncryption"},
	azurermRow{from: "customer_managed_key", to: "properties.encryption.keySource", as: presenceOf("Microsoft.Keyvault")},
	azurermRow{from: "customer_managed_key.key_vault_key_id", to: storageKeyID, as: idReference},
	azurermRow{from: "customer_managed_key.managed_hsm_key_id", to: storageKeyID, as: idReference, fallback: true},
	azurermRow{from: "customer_managed_key.user_assigned_identity_id", to: "properties.encryption.identity.userAssignedIdentity", as: idReference},
)

// storageKeyID is where ARM has the whole id of the key; its own parts of it are the vault, name and version.
const storageKeyID = "properties.encryption.keyvaultproperties.currentVersionedKeyIdentifier"

// storageNetworkRules are the rows for the firewall, in the account or in a resource of its own.
func storageNetworkRules(block string) []azurermRow {
	return []azurermRow{
		{from: block + "default_action", to: "properties.networkAcls.defaultAction"},
		{from: block + "bypass", to: "properties.networkAcls.bypass", as: joinedText},
		{from: block + "ip_rules", to: "properties.networkAcls.ipRules", as: wrappedIn("value")},
		{from: block + "virtual_network_subnet_ids", to: "properties.networkAcls.virtualNetworkRules", as: wrappedIn("id")},
		{from: block + "private_link_access", to: "properties.networkAcls.resourceAccessRules", as: eachBlock(
			azurermRow{from: "endpoint_resource_id", to: "resourceId"},
			azurermRow{from: "endpoint_tenant_id", to: "tenantId"},
		)},
	}
}

var storageKeyOverlay = []azurermRow{
	{from: "", to: "properties.encryption.keySource", as: constantText("Microsoft.Keyvault")},
	{from: "key_vault_key_id", to: storageKeyID, as: idReference},
	{from: "managed_hsm_key_id", to: storageKeyID, as: idReference, fallback: true},
	{from: "key_name", to: "properties.encryption.keyvaultproperties.keyname"},
	{from: "key_version", to: "properties.encryption.keyvaultproperties.keyversion"},
	{from: "key_vault_uri", to: "properties.encryption.keyvaultproperties.keyvaulturi"},
	{from: "user_assigned_identity_id", to: "properties.encryption.identity.userAssignedIdentity", as: idReference},
	{from: "federated_identity_client_id", to: "properties.encryption.identity.federatedIdentityClientId"},
}
