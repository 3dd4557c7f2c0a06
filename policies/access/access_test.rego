# METADATA
# description: |
#   What the topics decide together, combined as the engine does it, and that no deletion or change of type ever
#   turns a denied request into an allowed one.
package access_test

import data.access.agents
import data.access.break_glass
import data.access.clearance
import data.access.grants
import data.access.purpose
import data.access.request
import data.access.roles
import data.access.separation_of_duties

_unproved := sum([
	count(request.require),
	count(clearance.require),
	count(purpose.require),
	count(separation_of_duties.require),
	count(agents.require),
])

_permits := sum([count(roles.permit), count(grants.permit), count(break_glass.permit)])

_allowed if {
	_unproved == 0
	_permits > 0
}

_run := {"now": "2026-11-24T02:00:00Z", "command": "decide"}

_request(subject, action, resource, context) := {
	"subject": subject,
	"action": {"name": action},
	"resource": resource,
	"context": context,
}

_alice := {"type": "user", "id": "alice@example.com"}

_bob := {"type": "user", "id": "bob@example.com"}

_dave := {"type": "user", "id": "dave@example.com"}

_mallory := {"type": "user", "id": "mallory", "properties": {"roles": ["data-steward"], "clearance": "restricted"}}

_agent(principal) := {"type": "agent", "id": "agent-research", "properties": {"on_behalf_of": principal}}

_customers := {"type": "dataset", "id": "customers"}

_transactions := {"type": "dataset", "id": "transactions"}

_catalogue := {"type": "dataset", "id": "product-catalogue"}

_model := {"type": "model", "id": "fraud-scorer"}

_secret := {"type": "secret", "id": "fraud-scorer-key"}

_elsewhere := {
	"type": "dataset",
	"id": "elsewhere",
	"properties": {"classification": "restricted", "allowed_purposes": ["analytics"]},
}

_fraud := {"purpose": "fraud-detection"}

_allowed_requests := {
	"role": _request(_alice, "read", _transactions, _fraud),
	"public": _request(_alice, "read", {"type": "dataset", "id": "country-codes"}, {}),
	"grant": _request(_bob, "query", _transactions, _fraud),
	"approved": _request(_bob, "deploy", _model, {"purpose": "model-release", "approver": "erin@example.com"}),
	"service": _request(
		{"type": "service_principal", "id": "sp-inference"},
		"get_secret",
		_secret,
		{"purpose": "model-serving"},
	),
	"agent": _request(_agent(_alice), "query", _catalogue, {"purpose": "analytics"}),
	"emergency": _request(_dave, "get_secret", _secret, {
		"purpose": "incident-response",
		"break_glass": {"ticket": "INC-42", "approver": "carol@example.com"},
	}),
}

_denied_requests := {
	"stranger": _request(_mallory, "read", _transactions, _fraud),
	"no_role": _request(_alice, "delete", _transactions, {"purpose": "fraud-detection", "approver": "carol@example.com"}),
	"not_cleared": _request(_alice, "read", _customers, {"purpose": "fraud-detection", "approver": "carol@example.com"}),
	"other_purpose": _request(_alice, "read", _transactions, {"purpose": "marketing"}),
	"own_approval": _request(_bob, "deploy", _model, {"purpose": "model-release", "approver": "bob@example.com"}),
	"another_type": _request({"type": "agent", "id": "alice@example.com"}, "read", _transactions, _fraud),
	"label_of_the_request": _request(_alice, "read", _elsewhere, {"purpose": "analytics"}),
	"agent_of_a_stranger": _request(_agent(_mallory), "query", _catalogue, {"purpose": "analytics"}),
	"agent_above_itself": _request(_agent(_alice), "read", _transactions, _fraud),
	"emergency_without_ticket": _request(_dave, "get_secret", _secret, {
		"purpose": "incident-response",
		"break_glass": {"ticket": "", "approver": "carol@example.com"},
	}),
	"emergency_of_others": _request(_alice, "get_secret", _secret, {
		"purpose": "incident-response",
		"break_glass": {"ticket": "INC-42", "approver": "carol@example.com"},
	}),
}

