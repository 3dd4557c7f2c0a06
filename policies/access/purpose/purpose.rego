# METADATA
# title: Access must serve a purpose that the resource allows
# description: |
#   Personal data may be used for the purposes it was collected for. Whoever asks for anything that is not public
#   says what for, and the resource must allow it; one that allows no purposes allows none.
# related_resources:
#   - ref: https://gdpr-info.eu/art-5-gdpr/
# custom:
#   severity: high
#   resources: [AccessDecision]
#   controls:
#     gdpr: [Art. 5, Art. 6]
#     ccpa: ["1798.100"]
#     nist_ai_rmf: [MAP 1.1]
#     iso_42001: [A.9.4]
#   remediation: State context.purpose, and ask the owner to add the purpose to the resource if it is legitimate.
package access.purpose

import data.lib.classification
import data.lib.clock
import data.lib.emergency
import data.lib.protected
import data.lib.text

# METADATA
# description: What the request does not prove, by id.
require[id] := reason if some id, reason in _unproved

_unproved["stated"] := {
	"message": "the request states no purpose",
	"code": "PURPOSE_MISSING",
	"path": ["context", "purpose"],
	"expected": _allowed,
	"actual": null,
} if {
	not _public
	not _stated
}

_unproved["allowed"] := {
	"message": "the resource does not allow the purpose of the request",
	"code": "PURPOSE_NOT_ALLOWED",
	"path": ["context", "purpose"],
	"expected": _allowed,
	"actual": input.request.context.purpose,
} if {
	not _public
	_stated
	not _serves_allowed_purpose
	not _serves_emergency
}

_public if classification.rank(protected.label(input.request.resource)) == 0

_stated if text.filled(input.request.context.purpose)

_serves_allowed_purpose if {
	_stated
	lower(input.request.context.purpose) in _allowed
}

_serves_emergency if {
	_stated
	lower(input.request.context.purpose) == data.facts.access.break_glass.purpose
	emergency.declared(input.request, clock.start(input.run.now))
}

default _allowed := set()

_allowed := protected.purposes(input.request.resource)
