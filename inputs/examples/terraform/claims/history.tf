# What adjusters asked, and the keys that the history is encrypted with.

resource "azurerm_key_vault_managed_hardware_security_module" "history" {
  name                       = "hsm-${local.stem}"
  location                   = azurerm_resource_group.claims.location
  resource_group_name        = azurerm_resource_group.claims.name
  sku_name                   = "Standard_B1"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  admin_object_ids           = [data.azurerm_client_config.current.object_id]
  purge_protection_enabled   = true
  soft_delete_retention_days = 90
}

resource "azurerm_cosmosdb_account" "history" {
  name                          = "cosmos-${local.stem}"
  location                      = "East US"
  resource_group_name           = azurerm_resource_group.claims.name
  offer_type                    = "Standard"
  local_authentication_disabled = true
  public_network_access_enabled = false

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "East US"
    failover_priority = 0
  }
}

resource "azurerm_key_vault_access_policy" "indexer" {
  key_vault_id = azurerm_key_vault.claims.id
  tenant_id    = data.azurerm_client_config.current.tenant_id
  object_id    = "6f5d6c54-5b0f-4e43-9f0e-1f6a3c6f8b11"

  key_permissions    = ["Get", "WrapKey", "UnwrapKey"]
  secret_permissions = ["Get"]
}

resource "azurerm_cosmosdb_account" "summaries" {
  name                          = "cosmos-summaries-${local.stem}"
  location                      = "West Europe"
  resource_group_name           = azurerm_resource_group.claims.name
  offer_type                    = "Standard"
  local_authentication_disabled = true
  public_network_access_enabled = false
  key_vault_key_id              = azurerm_key_vault_key.documents.versionless_id

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "West Europe"
    failover_priority = 0
  }
}
