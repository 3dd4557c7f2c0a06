package inputs

// workspaceRows are the rows of every kind of workspace.
var workspaceRows = withRows(withRows(located, withIdentity...),
	azurermRow{from: "friendly_name", to: "properties.friendlyName"},
	azurermRow{from: "description", to: "properties.description"},
	azurermRow{from: "application_insights_id", to: "properties.applicationInsights", as: idReference},
	azurermRow{from: "key_vault_id", to: "properties.keyVault", as: idReference},
	azurermRow{from: "storage_account_id", to: "properties.storageAccount", as: idReference},
	azurermRow{from: "container_registry_id", to: "properties.containerRegistry", as: idReference},
	azurermRow{from: "primary_user_assigned_identity", to: "properties.primaryUserAssignedIdentity", as: idReference},
	azurermRow{from: "managed_network.isolation_mode", to: "properties.managedNetwork.isolationMode"},
	azurermRow{from: "encryption", to: "properties.encryption.status", as: presenceOf("Enabled")},
	azurermRow{from: "encryption.key_vault_id", to: "properties.encryption.keyVaultProperties.keyVaultArmId", as: idReference},
	azurermRow{from: "encryption.key_id", to: "properties.encryption.keyVaultProperties.keyIdentifier", as: idReference},
	azurermRow{from: "encryption.user_assigned_identity_id", to: "properties.encryption.identity.userAssignedIdentity", as: idReference},
)

var mlWorkspaceRows = withRows(workspaceRows,
	azurermRow{from: "kind", to: "kind"},
	azurermRow{from: "sku_name", to: "sku.name"},
	azurermRow{from: "high_business_impact", to: "properties.hbiWorkspace"},
	azurermRow{from: "image_build_compute_name", to: "properties.imageBuildCompute"},
	azurermRow{from: "public_network_access_enabled", to: "properties.publicNetworkAccess", as: enabledWord},
	azurermRow{from: "public_access_behind_virtual_network_enabled", to: "properties.allowPublicAccessWhenBehindVnet"},
	azurermRow{from: "v1_legacy_mode_enabled", to: "properties.v1LegacyMode"},
	azurermRow{from: "service_side_encryption_enabled", to: "properties.enableServiceSideCMKEncryption"},
	azurermRow{from: "serverless_compute.subnet_id", to: serverless + "CustomSubnet", as: idReference},
	azurermRow{from: "serverless_compute.public_ip_enabled", to: serverless + "NoPublicIP", as: negatedBool},
)

const serverless = "properties.serverlessComputeSettings.serverlessCompute"

// Hubs and projects of AI Foundry are workspaces of a kind of their own.
var foundryHubRows = withRows(workspaceRows,
	azurermRow{from: "", to: "kind", as: constantText("Hub")},
	azurermRow{from: "high_business_impact_enabled", to: "properties.hbiWorkspace"},
	azurermRow{from: "public_network_access", to: "properties.publicNetworkAccess"},
)

var foundryProjectRows = withRows(workspaceRows,
	azurermRow{from: "", to: "kind", as: constantText("Project")},
	azurermRow{from: "high_business_impact_enabled", to: "properties.hbiWorkspace"},
	azurermRow{from: "ai_services_hub_id", to: "properties.hubResourceId", as: idReference},
)

// computeRows are the rows of both kinds of compute. The SSH credentials have none.
var computeRows = withRows(withRows(located, withIdentity...),
	azurermRow{from: "machine_learning_workspace_id", to: "parent", as: idReference},
	azurermRow{from: "description", to: "properties.description"},
	azurermRow{from: "local_auth_enabled", to: "properties.disableLocalAuth", as: negatedBool},
	azurermRow{from: "subnet_resource_id", to: "properties.properties.subnet.id", as: idReference},
	azurermRow{from: "node_public_ip_enabled", to: "properties.properties.enableNodePublicIp"},
)

var mlClusterRows = withRows(computeRows,
	azurermRow{from: "", to: "properties.computeType", as: constantText("AmlCompute")},
	azurermRow{from: "vm_size", to: "properties.properties.vmSize"},
	azurermRow{from: "vm_priority", to: "properties.properties.vmPriority"},
	azurermRow{from: "ssh_public_access_enabled", to: "properties.properties.remoteLoginPortPublicAccess", as: enabledWord},
	azurermRow{from: "scale_settings.min_node_count", to: "properties.properties.scaleSettings.minNodeCount"},
	azurermRow{from: "scale_settings.max_node_count", to: "properties.properties.scaleSettings.maxNodeCount"},
	azurermRow{from: "scale_settings.scale_down_nodes_after_idle_duration", to: "properties.properties.scaleSettings.nodeIdleTimeBeforeScaleDown"},
)

// azurerm cannot set the idle shutdown of an instance.
var mlInstanceRows = withRows(computeRows,
	azurermRow{from: "", to: "properties.computeType", as: constantText("ComputeInstance")},
	azurermRow{from: "virtual_machine_size", to: "properties.properties.vmSize"},
	azurermRow{from: "authorization_type", to: "properties.properties.computeInstanceAuthorizationType"},
	azurermRow{from: "assign_to_user.object_id", to: "properties.properties.personalComputeInstanceSettings.assignedUser.objectId"},
	azurermRow{from: "assign_to_user.tenant_id", to: "properties.properties.personalComputeInstanceSettings.assignedUser.tenantId"},
)
