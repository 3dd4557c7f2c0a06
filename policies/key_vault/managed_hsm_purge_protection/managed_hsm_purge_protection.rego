# METADATA
# title: Managed HSMs must have purge protection
# description: |
#   Whoever may delete a managed HSM without it can also purge it: every key in it is gone at once, and with the
#   keys every model and data set that they encrypt. Azure takes an absent enablePurgeProtection for false. Soft
#   delete, without which there is nothing to protect, must be stated as well.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/managed-hsm/soft-delete-overview
# custom:
#   severity: high
#   resources: [Microsoft.KeyVault/managedHSMs]
#   controls:
#     mcsb: [DP-8]
#     nist_800_53: [CP-9, SC-12]
#   peers:
#     azure_policy: [c39ba22d-4428-4149-b981-70acb31fc383]
#   remediation: |
#     Set properties.enableSoftDelete and properties.enablePurgeProtection to true (Terraform:
#     purge_protection_enabled; soft delete is always on there). Purge protection cannot be turned off again.
package key_vault.managed_hsm_purge_protection

import data.lib.arm

deny contains {"message": $"{input.resource.name} can be purged", "path": ["properties", "enablePurgeProtection"]} if {
	not _protected
}

deny contains {"message": _not_soft, "path": ["properties", "enableSoftDelete"]} if not _soft

_not_soft := $"{input.resource.name} does not keep what is deleted"

_protected if arm.is_true(input.resource.properties.enablePurgeProtection)

_soft if arm.is_true(input.resource.properties.enableSoftDelete)
