package lib.emergency_test

import data.lib.clock
import data.lib.emergency

_now := clock.start("2026-11-24T02:00:00Z")

_request := {
	"subject": {"type": "user", "id": "dave@example.com"},
	"action": {"name": "get_secret"},
	"resource": {"type": "secret", "id": "fraud-scorer-key"},
	"context": {"break_glass": {"ticket": "INC-42", "approver": "carol@example.com"}},
}

test_declared if emergency.declared(_request, _now)

test_not_without_any_part if {
	every path in [
		"subject", "subject/type", "subject/id", "action/name", "resource/type", "context", "context/break_glass",
		"context/break_glass/ticket", "context/break_glass/approver",
	] {
		not emergency.declared(json.remove(_request, [path]), _now)
	}
}

test_not_for_others if {
	every change in [
		{"subject": {"id": "alice@example.com"}},
		{"action": {"name": "delete"}},
		{"action": {"name": 7}},
		{"resource": {"type": "dataset"}},
		{"resource": {"type": ["secret"]}},
		{"context": {"break_glass": {"ticket": "please"}}},
		{"context": {"break_glass": {"ticket": "INC-42\n"}}},
		{"context": {"break_glass": {"ticket": 42}}},
		{"context": {"break_glass": {"approver": "dave@example.com"}}},
		{"context": {"break_glass": {"approver": "bob@example.com"}}},
	] {
		not emergency.declared(object.union(_request, change), _now)
	}
}

test_not_after_the_role_ended if not emergency.declared(_request, clock.start("2028-01-01"))
