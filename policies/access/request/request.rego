# METADATA
# title: Access requests must say who wants to do what to which resource
# description: |
#   A decision about a request that leaves something out, or names it in a way that two systems may read
#   differently, is a decision about something else.
# related_resources:
#   - ref: https://openid.net/specs/authorization-api-1_0.html
# custom:
#   severity: high
#   resources: [AccessDecision]
#   controls:
#     nist_ai_rmf: [GOVERN 1.4]
#     iso_42001: [A.9.2]
#   remediation: |
#     Send subject.type, subject.id, action.name, resource.type and resource.id as texts without control
#     characters or surrounding blanks, and a subject type that the organisation knows.
package access.request

import data.lib.subject

# METADATA
# description: What the request does not prove, by id.
require[id] := reason if some id, reason in _unproved

default _request := {}

_request := input.request if is_object(input.request)

_unproved["subject_type"] := _missing(["subject", "type"]) if not _clean_subject_type

_unproved["subject_id"] := _missing(["subject", "id"]) if not _clean_subject_id

_unproved["action_name"] := _missing(["action", "name"]) if not _clean_action_name

_unproved["resource_type"] := _missing(["resource", "type"]) if not _clean_resource_type

_unproved["resource_id"] := _missing(["resource", "id"]) if not _clean_resource_id

_unproved["subject_kind"] := {
	"message": "the subject is not of a type that is known, or not of the type that it is known as",
	"code": "SUBJECT_TYPE_UNKNOWN",
	"path": ["subject", "type"],
	"expected": "the type that the organisation knows the subject as",
	"actual": object.get(_request, ["subject", "type"], null),
} if {
	not _kind_agrees
}

_missing(path) := {
	"message": $"the request does not state {concat(".", path)} as a plain text",
	"code": "REQUEST_INCOMPLETE",
	"path": path,
	"expected": "text",
	"actual": object.get(_request, path, null),
}

_clean_subject_type if _clean(input.request.subject.type)

_clean_subject_id if _clean(input.request.subject.id)

_clean_action_name if _clean(input.request.action.name)

_clean_resource_type if _clean(input.request.resource.type)

_clean_resource_id if _clean(input.request.resource.id)

# Nothing invisible, and no blank at either end.
_clean(value) if {
	is_string(value)
	regex.match(`^[^\s\p{C}\p{Z}]([^\p{C}\p{Zl}\p{Zp}]*[^\s\p{C}\p{Z}])?$`, value)
}

_kind_agrees if subject.known(input.request.subject)

_kind_agrees if {
	subject.stranger(input.request.subject.id)
	subject.kind(input.request.subject.type)
}
