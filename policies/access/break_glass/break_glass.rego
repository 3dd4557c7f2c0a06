# METADATA
# title: Emergency access must have a ticket and an approver, and be seen
# description: |
#   In an incident those on call may reach what no role of theirs allows, for a short time, with a ticket and with
#   the approval of somebody else. It is announced and logged in full. It does not lift the clearance.
# related_resources:
#   - ref: https://csrc.nist.gov/glossary/term/least_privilege
# custom:
#   severity: high
#   resources: [AccessDecision]
#   controls:
#     nist_ai_rmf: [MANAGE 4.1]
#     iso_42001: [A.8.4]
#     eu_ai_act: [Art. 12]
#   remediation: Open an incident, have it approved, and send context.break_glass with ticket and approver.
package access.break_glass

import data.lib.clock
import data.lib.emergency

# METADATA
# description: The emergency that allows the request.
permit["break_glass"] := {
	"message": $"emergency access under {input.request.context.break_glass.ticket}",
	"code": "BREAK_GLASS",
} if {
	_emergency
}

# METADATA
# description: What whoever enforces the decision has to do, by id.
obligations[id] := obligation if {
	_emergency
	some id, obligation in {
		"notify": {"type": "notification", "properties": {"ticket": input.request.context.break_glass.ticket}},
		"log": {"type": "custom", "properties": {"log": "full"}},
		"end": {
			"type": "session_termination",
			"properties": {"after_minutes": data.facts.access.break_glass.max_minutes},
		},
	}
}

_emergency if emergency.declared(input.request, clock.start(input.run.now))
