# METADATA
# title: Key vaults must deny networks that are not listed
# description: |
#   With the default action Allow, every network on the internet can try credentials on the vault, and the rules
#   beside it change nothing. Either the firewall denies by default or public access is disabled altogether; an
#   absent firewall allows. A template that recovers a deleted vault (createMode recover) describes none of its
#   settings and is not judged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/general/network-security
# custom:
#   severity: high
#   resources: [Microsoft.KeyVault/vaults]
#   controls:
#     mcsb: [NS-2, DP-8]
#     nist_800_53: [AC-17, SC-7]
#   peers:
#     azure_policy: [55615ac9-af46-4a59-874e-391cc3dfb490]
#     psrule: [AZR-000355]
#     checkov: [CKV_AZURE_109]
#     trivy: [AVD-AZU-0013]
#   remediation: |
#     Set properties.networkAcls.defaultAction to Deny (Terraform: network_acls with default_action = "Deny"),
#     or properties.publicNetworkAccess to Disabled.
package key_vault.firewall

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "networkAcls", "defaultAction"]} if not _restricted

not_applicable if arm.equals_fold(input.resource.properties.createMode, "recover")

_message := $"{input.resource.name} accepts connections from every network"

_restricted if {
	arm.equals_fold(input.resource.properties.networkAcls.defaultAction, "Deny")
} else if {
	arm.equals_fold(input.resource.properties.publicNetworkAccess, "Disabled")
}
