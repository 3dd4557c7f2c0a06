# METADATA
# title: Key vaults must have soft delete
# description: |
#   Without it a deleted vault, and every key and secret in it, is gone at once, and with the keys every model
#   and data set that they encrypt. An absent enableSoftDelete counts as true from API version 2019-09-01 on; in
#   older versions it means false, and without an API version it proves nothing. A template that recovers a
#   deleted vault (createMode recover) describes none of its settings and is not judged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview
# custom:
#   severity: high
#   resources: [Microsoft.KeyVault/vaults]
#   controls:
#     mcsb: [DP-8]
#     nist_800_53: [CP-9, SC-12]
#     cis_azure: [3.3.5]
#   peers:
#     azure_policy: [1e66c121-a66a-4b1f-9b83-0fd99bf0fc2d]
#     psrule: [AZR-000124]
#     checkov: [CKV_AZURE_111]
#   remediation: |
#     Set properties.enableSoftDelete to true. In Terraform, use azurerm 3.0 or later, which cannot switch it
#     off.
package key_vault.soft_delete

import data.lib.arm

deny contains {"message": $"{input.resource.name} does not have soft delete", "path": _path} if not _enabled

not_applicable if arm.equals_fold(input.resource.properties.createMode, "recover")

_path := ["properties", "enableSoftDelete"]

_enabled if {
	arm.is_true(input.resource.properties.enableSoftDelete)
} else if {
	not _stated
	defaults := data.facts.azure_defaults["Microsoft.KeyVault/vaults"]
	arm.default_is(defaults, "enableSoftDelete", input.resource.api_version, true)
}

_stated if arm.present(input.resource.properties.enableSoftDelete)
