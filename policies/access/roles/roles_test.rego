package access.roles_test

import data.access.roles as rule

_request := {
	"subject": {"type": "user", "id": "alice@example.com"},
	"action": {"name": "read"},
	"resource": {"type": "dataset", "id": "transactions"},
}

_at(now, changes) := {"request": object.union(_request, changes), "run": {"now": now, "command": "decide"}}

_with(changes) := _at("2026-11-24T02:00:00Z", changes)

_permit := {"data-scientist": {
	"message": "the role data-scientist allows read on resources of type dataset",
	"code": "ROLE",
}}

test_permit if rule.permit == _permit with input as _with({})

test_permit_mixed_case if {
	rule.permit == {"data-scientist": {
		"message": "the role data-scientist allows Read on resources of type DataSet",
		"code": "ROLE",
	}} with input as _with({"action": {"name": "Read"}, "resource": {"type": "DataSet"}})
}

test_nothing_permits_what_no_role_allows if {
	every changes in [
		{"action": {"name": "delete"}},
		{"resource": {"type": "secret"}},
		{"subject": {"id": "mallory"}},
		{"subject": {"id": "ALICE@example.com"}},
		{"subject": {"id": "alice@example.com\n"}},
		{"subject": {"id": "__proto__"}},
		{"subject": {"type": "agent"}},
		{"subject": {"id": "mallory", "properties": {"roles": ["data-scientist"]}}},
	] {
		rule.permit == {} with input as _with(changes)
	}
}

test_nothing_permits_without_the_attribute if {
	every path in [
		"subject", "subject/type", "subject/id", "action", "action/name", "resource", "resource/type",
	] {
		rule.permit == {} with input as {"request": json.remove(_request, [path]), "run": _with({}).run}
	}
}

test_nothing_permits_retyped if {
	every changes in [
		{"subject": {"id": ["alice@example.com"]}},
		{"subject": "alice@example.com"},
		{"action": {"name": ["read"]}},
		{"resource": {"type": null}},
	] {
		rule.permit == {} with input as _with(changes)
	}
}

test_nothing_permits_outside_the_dates if {
	every now in ["2025-12-31T23:59:59Z", "2028-01-01T00:00:00Z", "now", null] {
		rule.permit == {} with input as _at(now, {})
	}
	rule.permit == {} with input as {"request": _request}
}

test_unknown_role_allows_nothing if {
	rule.permit == {} with input as _with({})
		with data.facts.access.subjects as {"alice@example.com": {"type": "user", "assignments": [{
			"role": "emperor",
			"not_before": "2026-01-01",
			"not_after": "never",
		}]}}
}

test_roles_of_the_request_count_only_if_trusted if {
	rule.permit == _permit with input as _with({"subject": {"id": "zoe", "properties": {"roles": ["data-scientist"]}}})
		with data.facts.access.trust_request as ["subject.roles"]
}
