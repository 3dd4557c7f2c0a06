# METADATA
# title: Key vaults must have purge protection
# description: |
#   Without it, whoever may delete a vault can also purge it, and destroy at once every key in it and every
#   model and data set that those keys encrypt. Azure takes an absent enablePurgeProtection for false. A
#   template that recovers a deleted vault (createMode recover) describes none of its settings and is not
#   judged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview#purge-protection
# custom:
#   severity: high
#   resources: [Microsoft.KeyVault/vaults]
#   controls:
#     mcsb: [DP-8]
#     nist_800_53: [CP-9, SC-12]
#     cis_azure: [3.3.5]
#   peers:
#     azure_policy: [0b60c0b2-2dc2-4e1c-b5c9-abbed971de53]
#     psrule: [AZR-000125]
#     checkov: [CKV_AZURE_110, CKV_AZURE_42]
#     trivy: [AVD-AZU-0016]
#   remediation: |
#     Set properties.enablePurgeProtection to true (Terraform: purge_protection_enabled). It cannot be turned
#     off again.
package key_vault.purge_protection

import data.lib.arm

deny contains {"message": $"{input.resource.name} can be purged", "path": ["properties", "enablePurgeProtection"]} if {
	not _protected
}

not_applicable if arm.equals_fold(input.resource.properties.createMode, "recover")

_protected if arm.is_true(input.resource.properties.enablePurgeProtection)
