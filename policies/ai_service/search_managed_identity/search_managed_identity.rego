# METADATA
# title: Search services must have a managed identity
# description: |
#   Indexers and skills of a service without an identity read storage and databases with keys in their connection
#   strings, which leak and are not rotated. System-assigned and user-assigned identities both count.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/search/search-how-to-managed-identities
# custom:
#   severity: medium
#   resources: [Microsoft.Search/searchServices]
#   controls:
#     mcsb: [IM-3]
#     nist_800_53: [IA-5, IA-9]
#   peers:
#     psrule: [AZR-000175]
#     checkov: [CKV_AZURE_207]
#   remediation: |
#     Set identity.type to SystemAssigned or UserAssigned (Terraform: identity { type = "SystemAssigned" }).
package ai_service.search_managed_identity

import data.lib.arm

deny contains {"message": _message, "path": ["identity", "type"]} if not _identified

_message := $"{input.resource.name} has no managed identity"

_identified if {
	is_string(input.resource.identity.type)
	some kind in split(input.resource.identity.type, ",")
	arm.one_of_fold(trim_space(kind), ["SystemAssigned", "UserAssigned"])
}
