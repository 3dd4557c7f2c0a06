package access.clearance_test

import data.access.clearance as rule

_input(subject, resource) := {
	"request": {"subject": subject, "action": {"name": "read"}, "resource": resource},
	"run": {"now": "2026-11-24T02:00:00Z", "command": "decide"},
}

_alice := {"type": "user", "id": "alice@example.com"}

_dataset(id) := {"type": "dataset", "id": id}

_unproved(level, clearances) := {"cleared": {
	"message": $"the subject is not cleared for {level} resources",
	"code": "CLEARANCE_TOO_LOW",
	"path": ["resource", "properties", "classification"],
	"expected": level,
	"actual": clearances,
}}

test_cleared if rule.require == {} with input as _input(_alice, _dataset("transactions"))

test_above_the_clearance if {
	rule.require == _unproved("restricted", {"confidential"}) with input as _input(_alice, _dataset("customers"))
}

test_unlabelled_is_the_most_sensitive if {
	rule.require == _unproved("restricted", {"confidential"}) with input as _input(_alice, _dataset("elsewhere"))
	every label in ["confidental", 0, null, ["public"]] {
		resource := {"type": "dataset", "id": "elsewhere", "properties": {"classification": label}}
		rule.require == _unproved("restricted", {"confidential"}) with input as _input(_alice, resource)
	}
}

test_label_of_the_request_in_mixed_case if {
	resource := {"type": "dataset", "id": "elsewhere", "properties": {"classification": "Confidential"}}
	rule.require == {} with input as _input(_alice, resource)
}

test_label_of_the_request_does_not_lower_what_is_known if {
	resource := {"type": "dataset", "id": "customers", "properties": {"classification": "public"}}
	rule.require == _unproved("restricted", {"confidential"}) with input as _input(_alice, resource)
}

test_unknown_subject_has_no_clearance if {
	zoe := {"type": "user", "id": "zoe", "properties": {"clearance": "restricted"}}
	rule.require == _unproved("public", set()) with input as _input(zoe, _dataset("country-codes"))
}

test_own_clearance_stands_in_for_that_of_roles if {
	frank := {"type": "user", "id": "frank@example.com"}
	rule.require == _unproved("confidential", {"internal"}) with input as _input(frank, _dataset("transactions"))
}

test_missing_parts if {
	complete := _input(_alice, _dataset("transactions"))
	every path in ["request", "request/subject", "request/resource", "run", "run/now"] {
		count(rule.require) == 1 with input as json.remove(complete, [path])
	}
}

test_expired_assignment if {
	now := {"run": {"now": "2028-01-01T00:00:00Z"}}
	rule.require == _unproved("confidential", set()) with input as object.union(
		_input(_alice, _dataset("transactions")),
		now,
	)
}

test_without_levels_nobody_is_cleared if {
	rule.require == _unproved("unknown", {"confidential"}) with input as _input(_alice, _dataset("transactions"))
		with data.facts.classification.levels as []
}
