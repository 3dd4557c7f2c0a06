# METADATA
# title: Storage accounts must deny networks that are not listed
# description: |
#   With the default action Allow, a leaked key or signature is enough to copy models and training data from
#   anywhere. Either the firewall denies by default or public access is disabled; absent attributes mean that
#   every network may connect.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/storage/common/storage-network-security
# custom:
#   severity: high
#   resources: [Microsoft.Storage/storageAccounts]
#   controls:
#     mcsb: [NS-2]
#     nist_800_53: [AC-17, SC-7]
#     cis_azure: ["4.7"]
#   peers:
#     azure_policy: [34c877ad-507e-4c82-993e-3452a6e0ad3c]
#     psrule: [AZR-000202]
#     checkov: [CKV_AZURE_35]
#     trivy: [AVD-AZU-0012]
#   remediation: |
#     Set properties.networkAcls.defaultAction to Deny (Terraform: network_rules with default_action = "Deny"),
#     or properties.publicNetworkAccess to Disabled (public_network_access_enabled = false).
package network.storage_default_deny

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "networkAcls", "defaultAction"]} if not _restricted

_message := $"{input.resource.name} accepts connections from every network"

_restricted if {
	arm.equals_fold(input.resource.properties.networkAcls.defaultAction, "Deny")
} else if {
	arm.equals_fold(input.resource.properties.publicNetworkAccess, "Disabled")
}
