# METADATA
# title: Storage accounts must have a private endpoint
# description: |
#   Training data and model files leave the organisation's networks on their way to an account without a private
#   endpoint, and its firewall has to list public addresses for every client. Live data must show an approved
#   connection, to any of the account's services. In templates and plans a private endpoint for one of them must
#   lead to the account; where it may stand in another template the outcome is unknown.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/storage/common/storage-private-endpoints
# custom:
#   severity: medium
#   resources: [Microsoft.Storage/storageAccounts]
#   controls:
#     mcsb: [NS-2]
#     cis_azure: ["4.9"]
#     nist_800_53: [AC-4, SC-7]
#   peers:
#     azure_policy: [6edd7eda-6dd8-40f7-810d-67160c639cd9]
#     checkov: [CKV2_AZURE_33]
#   remediation: |
#     Create a Microsoft.Network/privateEndpoints (Terraform: azurerm_private_endpoint) whose
#     properties.privateLinkServiceConnections[].properties (private_service_connection) name the account in
#     privateLinkServiceId and, in groupIds (subresource_names), the service that is used: blob, dfs, file, queue,
#     table or web.
package network.storage_private_link

import data.lib.network

deny contains {"message": _message, "path": ["properties", "privateEndpointConnections"]} if not _connected

_message := $"{input.resource.name} has no private endpoint"

_connected if {
	network.is_connected(input.resource.properties.privateEndpointConnections)
} else if {
	some group in ["blob", "dfs", "file", "queue", "table", "web"]
	network.has_endpoint(input.resource.relations.private_endpoints, group)
}
