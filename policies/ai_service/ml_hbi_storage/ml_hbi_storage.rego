# METADATA
# title: Machine learning workspaces for sensitive data must say so and keep it private
# description: |
#   A workspace for sensitive data sends Microsoft less of it for diagnosis and encrypts its scratch disks, if it is
#   created with high business impact; its storage account, where data sets and outputs lie, must not be reachable
#   from public networks. An absent hbiWorkspace is false in Azure. A workspace without high business impact is not
#   judged, unless a tag (facts governance.classification_tags) labels its data as the most sensitive there is: then it
#   must have been created with it. A storage account described elsewhere gives unknown.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/machine-learning/concept-data-encryption
# custom:
#   severity: high
#   resources: [Microsoft.MachineLearningServices/workspaces]
#   controls:
#     mcsb: [NS-2, DP-2]
#     nist_800_53: [AC-4, SC-7]
#   peers:
#     checkov: [CKV2_AZURE_50]
#   remediation: |
#     Set properties.hbiWorkspace to true when the workspace is created (Terraform: high_business_impact = true), and
#     properties.publicNetworkAccess of the account that properties.storageAccount names to Disabled
#     (public_network_access_enabled = false).
package ai_service.ml_hbi_storage

import data.lib.arm
import data.lib.classification

deny contains {"message": _public, "path": ["properties", "storageAccount"]} if {
	_high_impact
	not _private
}

deny contains {"message": _unsaid, "path": ["properties", "hbiWorkspace"]} if {
	_most_sensitive
	not _high_impact
}

not_applicable if {
	not _high_impact
	not _most_sensitive
}

_public := $"{input.resource.name} keeps sensitive data in storage that public networks may reach"

_unsaid := $"{input.resource.name} is for the most sensitive data, without high business impact"

_high_impact if arm.is_true(input.resource.properties.hbiWorkspace)

# What is neither true nor false may be meant to be true.
_high_impact if {
	arm.present(input.resource.properties.hbiWorkspace)
	not _denied
}

_denied if arm.is_false(input.resource.properties.hbiWorkspace)

_most_sensitive if {
	some key, label in input.resource.tags
	arm.one_of_fold(key, data.facts.governance.classification_tags)
	classification.sensitivity(label) == count(data.facts.classification.levels) - 1
}

_private if arm.equals_fold(input.resource.relations.storage_account.properties.publicNetworkAccess, "Disabled")
