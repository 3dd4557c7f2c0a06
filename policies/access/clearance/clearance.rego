# METADATA
# title: Subjects must be cleared for what they ask for
# description: |
#   No role lets anybody reach data above their clearance. A resource without a known label counts as the most
#   sensitive there is, and a subject without a known clearance has none.
# related_resources:
#   - ref: https://airc.nist.gov/airmf-resources/airmf/5-sec-core/
# custom:
#   severity: high
#   resources: [AccessDecision]
#   controls:
#     nist_ai_rmf: [MEASURE 2.10]
#     iso_42001: [A.7.2]
#     gdpr: [Art. 32]
#     owasp_llm: [LLM02]
#   remediation: Ask a steward for another dataset, have the label corrected, or have the subject cleared.
package access.clearance

import data.lib.classification
import data.lib.clock
import data.lib.protected
import data.lib.subject

# METADATA
# description: What the request does not prove, by id.
require["cleared"] := {
	"message": $"the subject is not cleared for {_level} resources",
	"code": "CLEARANCE_TOO_LOW",
	"path": ["resource", "properties", "classification"],
	"expected": _level,
	"actual": _clearances,
} if {
	not _cleared
}

_cleared if subject.cleared(input.request.subject, _label, clock.start(input.run.now))

default _label := null

_label := protected.label(input.request.resource)

default _level := "unknown"

_level := data.facts.classification.levels[classification.sensitivity(_label)]

default _clearances := set()

_clearances := subject.clearances(input.request.subject, clock.start(input.run.now))
