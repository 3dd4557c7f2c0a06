# METADATA
# title: Key vaults must have a private endpoint
# description: |
#   A private endpoint gives the vault an address inside the organisation's networks; without one, clients reach
#   it over its public endpoint, or not at all. Live data must show an approved connection. In templates and
#   plans a private endpoint for the group "vault" must lead to the vault; where it may stand in another
#   template the outcome is unknown. A template that recovers a deleted vault (createMode recover) describes
#   none of its settings and is not judged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/general/private-link-service
# custom:
#   severity: medium
#   resources: [Microsoft.KeyVault/vaults]
#   controls:
#     mcsb: [NS-2, DP-8]
#     nist_800_53: [SC-7]
#   peers:
#     azure_policy: [a6abeaec-4d90-4a02-805f-6b26c4d3fbe9]
#     checkov: [CKV2_AZURE_32]
#   remediation: |
#     Create a Microsoft.Network/privateEndpoints (Terraform: azurerm_private_endpoint) whose
#     privateLinkServiceConnections name the vault and the group id vault.
package key_vault.private_endpoint

import data.lib.arm
import data.lib.network

deny contains {"message": _message, "path": ["properties", "privateEndpointConnections"]} if not _connected

not_applicable if arm.equals_fold(input.resource.properties.createMode, "recover")

_message := $"{input.resource.name} has no private endpoint"

_connected if {
	network.is_connected(input.resource.properties.privateEndpointConnections)
} else if {
	network.has_endpoint(input.resource.relations.private_endpoints, "vault")
}
