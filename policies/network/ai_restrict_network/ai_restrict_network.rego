# METADATA
# title: AI services must deny networks that are not listed
# description: |
#   With an open endpoint, a leaked key or token is enough to use a model, and to read what it was tuned on,
#   from anywhere. Either public access is disabled or the firewall denies by default; absent attributes mean
#   that every network may connect.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks
# custom:
#   severity: high
#   resources: [Microsoft.CognitiveServices/accounts]
#   controls:
#     mcsb: [NS-2]
#     nist_800_53: [AC-17, SC-7]
#   peers:
#     azure_policy: [037eea7a-bd0a-46c5-9a66-03aea78705d3]
#     psrule: [AZR-000280]
#     checkov: [CKV_AZURE_134]
#   remediation: |
#     Set properties.publicNetworkAccess to Disabled (Terraform: public_network_access_enabled = false), or
#     properties.networkAcls.defaultAction to Deny (network_acls).
package network.ai_restrict_network

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "publicNetworkAccess"]} if not _restricted

_message := $"{input.resource.name} accepts connections from every network"

_restricted if {
	arm.equals_fold(input.resource.properties.publicNetworkAccess, "Disabled")
} else if {
	arm.equals_fold(input.resource.properties.networkAcls.defaultAction, "Deny")
}
