package access.separation_of_duties_test

import data.access.separation_of_duties as rule

_input(changes) := {
	"request": object.union(
		{
			"subject": {"type": "user", "id": "bob@example.com"},
			"action": {"name": "deploy"},
			"resource": {"type": "model", "id": "fraud-scorer"},
		},
		changes,
	),
	"run": {"now": "2026-11-24T02:00:00Z", "command": "decide"},
}

_unapproved(actual) := {"approval": {
	"message": "nobody who may approve, other than the requester, approved the request",
	"code": "APPROVAL_MISSING",
	"path": ["context", "approver"],
	"expected": ["data-steward", "model-approver"],
	"actual": actual,
}}

_conflict(roles) := {"roles": {
	"message": "the subject holds roles that are meant to check each other",
	"code": "ROLES_CONFLICT",
	"path": ["subject", "id"],
	"expected": "one role of each conflicting set",
	"actual": roles,
}}

test_approved if rule.require == {} with input as _input({"context": {"approver": "erin@example.com"}})

test_not_approved if {
	rule.require == _unapproved(null) with input as _input({})
	every approver in ["bob@example.com", "BOB@example.com", "alice@example.com", "mallory", "", 7, null] {
		rule.require == _unapproved(approver) with input as _input({"context": {"approver": approver}})
	}
}

test_self_approval_of_a_steward if {
	rule.require == _unapproved("carol@example.com") with input as _input({
		"subject": {"id": "carol@example.com"},
		"action": {"name": "delete"},
		"context": {"approver": "carol@example.com"},
	})
}

test_principal_cannot_approve_for_its_agent if {
	every request in [
		{"context": {"approver": "carol@example.com", "on_behalf_of": {"type": "user", "id": "carol@example.com"}}},
		{
			"subject": {"properties": {"on_behalf_of": {"type": "user", "id": "carol@example.com"}}},
			"context": {"approver": "carol@example.com"},
		},
	] {
		rule.require == _unapproved("carol@example.com") with input as _input(request)
	}
}

test_reading_below_the_limit_needs_no_approval if {
	rule.require == {} with input as _input({"action": {"name": "Read"}})
}

test_reading_above_the_limit_does if {
	every id in ["customers", "elsewhere"] {
		rule.require == _unapproved(null) with input as _input({
			"action": {"name": "read"},
			"resource": {"type": "dataset", "id": id},
		})
	}
}

test_unknown_or_missing_action_needs_approval if {
	rule.require == _unapproved(null) with input as _input({"action": {"name": "reed"}})
	rule.require == _unapproved(null) with input as _input({"action": {"name": ["read"]}})
	rule.require == _unapproved(null) with input as _input({"action": "read"})
}

test_emergency_is_approved if {
	rule.require == {} with input as _input({
		"subject": {"id": "dave@example.com"},
		"action": {"name": "disable"},
		"context": {"break_glass": {"ticket": "INC-42", "approver": "carol@example.com"}},
	})
}

test_conflicting_roles if {
	rule.require == _conflict({"ml-engineer", "model-approver"}) with input as _input({"action": {"name": "read"}})
		with data.facts.access.subjects as {"bob@example.com": {"type": "user", "assignments": [
			{"role": "ml-engineer", "not_before": "2026-01-01", "not_after": "never"},
			{"role": "model-approver", "not_before": "2026-01-01", "not_after": "never"},
		]}}
}

test_missing_request_proves_nothing if {
	rule.require == object.union(_unapproved(null), _conflict(set())) with input as {}
}
