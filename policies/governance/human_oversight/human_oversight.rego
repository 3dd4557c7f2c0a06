# METADATA
# title: Models that decide about people must be overseen by people
# description: |
#   Somebody has to be able to understand, doubt and stop what a model does. All but models of minimal risk say that
#   oversight is required and whom to reach. A model without a known risk tier needs it.
# related_resources:
#   - ref: https://artificialintelligenceact.eu/article/14/
# custom:
#   severity: high
#   resources: [Model]
#   controls:
#     eu_ai_act: [Art. 14, Art. 26]
#     gdpr: [Art. 22]
#     nist_ai_rmf: [GOVERN 3.2, MAP 3.5]
#     iso_42001: [A.9.2]
#   remediation: Set human_oversight.required to true and human_oversight.contact to who can stop the model.
package governance.human_oversight

import data.lib.text

# METADATA
# description: A model that states a risk tier without need for oversight needs none.
not_applicable if _unsupervised

deny contains {
	"message": $"{input.resource.name} is not stated to be overseen by people",
	"path": ["properties", "human_oversight", "required"],
} if {
	not _unsupervised
	not _overseen
}

deny contains {
	"message": $"{input.resource.name} names nobody who oversees it",
	"path": ["properties", "human_oversight", "contact"],
} if {
	not _unsupervised
	not _reachable
}

_unsupervised if {
	is_string(input.resource.properties.risk)
	lower(input.resource.properties.risk) in data.facts.governance.unsupervised_risks
}

_overseen if input.resource.properties.human_oversight.required == true

_reachable if text.filled(input.resource.properties.human_oversight.contact)
