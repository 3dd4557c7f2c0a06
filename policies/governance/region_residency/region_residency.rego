# METADATA
# title: Data must stay in allowed regions
# description: |
#   Where data lies and is processed decides which law holds and who can demand it. Datasets and pipelines name their
#   region; services that store or process data lie in one.
# related_resources:
#   - ref: https://gdpr-info.eu/art-44-gdpr/
# custom:
#   severity: high
#   resources:
#     - Dataset
#     - Pipeline
#     - Microsoft.CognitiveServices/accounts
#     - Microsoft.ContainerRegistry/registries
#     - Microsoft.DocumentDB/databaseAccounts
#     - Microsoft.Insights/components
#     - Microsoft.KeyVault/managedHSMs
#     - Microsoft.KeyVault/vaults
#     - Microsoft.MachineLearningServices/workspaces
#     - Microsoft.OperationalInsights/workspaces
#     - Microsoft.Search/searchServices
#     - Microsoft.Storage/storageAccounts
#   controls:
#     gdpr: [Art. 44]
#     iso_42001: [A.4.3, A.4.5]
#     nist_ai_rmf: [GOVERN 1.1]
#   peers:
#     azure_policy: [e56962a6-4747-49cd-b67b-bf8b01975c4c]
#     psrule: [AZR-000167]
#   remediation: Move the resource to an allowed region, or have the region added to facts/governance.
package governance.region_residency

deny contains {
	"message": $"{input.resource.name} is not stated to be in an allowed region",
	"path": _path,
} if {
	not _allowed
}

# Azure writes "West Europe" and "westeurope" for one region.
_allowed if {
	is_string(_region)
	concat("", split(lower(_region), " ")) in data.facts.governance.regions
}

_region := input.resource.properties.region if _ours

_region := input.resource.location if not _ours

default _path := ["location"]

_path := ["properties", "region"] if _ours

_ours if lower(input.resource.type) in {"dataset", "pipeline"}
