# METADATA
# title: Machine learning workspaces must have a private endpoint
# description: |
#   The workspace's endpoint hands out datastores, jobs and models; without a private endpoint it is reached over an
#   address that the whole internet can name. What counts is the way in: outbound rules of type PrivateEndpoint in
#   a managed network lead out of the workspace. Live data must show an approved connection. In templates and plans
#   a private endpoint for the group "amlworkspace" must lead to the workspace; where it may stand in another
#   template the outcome is unknown. Projects are reached through their hub's endpoint and are not judged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/machine-learning/how-to-configure-private-link
# custom:
#   severity: medium
#   resources: [Microsoft.MachineLearningServices/workspaces]
#   controls:
#     mcsb: [NS-2]
#     nist_800_53: [AC-4, SC-7]
#   peers:
#     azure_policy: [45e05259-1eb5-4f70-9574-baf73e9d219b]
#     checkov: [CKV_AZURE_243]
#   remediation: |
#     Create a Microsoft.Network/privateEndpoints (Terraform: azurerm_private_endpoint) whose
#     properties.privateLinkServiceConnections[].properties (private_service_connection) name the workspace in
#     privateLinkServiceId and amlworkspace in groupIds (subresource_names).
package network.ml_private_link

import data.lib.arm
import data.lib.network

deny contains {"message": _message, "path": ["properties", "privateEndpointConnections"]} if not _connected

not_applicable if {
	arm.equals_fold(input.resource.kind, "Project")
	is_string(input.resource.properties.hubResourceId)
}

_message := $"{input.resource.name} has no private endpoint"

_connected if {
	network.is_connected(input.resource.properties.privateEndpointConnections)
} else if {
	network.has_endpoint(input.resource.relations.private_endpoints, "amlworkspace")
}
