# METADATA
# title: Search services must enforce customer-managed keys
# description: |
#   Indexes and synonym maps often copy the documents that answers are grounded on. With enforcement, objects
#   without a customer-managed key make the service non-compliant; without it nobody notices them.
#   encryptionComplianceStatus is what the service reports of itself: where it is known it must be Compliant,
#   and templates do not state it.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/search/search-security-manage-encryption-keys
# custom:
#   severity: medium
#   resources: [Microsoft.Search/searchServices]
#   controls:
#     nist_800_53: [SC-12, SC-28]
#   peers:
#     azure_policy: [76a56461-9dc0-40f0-82f5-2453283afa2f]
#   remediation: |
#     Set properties.encryptionWithCmk.enforcement to Enabled (Terraform:
#     customer_managed_key_enforcement_enabled) and encrypt every object with a customer-managed key.
package encryption.search_cmk

import data.lib.arm

deny contains {"message": _lax, "path": ["properties", "encryptionWithCmk", "enforcement"]} if not _enforced

deny contains {"message": _open, "path": ["properties", "encryptionWithCmk", "encryptionComplianceStatus"]} if {
	_reported
	not _compliant
}

_lax := $"{input.resource.name} does not enforce customer-managed keys"

_open := $"{input.resource.name} holds objects without a customer-managed key"

_enforced if arm.equals_fold(input.resource.properties.encryptionWithCmk.enforcement, "Enabled")

_reported if arm.present(input.resource.properties.encryptionWithCmk.encryptionComplianceStatus)

_compliant if arm.equals_fold(input.resource.properties.encryptionWithCmk.encryptionComplianceStatus, "Compliant")
