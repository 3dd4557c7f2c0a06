# METADATA
# title: Sensitive data must carry a label that is high enough
# description: |
#   A dataset with card numbers, medical or personal data that is labelled below its contents is handled below
#   its contents. A kind of data that the organisation does not know asks for the highest label.
# related_resources:
#   - ref: https://gdpr-info.eu/art-32-gdpr/
# custom:
#   severity: high
#   resources: [Dataset]
#   controls:
#     nist_ai_rmf: [MAP 4.1, MEASURE 2.10]
#     iso_42001: [A.7.2]
#     gdpr: [Art. 32]
#     owasp_llm: [LLM02]
#   remediation: Raise classification to what the organisation asks for this kind of data, or remove the data.
package governance.sensitive_implies_high

import data.lib.classification

deny contains {
	"message": $"{input.resource.name} does not list what sensitive data it holds",
	"path": ["properties", "sensitive_data"],
} if {
	not _listed
}

deny contains {
	"message": $"{input.resource.name} holds {kind} data but is not labelled for it",
	"path": ["properties", "classification"],
} if {
	some kind in _kinds
	not _labelled_for(kind)
}

_listed if is_array(input.resource.properties.sensitive_data)

_declared_free if input.resource.properties.contains_personal_data == false

_kinds contains kind if {
	_listed
	some kind in input.resource.properties.sensitive_data
}

_kinds contains "personal" if {
	_listed
	count(input.resource.properties.sensitive_data) == 0
	not _declared_free
}

_labelled_for(kind) if {
	is_string(kind)
	least := object.get(data.facts.classification.sensitive_data, [lower(kind), "level"], null)
	classification.cleared(input.resource.properties.classification, least)
}
