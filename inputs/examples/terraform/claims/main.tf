# What adjusters ask about a claim: documents, their index, and the model that answers.

terraform {
  required_version = ">= 1.9"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.20"
    }
  }
}

provider "azurerm" {
  features {}
}

data "azurerm_client_config" "current" {}

locals {
  stem = "${var.workload}-${var.environment}"
  tags = merge(var.tags, { owner = "ml-platform@alder-mutual.example", environment = var.environment })
}

resource "azurerm_resource_group" "claims" {
  name     = "rg-${local.stem}"
  location = var.location
  tags     = local.tags
}

resource "azurerm_key_vault" "claims" {
  name                          = "kv-${local.stem}"
  location                      = azurerm_resource_group.claims.location
  resource_group_name           = azurerm_resource_group.claims.name
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "premium"
  rbac_authorization_enabled    = true
  purge_protection_enabled      = var.purge_protection
  soft_delete_retention_days    = 90
  public_network_access_enabled = false
  tags                          = local.tags

  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}

resource "azurerm_key_vault_key" "documents" {
  name         = "cmk-documents"
  key_vault_id = azurerm_key_vault.claims.id
  key_type     = "RSA"
  key_size     = 2048
  key_opts     = ["wrapKey", "unwrapKey"]
}

resource "azurerm_key_vault_secret" "index" {
  name            = "search-query-key"
  key_vault_id    = azurerm_key_vault.claims.id
  value           = "not-a-real-query-key"
  expiration_date = "2027-03-31T00:00:00Z"
}

resource "azurerm_storage_account" "documents" {
  name                            = "st${replace(local.stem, "-", "")}"
  location                        = azurerm_resource_group.claims.location
  resource_group_name             = azurerm_resource_group.claims.name
  account_tier                    = "Standard"
  account_replication_type        = "ZRS"
  allow_nested_items_to_be_public = false
  https_traffic_only_enabled      = "true"
  min_tls_version                 = var.minimum_tls
  tags                            = local.tags

  dynamic "network_rules" {
    for_each = var.offices
    content {
      default_action = "Deny"
      ip_rules       = network_rules.value
    }
  }
}

resource "azurerm_cognitive_account" "assistant" {
  name                          = "ai-${local.stem}"
  location                      = azurerm_resource_group.claims.location
  resource_group_name           = azurerm_resource_group.claims.name
  kind                          = "OpenAI"
  sku_name                      = "S0"
  custom_subdomain_name         = "ai-${local.stem}"
  public_network_access_enabled = false
  tags                          = local.tags

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_search_service" "documents" {
  count                         = 0 # moved to the platform team
  name                          = "srch-${local.stem}"
  location                      = azurerm_resource_group.claims.location
  resource_group_name           = azurerm_resource_group.claims.name
  sku                           = "standard"
  public_network_access_enabled = true
}
