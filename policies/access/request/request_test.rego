package access.request_test

import data.access.request as rule

_request := {
	"subject": {"type": "user", "id": "alice@example.com"},
	"action": {"name": "read"},
	"resource": {"type": "dataset", "id": "customers"},
}

_without(path) := {"request": json.remove(_request, [path])}

_with(changes) := {"request": object.union(_request, changes)}

_incomplete(path, actual) := {
	"message": $"the request does not state {concat(".", path)} as a plain text",
	"code": "REQUEST_INCOMPLETE",
	"path": path,
	"expected": "text",
	"actual": actual,
}

_unknown_kind(actual) := {
	"message": "the subject is not of a type that is known, or not of the type that it is known as",
	"code": "SUBJECT_TYPE_UNKNOWN",
	"path": ["subject", "type"],
	"expected": "the type that the organisation knows the subject as",
	"actual": actual,
}

test_complete if rule.require == {} with input as {"request": _request}

test_mixed_case_type if rule.require == {} with input as _with({"subject": {"type": "User"}})

test_stranger_of_a_known_type if rule.require == {} with input as _with({"subject": {"id": "zoe"}})

test_missing_parts if {
	rule.require == {"resource_id": _incomplete(["resource", "id"], null)} with input as _without("resource/id")
	rule.require == {"resource_type": _incomplete(["resource", "type"], null)} with input as _without("resource/type")
	rule.require == {"action_name": _incomplete(["action", "name"], null)} with input as _without("action")
}

test_missing_subject if {
	rule.require == {
		"subject_type": _incomplete(["subject", "type"], null),
		"subject_id": _incomplete(["subject", "id"], null),
		"subject_kind": _unknown_kind(null),
	} with input as _without("subject")
}

test_missing_request if {
	every broken in [{}, {"request": null}, {"request": "alice reads customers"}, {"request": []}] {
		count(rule.require) == 6 with input as broken
	}
}

test_retyped if {
	rule.require == {"resource_id": _incomplete(["resource", "id"], 7)} with input as _with({"resource": {"id": 7}})
	rule.require == {"action_name": _incomplete(["action", "name"], null)} with input as _with({"action": "read"})
}

test_unknown_kind if {
	rule.require == {"subject_kind": _unknown_kind("robot")} with input as _with({"subject": {"type": "robot"}})
}

test_known_under_another_type if {
	rule.require == {"subject_kind": _unknown_kind("agent")} with input as _with({"subject": {"type": "agent"}})
}

test_hostile_ids if {
	every id in [
		"", " ", "customers ", "\tcustomers", "customers\n", "custo\u0000mers", "custo\u200bmers", "\u202esremotsuc",
		"custo\u2028mers", "customers\u00a0",
	] {
		rule.require == {"resource_id": _incomplete(["resource", "id"], id)} with input as _with({"resource": {"id": id}})
	}
}

test_plain_ids if {
	every id in ["a", "/subscriptions/1/resourceGroups/rg one", "données", "https://kv-ai.vault.azure.net/keys/k"] {
		rule.require == {} with input as _with({"resource": {"id": id}})
	}
}
