# METADATA
# title: Records of access must say who did what, what for and with whose approval
# description: |
#   An access log that leaves out the purpose or the approver cannot show that access was legitimate. Access that was
#   denied needs no approver.
# related_resources:
#   - ref: https://gdpr-info.eu/art-30-gdpr/
# custom:
#   severity: medium
#   resources: [AccessRecord]
#   controls:
#     gdpr: [Art. 5, Art. 30]
#     eu_ai_act: [Art. 12]
#     nist_ai_rmf: [MEASURE 2.8]
#     iso_42001: [A.6.2.8]
#   remediation: Have the system that grants access log every field, and name an approver other than the user.
package governance.access_record_complete

import data.lib.text

deny contains {
	"message": $"{input.resource.name} is a record of access without {field}",
	"path": ["properties", field],
} if {
	some field in data.facts.governance.access_record_fields
	not _stated(field)
}

deny contains {
	"message": $"{input.resource.name} is a record of access that does not say to what",
	"path": ["properties", "resource"],
} if {
	not _names_what_was_accessed
}

deny contains {
	"message": $"{input.resource.name} is a record of access that nobody but the user approved",
	"path": ["properties", "approver"],
} if {
	not _denied
	not _approved
}

# Ids may be numbers; nothing else may.
_stated(field) if text.filled(input.resource.properties[field])

_stated(field) if {
	field == "user_id"
	is_number(input.resource.properties[field])
}

_names_what_was_accessed if text.filled(input.resource.properties.dataset)

_names_what_was_accessed if text.filled(input.resource.properties.resource)

_names_what_was_accessed if text.filled(input.resource.properties.resource_id)

_denied if {
	is_string(input.resource.properties.decision)
	lower(input.resource.properties.decision) in {"deny", "denied"}
}

_approved if {
	text.filled(input.resource.properties.approver)
	_stated("user_id")
	lower(input.resource.properties.approver) != lower($"{input.resource.properties.user_id}")
}
