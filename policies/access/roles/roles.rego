# METADATA
# title: Access must follow from a role
# description: |
#   A subject may do what one of its roles allows on that type of resource. Roles come from the organisation's
#   facts and count only within their dates; a role that nobody defined allows nothing.
# related_resources:
#   - ref: https://csrc.nist.gov/projects/role-based-access-control
# custom:
#   severity: high
#   resources: [AccessDecision]
#   controls:
#     nist_ai_rmf: [GOVERN 2.1]
#     iso_42001: [A.3.2]
#     gdpr: [Art. 32]
#     owasp_llm: [LLM06]
#   remediation: Assign the subject a role that allows the action, with not_before and not_after, in facts/access.
package access.roles

import data.lib.clock
import data.lib.permission

# METADATA
# description: The roles that allow the request, by name.
permit[role] := {
	"message": $"the role {role} allows {input.request.action.name} on resources of type {input.request.resource.type}",
	"code": "ROLE",
} if {
	now := clock.start(input.run.now)
	some role in permission.by_role(input.request, now)
}
