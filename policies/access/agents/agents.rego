# METADATA
# title: Agents may do only what those they act for may do
# description: |
#   An agent decides for itself what to ask for, and can be talked into it. So it acts for somebody, who must be
#   named and permitted the same thing and cleared for it, besides the agent itself. Whoever an agent acts for is
#   no agent: chains of delegation hide who is responsible. Other subjects that name a principal are held to it too.
# related_resources:
#   - ref: https://genai.owasp.org/llmrisk/llm062025-excessive-agency/
# custom:
#   severity: high
#   resources: [AccessDecision]
#   controls:
#     owasp_llm: [LLM06]
#     nist_ai_rmf: [MAP 3.5]
#     eu_ai_act: [Art. 14]
#     iso_42001: [A.9.2]
#   remediation: Send subject.properties.on_behalf_of with type and id of the person, who needs the permission too.
package access.agents

import data.lib.clock
import data.lib.permission
import data.lib.protected
import data.lib.subject

# METADATA
# description: What the request does not prove, by id.
require[id] := reason if some id, reason in _unproved

_unproved["principal"] := {
	"message": "the agent does not say whom it acts for",
	"code": "PRINCIPAL_MISSING",
	"path": ["subject", "properties", "on_behalf_of"],
	"expected": "type and id",
	"actual": null,
} if {
	not _acts_alone
	count(_principals) == 0
}

_unproved[$"principal_{where}"] := {
	"message": "whoever the subject acts for may not do this themselves",
	"code": "PRINCIPAL_NOT_PERMITTED",
	"path": path,
	"expected": "somebody who is permitted and cleared",
	"actual": object.get(input.request, path, null),
} if {
	some where, path in _places
	principal := _principals[where]
	not _may(principal)
}

_places := {
	"subject": ["subject", "properties", "on_behalf_of"],
	"context": ["context", "on_behalf_of"],
}

_principals["subject"] := input.request.subject.properties.on_behalf_of

_principals["context"] := input.request.context.on_behalf_of

_acts_alone if data.facts.access.subject_types[subject.kind(input.request.subject.type)].delegated == false

_may(principal) if {
	data.facts.access.subject_types[subject.kind(principal.type)].delegated == false
	now := clock.start(input.run.now)
	request := {"subject": principal, "action": input.request.action, "resource": input.request.resource}
	permission.permitted(request, now)
	subject.cleared(principal, protected.label(input.request.resource), now)
}
