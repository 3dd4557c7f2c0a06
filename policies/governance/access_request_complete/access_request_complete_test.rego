package governance.access_request_complete_test

import data.governance.access_request_complete as rule

_complete := {
	"subject": {"type": "user", "id": "alice@example.com"},
	"action": "read",
	"resource": {"type": "dataset", "id": "customers"},
	"purpose": "fraud detection",
	"justification": "INC-7: find the duplicate accounts",
	"approver": "carol@example.com",
	"requested_at": "2026-11-01",
	"expires": "2026-12-31",
}

_input(properties) := {
	"resource": {"type": "AccessRequest", "name": "AR-1", "properties": properties},
	"run": {"now": "2026-11-24T02:00:00Z", "command": "check"},
}

_unstated(path) := {
	"message": $"AR-1 does not state {concat(".", path)}",
	"path": array.concat(["properties"], path),
}

_unapproved := {
	"message": "AR-1 is not approved by anybody but the requester",
	"path": ["properties", "approver"],
}

_undated := {
	"message": "AR-1 was not requested at a time in the past",
	"path": ["properties", "requested_at"],
}

_unlimited := {"message": "AR-1 has expired or does not end in time", "path": ["properties", "expires"]}

_everything := {_unapproved, _undated} | {_unstated(path) |
	some path in {
		["subject", "type"], ["subject", "id"], ["action"], ["resource", "type"], ["resource", "id"],
		["purpose"], ["justification"],
	}
}

test_deny_absent if rule.deny == _everything with input as _input({})

test_deny_each_absent if {
	every path in [["subject", "type"], ["action"], ["resource", "id"], ["purpose"], ["justification"]] {
		rule.deny == {_unstated(path)} with input as _input(json.remove(_complete, [path]))
	}
	rule.deny == {_unstated(["subject", "id"]), _unapproved} with input as _input(json.remove(
		_complete,
		["subject/id"],
	))
}

test_deny_retyped if {
	rule.deny == {_unstated(["purpose"])} with input as _input(object.union(_complete, {"purpose": ["fraud"]}))
	rule.deny == {_unstated(["action"])} with input as _input(object.union(_complete, {"action": true}))
}

test_deny_placeholder if {
	rule.deny == {_unstated(["justification"])} with input as _input(object.union(_complete, {"justification": "n/a"}))
}

test_deny_own_approval if {
	every approver in ["alice@example.com", "ALICE@example.com", "tbd", "", null, ["carol@example.com"]] {
		rule.deny == {_unapproved} with input as _input(object.union(_complete, {"approver": approver}))
	}
}

test_deny_emergency_without_another_approver if {
	every emergency in [
		{"ticket": "INC-7"},
		{"approver": "carol@example.com"},
		{"ticket": "n/a", "approver": "carol@example.com"},
		{"ticket": "INC-7", "approver": "Alice@example.com"},
		{"ticket": 7, "approver": "carol@example.com"},
		"INC-7",
	] {
		request := object.union(object.remove(_complete, ["approver"]), {"break_glass": emergency})
		rule.deny == {_unapproved} with input as _input(request)
	}
}

test_deny_dates if {
	every moment in ["2026-11-25", "yesterday", 0, null] {
		rule.deny == {_undated} with input as _input(object.union(_complete, {"requested_at": moment}))
	}
	every moment in ["2026-11-23", "2027-11-01", "never", 0, null] {
		rule.deny == {_unlimited} with input as _input(object.union(_complete, {"expires": moment}))
	}
	rule.deny == {_unlimited} with input as _input(object.remove(_complete, ["expires"]))
}

test_deny_without_a_clock if {
	rule.deny == {_undated} with input as {"resource": _input(_complete).resource}
}

test_pass_complete if rule.deny == set() with input as _input(_complete)

test_pass_emergency_with_another_approver if {
	emergency := {"ticket": "INC-7", "approver": "carol@example.com"}
	request := object.union(object.remove(_complete, ["approver"]), {"break_glass": emergency})
	rule.deny == set() with input as _input(request)
}
