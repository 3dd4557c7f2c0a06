# METADATA
# title: Resources must carry the tags that the organisation requires
# description: |
#   Tags say who pays for a resource, who answers for it and what data is in it; what carries none is found by nobody
#   when something happens. Which tags, and how their values look, is decided in facts/governance: until it lists any,
#   nothing is required and nothing is checked. Names of tags compare without case, as in Azure.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources
# custom:
#   severity: low
#   resources:
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
#     nist_ai_rmf: [GOVERN 1.6]
#     nist_800_53: [CM-8]
#   peers:
#     psrule: [AZR-000477]
#   remediation: Set the tag, with a value of the form that required_tags in facts/governance gives.
package governance.required_tags

# METADATA
# description: Nothing is required of a resource until the organisation lists tags.
not_applicable if data.facts.governance.required_tags == []

deny contains {
	"message": $"{input.resource.name} has no tag {tag.key} of the required form",
	"path": ["tags", tag.key],
} if {
	some i, tag in data.facts.governance.required_tags
	is_string(tag.key)
	not i in _carried
}

deny contains {
	"message": $"{input.resource.name} cannot be judged: required_tags in facts/governance is no list of keys and formats",
	"path": ["tags"],
} if {
	not _readable
}

_readable if {
	is_array(data.facts.governance.required_tags)
	every tag in data.facts.governance.required_tags {
		is_string(tag.key)
		is_string(tag.format)
	}
}

# A format holds for the whole value.
_carried contains i if {
	some key, value in input.resource.tags
	is_string(key)
	is_string(value)
	some i, tag in data.facts.governance.required_tags
	lower(tag.key) == lower(key)
	regex.match(concat("", ["^(?:", tag.format, ")$"]), value)
}