# The request without each of its attributes, and with another type in the place of each.
_damaged(whole) := {json.remove(whole, [path]) | some path in _paths(whole)} | {json.patch(whole, [patch]) |
	some path in _paths(whole)
	patch := {"op": "replace", "path": _pointer(path), "value": ["data-steward"]}
}

_paths(value) := {path |
	walk(value, [path, _])
	count(path) > 0
}

_pointer(path) := concat("", [$"/{key}" | some key in path])

test_allowed if {
	every wanted in _allowed_requests {
		_allowed with input as {"request": wanted, "run": _run}
	}
}

test_denied if {
	every refused in _denied_requests {
		not _allowed with input as {"request": refused, "run": _run}
	}
}

# One test for each request keeps every test far below the time limit of the runner.
test_damage_never_allows_stranger if {
	every damaged in _damaged(_denied_requests.stranger) {
		not _allowed with input as {"request": damaged, "run": _run}
	}
}

test_damage_never_allows_no_role if {
	every damaged in _damaged(_denied_requests.no_role) {
		not _allowed with input as {"request": damaged, "run": _run}
	}
}

test_damage_never_allows_not_cleared if {
	every damaged in _damaged(_denied_requests.not_cleared) {
		not _allowed with input as {"request": damaged, "run": _run}
	}
}

test_damage_never_allows_other_purpose if {
	every damaged in _damaged(_denied_requests.other_purpose) {
		not _allowed with input as {"request": damaged, "run": _run}
	}
}

test_damage_never_allows_own_approval if {
	every damaged in _damaged(_denied_requests.own_approval) {
		not _allowed with input as {"request": damaged, "run": _run}
	}
}

test_damage_never_allows_another_type if {
	every damaged in _damaged(_denied_requests.another_type) {
		not _allowed with input as {"request": damaged, "run": _run}
	}
}

test_damage_never_allows_label_of_the_request if {
	every damaged in _damaged(_denied_requests.label_of_the_request) {
		not _allowed with input as {"request": damaged, "run": _run}
	}
}

test_damage_never_allows_agent_of_a_stranger if {
	every damaged in _damaged(_denied_requests.agent_of_a_stranger) {
		not _allowed with input as {"request": damaged, "run": _run}
	}
}

test_damage_never_allows_agent_above_itself if {
	every damaged in _damaged(_denied_requests.agent_above_itself) {
		not _allowed with input as {"request": damaged, "run": _run}
	}
}

test_damage_never_allows_emergency_without_ticket if {
	every damaged in _damaged(_denied_requests.emergency_without_ticket) {
		not _allowed with input as {"request": damaged, "run": _run}
	}
}

test_damage_never_allows_emergency_of_others if {
	every damaged in _damaged(_denied_requests.emergency_of_others) {
		not _allowed with input as {"request": damaged, "run": _run}
	}
}

test_nothing_is_allowed_without_what_it_rests_on if {
	every wanted in _allowed_requests {
		every path in [["subject"], ["subject", "id"], ["subject", "type"], ["action", "name"], ["resource", "id"]] {
			not _allowed with input as {"request": json.remove(wanted, [path]), "run": _run}
		}
	}
	every name in ["role", "grant", "approved", "service", "agent", "emergency"] {
		not _allowed with input as {"request": object.remove(_allowed_requests[name], ["context"]), "run": _run}
	}
}

test_nothing_is_allowed_without_a_clock if {
	every wanted in _allowed_requests {
		every run in [{}, null, {"now": "today"}, {"now": 1795312800}] {
			not _allowed with input as {"request": wanted, "run": run}
		}
	}
}

test_nothing_is_allowed_when_all_has_ended if {
	every name in ["role", "public", "grant", "agent", "emergency"] {
		not _allowed with input as {"request": _allowed_requests[name], "run": {"now": "2028-01-01T00:00:00Z"}}
	}
}
