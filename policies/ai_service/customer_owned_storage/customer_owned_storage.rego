# METADATA
# title: AI services that keep data must keep it in the organisation's own storage
# description: |
#   Recordings, documents and models that speech and language services keep lie in an account of Microsoft's unless one
#   is named: the organisation's retention, access rules and logs do not reach it. Live data lists the capability
#   CustomerManagedStorage where an account can have storage of its own; an account whose list lacks it is not
#   judged, and neither are kinds without it where there is no list (facts
#   ai_service.kinds_without_customer_storage).
# related_resources:
#   - ref: https://learn.microsoft.com/azure/ai-services/speech-service/speech-encryption-of-data-at-rest
# custom:
#   severity: low
#   resources: [Microsoft.CognitiveServices/accounts]
#   controls:
#     mcsb: [DP-2]
#     nist_800_53: [AC-4, SC-28]
#   peers:
#     azure_policy: [46aa9b05-0e60-4eae-a88b-1e9d374fa515]
#   remediation: |
#     Set properties.userOwnedStorage to a list with the resourceId of a storage account (Terraform: the block
#     storage with storage_account_id). It has to be there when the account is created.
package ai_service.customer_owned_storage

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "userOwnedStorage"]} if not _owned

not_applicable if {
	arm.is_filled(input.resource.properties.capabilities)
	not "customermanagedstorage" in _capabilities
} else if {
	not _listed
	arm.one_of_fold(input.resource.kind, data.facts.ai_service.kinds_without_customer_storage)
}

_message := $"{input.resource.name} keeps data in storage that is not the organisation's"

_owned if {
	some account in input.resource.properties.userOwnedStorage
	is_string(account.resourceId)
	trim_space(account.resourceId) != ""
}

_listed if arm.present(input.resource.properties.capabilities)

_capabilities contains lower(capability.name) if {
	some capability in input.resource.properties.capabilities
	is_string(capability.name)
}

# A capability without a readable name may be the one that counts.
_capabilities contains "customermanagedstorage" if {
	some i, _ in input.resource.properties.capabilities
	not i in _readable
}

_readable contains i if {
	some i, capability in input.resource.properties.capabilities
	is_string(capability.name)
	regex.match(`^[A-Za-z0-9.]+$`, capability.name)
}
