# METADATA
# title: Requests for access must be complete, approved by somebody else and limited in time
# description: |
#   Whoever approves access has to know who wants what, what for and until when; and the record of it is what an
#   audit later relies on.
# related_resources:
#   - ref: https://csrc.nist.gov/glossary/term/separation_of_duty
# custom:
#   severity: medium
#   resources: [AccessRequest]
#   controls:
#     gdpr: [Art. 5, Art. 32]
#     nist_ai_rmf: [GOVERN 2.1]
#     iso_42001: [A.9.2]
#   remediation: Fill in what is missing, have another person approve the request, and set expires to a date ahead.
package governance.access_request_complete

import data.lib.clock
import data.lib.text

deny contains {
	"message": $"{input.resource.name} does not state {concat(".", path)}",
	"path": array.concat(["properties"], path),
} if {
	some path in _required
	not path in _stated
}

deny contains {
	"message": $"{input.resource.name} is not approved by anybody but the requester",
	"path": ["properties", "approver"],
} if {
	not _approved
}

deny contains {
	"message": $"{input.resource.name} was not requested at a time in the past",
	"path": ["properties", "requested_at"],
} if {
	not _requested
}

deny contains {
	"message": $"{input.resource.name} has expired or does not end in time",
	"path": ["properties", "expires"],
} if {
	_requested
	not _limited
}

_required := {
	["subject", "type"],
	["subject", "id"],
	["action"],
	["resource", "type"],
	["resource", "id"],
	["purpose"],
	["justification"],
}

_stated contains ["subject", "type"] if text.filled(input.resource.properties.subject.type)

_stated contains ["subject", "id"] if text.filled(input.resource.properties.subject.id)

_stated contains ["action"] if text.filled(input.resource.properties.action)

_stated contains ["resource", "type"] if text.filled(input.resource.properties.resource.type)

_stated contains ["resource", "id"] if text.filled(input.resource.properties.resource.id)

_stated contains ["purpose"] if text.filled(input.resource.properties.purpose)

_stated contains ["justification"] if text.filled(input.resource.properties.justification)

_approved if _is_another(input.resource.properties.approver)

# In an emergency the approval is that of the emergency.
_approved if {
	text.filled(input.resource.properties.break_glass.ticket)
	_is_another(input.resource.properties.break_glass.approver)
}

_is_another(approver) if {
	text.filled(approver)
	text.filled(input.resource.properties.subject.id)
	lower(approver) != lower(input.resource.properties.subject.id)
}

_requested if clock.start(input.resource.properties.requested_at) <= clock.start(input.run.now)

_limited if {
	end := clock.finish(input.resource.properties.expires)
	end > clock.start(input.run.now)
	longest := data.facts.governance.access_request_days_max * clock.day
	end <= clock.finish(input.resource.properties.requested_at) + longest
}
