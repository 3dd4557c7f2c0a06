# METADATA
# title: Key vaults must not be reachable from public networks
# description: |
#   A vault with a public endpoint can be tried from anywhere with a stolen credential. Firewall rules do not
#   help here: an open default action, or one wide range among them, is all it takes. An absent
#   publicNetworkAccess means that the endpoint is public, and API versions before 2021-06-01-preview cannot
#   switch it off. A template that recovers a deleted vault (createMode recover) describes none of its settings
#   and is not judged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/general/network-security
# custom:
#   severity: high
#   resources: [Microsoft.KeyVault/vaults]
#   controls:
#     mcsb: [NS-2]
#     nist_800_53: [AC-17, SC-7]
#   peers:
#     azure_policy: [405c5871-3e91-4644-8a63-58e19d68ff5b]
#     checkov: [CKV_AZURE_189]
#   remediation: |
#     Set properties.publicNetworkAccess to Disabled with API version 2021-06-01-preview or later (Terraform:
#     public_network_access_enabled = false), and reach the vault through a private endpoint.
package key_vault.public_network_disabled

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "publicNetworkAccess"]} if not _private

not_applicable if arm.equals_fold(input.resource.properties.createMode, "recover")

_message := $"{input.resource.name} can be reached from public networks"

_private if {
	arm.equals_fold(input.resource.properties.publicNetworkAccess, "Disabled")
	_can_be_private
}

_can_be_private if {
	arm.at_least_version(input.resource.api_version, data.facts.key_vault.public_network_access_since)
} else if {
	not _versioned
}

_versioned if arm.present(input.resource.api_version)
