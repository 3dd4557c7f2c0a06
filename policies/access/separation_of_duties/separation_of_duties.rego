# METADATA
# title: Nobody may approve their own access
# description: |
#   What changes a resource, or reaches the most sensitive ones, takes a second person: an approver other than the
#   requester, known to the organisation and in a role that may approve. And nobody holds two roles that are meant
#   to check each other.
# related_resources:
#   - ref: https://csrc.nist.gov/glossary/term/separation_of_duty
# custom:
#   severity: high
#   resources: [AccessDecision]
#   controls:
#     nist_ai_rmf: [GOVERN 2.1]
#     iso_42001: [A.3.2]
#     eu_ai_act: [Art. 14]
#   remediation: Have somebody with an approving role approve the request, and name them in context.approver.
package access.separation_of_duties

import data.lib.approval
import data.lib.classification
import data.lib.clock
import data.lib.emergency
import data.lib.protected
import data.lib.subject

# METADATA
# description: What the request does not prove, by id.
require[id] := reason if some id, reason in _unproved

_unproved["approval"] := {
	"message": "nobody who may approve, other than the requester, approved the request",
	"code": "APPROVAL_MISSING",
	"path": ["context", "approver"],
	"expected": data.facts.access.approval.approver_roles,
	"actual": _approver,
} if {
	not _needs_no_approval
	not _approved
}

_unproved["roles"] := {
	"message": "the subject holds roles that are meant to check each other",
	"code": "ROLES_CONFLICT",
	"path": ["subject", "id"],
	"expected": "one role of each conflicting set",
	"actual": _roles,
} if {
	not _roles_agree
}

_now := clock.start(input.run.now)

_needs_no_approval if {
	is_string(input.request.action.name)
	most := data.facts.access.approval.exempt[lower(input.request.action.name)]
	classification.cleared(most, protected.label(input.request.resource))
}

_approved if approval.granted(input.request.context.approver, _asking, _now)

_approved if emergency.declared(input.request, _now)

_roles_agree if {
	every conflicting in data.facts.access.conflicting_roles {
		count({role | some role in conflicting} & subject.roles(input.request.subject, _now)) < 2
	}
}

# Whoever an agent acts for asks as well.
_asking contains input.request.subject.id

_asking contains input.request.subject.properties.on_behalf_of.id

_asking contains input.request.context.on_behalf_of.id

default _approver := null

_approver := input.request.context.approver

default _roles := set()

_roles := subject.roles(input.request.subject, _now)
