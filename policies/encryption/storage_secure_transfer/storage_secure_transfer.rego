# METADATA
# title: Storage accounts must accept encrypted connections only
# description: |
#   Over plain HTTP, models, data and keys travel readable and can be changed on the way. An absent
#   supportsHttpsTrafficOnly counts as true from API version 2019-04-01 on; in older versions it means false,
#   and without an API version it proves nothing.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/storage/common/storage-require-secure-transfer
# custom:
#   severity: high
#   resources: [Microsoft.Storage/storageAccounts]
#   controls:
#     mcsb: [DP-3]
#     nist_800_53: [SC-8]
#     cis_azure: ["4.1"]
#   peers:
#     azure_policy: [404c3081-a854-4457-ae30-26a93ef643f9]
#     psrule: [AZR-000196]
#     checkov: [CKV_AZURE_3]
#     trivy: [AVD-AZU-0008]
#   remediation: |
#     Set properties.supportsHttpsTrafficOnly to true (Terraform: https_traffic_only_enabled).
package encryption.storage_secure_transfer

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "supportsHttpsTrafficOnly"]} if not _encrypted

_message := $"{input.resource.name} accepts connections that are not encrypted"

_encrypted if {
	arm.is_true(input.resource.properties.supportsHttpsTrafficOnly)
} else if {
	not _stated
	defaults := data.facts.azure_defaults["Microsoft.Storage/storageAccounts"]
	arm.default_is(defaults, "supportsHttpsTrafficOnly", input.resource.api_version, true)
}

_stated if arm.present(input.resource.properties.supportsHttpsTrafficOnly)
