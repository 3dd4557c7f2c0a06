package access.break_glass_test

import data.access.break_glass as rule

_input(request) := {"request": request, "run": {"now": "2026-11-24T02:00:00Z", "command": "decide"}}

_request := {
	"subject": {"type": "user", "id": "dave@example.com"},
	"action": {"name": "get_secret"},
	"resource": {"type": "secret", "id": "fraud-scorer-key"},
	"context": {"break_glass": {"ticket": "INC-42", "approver": "carol@example.com"}},
}

test_permit_and_announce if {
	rule.permit == {"break_glass": {
		"message": "emergency access under INC-42",
		"code": "BREAK_GLASS",
	}} with input as _input(_request)
	rule.obligations == {
		"notify": {"type": "notification", "properties": {"ticket": "INC-42"}},
		"log": {"type": "custom", "properties": {"log": "full"}},
		"end": {"type": "session_termination", "properties": {"after_minutes": 60}},
	} with input as _input(_request)
}

test_nothing_permits_without_ticket_or_approver if {
	every path in ["context", "context/break_glass/ticket", "context/break_glass/approver", "subject/id"] {
		rule.permit == {} with input as _input(json.remove(_request, [path]))
		rule.obligations == {} with input as _input(json.remove(_request, [path]))
	}
}

test_nothing_permits_without_a_clock if rule.permit == {} with input as {"request": _request}
