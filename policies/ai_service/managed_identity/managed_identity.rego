# METADATA
# title: AI services must have a managed identity
# description: |
#   Without an identity of its own an account can reach storage, vaults and search only with keys, which leak
#   and are not rotated. The rule holds for all kinds of accounts; system-assigned and user-assigned identities
#   both count.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/ai-services/authentication
# custom:
#   severity: medium
#   resources: [Microsoft.CognitiveServices/accounts]
#   controls:
#     mcsb: [IM-3]
#     nist_800_53: [IA-5, IA-9]
#   peers:
#     azure_policy: [fe3fd216-4f83-4fc1-8984-2bbec80a3418]
#     psrule: [AZR-000281]
#     checkov: [CKV_AZURE_238]
#   remediation: |
#     Set identity.type to SystemAssigned or UserAssigned (Terraform: the block identity).
package ai_service.managed_identity

import data.lib.arm

deny contains {"message": _message, "path": ["identity", "type"]} if not _identified

_message := $"{input.resource.name} has no managed identity"

_identified if {
	is_string(input.resource.identity.type)
	some kind in split(input.resource.identity.type, ",")
	arm.one_of_fold(trim_space(kind), ["SystemAssigned", "UserAssigned"])
}
