package governance.access_record_complete_test

import data.governance.access_record_complete as rule

_complete := {
	"timestamp": "2026-11-23T10:00:00Z",
	"user_id": "alice@example.com",
	"role": "data-scientist",
	"dataset": "customers",
	"action": "read",
	"purpose": "fraud detection",
	"approver": "carol@example.com",
	"classification": "restricted",
	"decision": "allow",
}

_record(properties) := {"resource": {"type": "AccessRecord", "name": "access.log#3", "properties": properties}}

_with(changes) := _record(object.union(_complete, changes))

_without(fields) := _record(object.remove(_complete, fields))

_unstated(field) := {
	"message": $"access.log#3 is a record of access without {field}",
	"path": ["properties", field],
}

_unnamed := {
	"message": "access.log#3 is a record of access that does not say to what",
	"path": ["properties", "resource"],
}

_unapproved := {
	"message": "access.log#3 is a record of access that nobody but the user approved",
	"path": ["properties", "approver"],
}

test_deny_own_approval if {
	every approver in ["alice@example.com", "Alice@Example.com", "", "n/a", null, 7] {
		rule.deny == {_unapproved} with input as _with({"approver": approver})
	}
	rule.deny == {_unapproved} with input as _with({"user_id": 7, "approver": "7"})
}

test_deny_absent if {
	rule.deny == {_unstated(field) |
		some field in ["timestamp", "user_id", "role", "action", "purpose"]
	} | {_unnamed, _unapproved} with input as _record({})
}

test_deny_each_absent if {
	every field in ["timestamp", "role", "action", "purpose"] {
		rule.deny == {_unstated(field)} with input as _without([field])
	}
	rule.deny == {_unstated("user_id"), _unapproved} with input as _without(["user_id"])
	rule.deny == {_unnamed} with input as _without(["dataset"])
	rule.deny == {_unapproved} with input as _without(["approver"])
}

test_deny_retyped if {
	rule.deny == {_unstated("purpose")} with input as _with({"purpose": ["fraud detection"]})
	rule.deny == {_unstated("role")} with input as _with({"role": 7})
	rule.deny == {_unapproved} with input as _with({"decision": ["deny"], "approver": null})
}

test_pass_complete if {
	rule.deny == set() with input as _with({})
	rule.deny == set() with input as _with({"user_id": 7})
	every attribute in ["resource", "resource_id"] {
		record := object.union(object.remove(_complete, ["dataset"]), {attribute: "kv-ai"})
		rule.deny == set() with input as _record(record)
	}
}

test_pass_denied_access_needs_no_approver if {
	rule.deny == set() with input as _record(object.union(object.remove(_complete, ["approver"]), {"decision": "DENIED"}))
}
