package access.grants_test

import data.access.grants as rule

_request := {
	"subject": {"type": "user", "id": "bob@example.com"},
	"action": {"name": "query"},
	"resource": {"type": "dataset", "id": "transactions"},
}

_at(now, changes) := {"request": object.union(_request, changes), "run": {"now": now, "command": "decide"}}

test_permit_with_an_end if {
	rule.permit == {"GRANT-7": {
		"message": "the grant GRANT-7 allows the request until 2026-12-31",
		"code": "GRANT",
	}} with input as _at("2026-12-31T23:59:59Z", {})
	rule.obligations == {"GRANT-7": {
		"type": "session_termination",
		"properties": {"at": "2026-12-31"},
	}} with input as _at("2026-12-31T23:59:59Z", {})
}

test_nothing_permits_outside_the_dates if {
	every now in ["2026-10-31T23:59:59Z", "2027-01-01T00:00:00Z", "2026-11-24", null] {
		request := _at(now, {"resource": {"id": "customers"}})
		rule.permit == {} with input as request
	}
	every now in ["2026-10-31T23:59:59Z", "2027-01-01T00:00:00Z", "soon", null] {
		rule.permit == {} with input as _at(now, {})
		rule.obligations == {} with input as _at(now, {})
	}
}

test_nothing_permits_what_is_not_granted if {
	every changes in [
		{"subject": {"id": "alice@example.com"}},
		{"subject": {"type": "agent"}},
		{"action": {"name": "delete"}},
		{"action": {"name": ["query"]}},
		{"resource": {"type": "model"}},
		{"resource": {"id": "transactions/../customers"}},
	] {
		rule.permit == {} with input as _at("2026-11-24T02:00:00Z", changes)
	}
}

test_nothing_permits_without_the_attribute if {
	every path in ["subject", "subject/type", "subject/id", "action/name", "resource/type", "resource/id"] {
		rule.permit == {} with input as {
			"request": json.remove(_request, [path]),
			"run": {"now": "2026-11-24T02:00:00Z"},
		}
	}
	rule.permit == {} with input as {"request": _request}
}
