# METADATA
# title: Models must have a licence that the organisation allows
# description: |
#   A model without licence may not be used at all, and some licences forbid what it is used for.
# related_resources:
#   - ref: https://spdx.org/licenses/
# custom:
#   severity: medium
#   resources: [Model]
#   controls:
#     owasp_llm: [LLM03]
#     nist_ai_rmf: [MAP 4.1, GOVERN 6.1]
#     eu_ai_act: [Art. 53]
#     iso_42001: [A.10.3]
#   remediation: Set licence to its SPDX id, and have the licence added to facts/supply_chain or use another model.
package supply_chain.licence_allowed

deny contains {
	"message": $"{input.resource.name} has no licence that is allowed",
	"path": ["properties", "licence"],
} if {
	not _allowed
}

_allowed if {
	is_string(input.resource.properties.licence)
	lower(input.resource.properties.licence) in data.facts.supply_chain.licences
}
