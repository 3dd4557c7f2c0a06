# METADATA
# title: Exceptional access must be granted for a limited time
# description: |
#   A grant lets one subject do named things to one resource between two dates. One that has not begun, is over,
#   has no end, or was approved by the subject itself allows nothing.
# related_resources:
#   - ref: https://csrc.nist.gov/glossary/term/least_privilege
# custom:
#   severity: medium
#   resources: [AccessDecision]
#   controls:
#     nist_ai_rmf: [GOVERN 2.1]
#     iso_42001: [A.9.2]
#     gdpr: [Art. 32]
#   remediation: Add a grant with subject, actions, resource, not_before, not_after and approver to facts/access.
package access.grants

import data.lib.clock
import data.lib.permission

# METADATA
# description: The grants that allow the request, by id.
permit[id] := {
	"message": $"the grant {id} allows the request until {end}",
	"code": "GRANT",
} if {
	some id in permission.by_grant(input.request, clock.start(input.run.now))
	end := data.facts.access.grants[id].not_after
}

# METADATA
# description: What whoever enforces the decision has to do, by id.
obligations[id] := {"type": "session_termination", "properties": {"at": end}} if {
	some id, _ in permit
	end := data.facts.access.grants[id].not_after
}
