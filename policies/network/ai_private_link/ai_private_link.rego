# METADATA
# title: AI and search services must have a private endpoint
# description: |
#   Without a private endpoint, prompts, answers and the documents of an index travel to an address that the whole
#   internet can name, and only a firewall list stands before them. Live data must show an approved connection. In
#   templates and plans a private endpoint for the group "account" (search: "searchService") must lead to the
#   service; where it may stand in another template the outcome is unknown. That public access is disabled is
#   another rule's matter (network.ai_restrict_network): it proves no private way in.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks#use-private-endpoints
#   - ref: https://learn.microsoft.com/azure/search/service-create-private-endpoint
# custom:
#   severity: medium
#   resources: [Microsoft.CognitiveServices/accounts, Microsoft.Search/searchServices]
#   controls:
#     mcsb: [NS-2]
#     nist_800_53: [AC-4, SC-7]
#     eu_ai_act: [Art. 15]
#   peers:
#     azure_policy: [d6759c02-b87f-42b7-892e-71b3f471d782]
#     psrule: [AZR-000283]
#   remediation: |
#     Create a Microsoft.Network/privateEndpoints (Terraform: azurerm_private_endpoint) whose
#     properties.privateLinkServiceConnections[].properties (private_service_connection) name the service in
#     privateLinkServiceId and in groupIds (subresource_names) account, or searchService for a search service.
package network.ai_private_link

import data.lib.network

deny contains {"message": _message, "path": ["properties", "privateEndpointConnections"]} if not _connected

_message := $"{input.resource.name} has no private endpoint"

_connected if {
	network.is_connected(input.resource.properties.privateEndpointConnections)
} else if {
	some group in ["account", "searchService"]
	network.has_endpoint(input.resource.relations.private_endpoints, group)
}
