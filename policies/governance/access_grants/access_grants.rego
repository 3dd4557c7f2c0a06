# METADATA
# title: Standing access to datasets must be cleared, purposeful and limited in time
# description: |
#   Whoever has access to a dataset is on its list, with a role that is cleared for it, a purpose that the dataset is
#   for, and an end. Access without an end outlives the reason for it.
# related_resources:
#   - ref: https://csrc.nist.gov/glossary/term/least_privilege
# custom:
#   severity: medium
#   resources: [Dataset]
#   controls:
#     gdpr: [Art. 5, Art. 32]
#     nist_ai_rmf: [MEASURE 2.10]
#     iso_42001: [A.7.2]
#     owasp_llm: [LLM02]
#   remediation: List access ([] for nobody), and for everybody on it principal, role, purpose and an end ahead.
package governance.access_grants

import data.lib.classification
import data.lib.clock
import data.lib.text

deny contains {"message": $"{input.resource.name} does not list who has access", "path": ["properties", "access"]} if {
	not _listed
}

deny contains {
	"message": $"{input.resource.name} gives access that {reason}",
	"path": ["properties", "access", i, attribute],
} if {
	_listed
	some i, _ in input.resource.properties.access
	some attribute, reason in _reasons
	not [i, attribute] in _proved
}

_reasons := {
	"principal": "names nobody",
	"role": "is above the clearance of the role",
	"purpose": "is not for a purpose of the dataset",
	"expires": "has ended or has no end",
}

_listed if is_array(input.resource.properties.access)

default _label := null

_label := input.resource.properties.classification

_proved contains [i, "principal"] if {
	some i, grant in input.resource.properties.access
	text.filled(grant.principal)
}

_proved contains [i, "role"] if {
	some i, grant in input.resource.properties.access
	is_string(grant.role)
	classification.cleared(data.facts.access.roles[lower(grant.role)].clearance, _label)
}

_proved contains [i, "purpose"] if {
	some i, grant in input.resource.properties.access
	text.filled(grant.purpose)
	some purpose in input.resource.properties.purposes
	is_string(purpose)
	lower(purpose) == lower(grant.purpose)
}

_proved contains [i, "expires"] if {
	some i, grant in input.resource.properties.access
	clock.finish(grant.expires) > clock.start(input.run.now)
}
