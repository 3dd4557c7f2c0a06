package lib.permission_test

import data.lib.clock
import data.lib.permission

_now := clock.start("2026-11-24T02:00:00Z")

_grant := {
	"subject": {"type": "user", "id": "ann"},
	"actions": ["query"],
	"resource": {"type": "dataset", "id": "customers"},
	"not_before": "2026-11-01",
	"not_after": "2026-11-30",
	"approver": "bea",
}

_facts := {
	"trust_request": [],
	"subject_types": {"user": {"delegated": false}},
	"roles": {"reader": {"permissions": [
		{"actions": ["read"], "resource_types": ["dataset"]},
		{"actions": ["invoke"], "resource_types": ["model"]},
	]}},
	"subjects": {"ann": {"type": "user", "assignments": [{
		"role": "reader",
		"not_before": "2026-01-01",
		"not_after": "never",
	}]}},
	"grants": {"G-1": _grant},
}

_request(action, type, id) := {
	"subject": {"type": "user", "id": "ann"},
	"action": {"name": action},
	"resource": {"type": type, "id": id},
}

test_by_role if {
	permission.by_role(_request("READ", "Dataset", "x"), _now) == {"reader"} with data.facts.access as _facts
}

test_blocks_of_a_role_are_not_mixed if {
	permission.by_role(_request("invoke", "dataset", "x"), _now) == set() with data.facts.access as _facts
	permission.by_role(_request("read", "model", "x"), _now) == set() with data.facts.access as _facts
}

test_by_role_retyped if {
	every request in [_request(["read"], "dataset", "x"), _request("read", 7, "x"), {}] {
		permission.by_role(request, _now) == set() with data.facts.access as _facts
	}
}

test_by_grant if {
	permission.by_grant(_request("Query", "DATASET", "customers"), _now) == {"G-1"} with data.facts.access as _facts
}

test_by_grant_only_for_what_it_says if {
	every request in [
		_request("write", "dataset", "customers"),
		_request("query", "model", "customers"),
		_request("query", "dataset", "customers2"),
		_request(7, "dataset", "customers"),
		_request("query", null, "customers"),
		object.union(_request("query", "dataset", "customers"), {"subject": {"id": "bea"}}),
		{},
	] {
		permission.by_grant(request, _now) == set() with data.facts.access as _facts
	}
}

test_void_grants if {
	every change in [
		{"not_after": "2026-11-23"},
		{"not_before": "2026-11-25"},
		{"not_after": "never"},
		{"not_after": null},
		{"approver": "ANN"},
		{"approver": null},
	] {
		facts := object.union(_facts, {"grants": {"G-1": change}})
		permission.by_grant(_request("query", "dataset", "customers"), _now) == set() with data.facts.access as facts
	}
	every attribute in ["not_before", "not_after", "approver", "subject", "actions", "resource"] {
		grants := {"G-1": object.remove(_grant, [attribute])}
		permission.by_grant(_request("query", "dataset", "customers"), _now) == set() with data.facts.access as _facts
			with data.facts.access.grants as grants
	}
}

test_permitted if {
	permission.permitted(_request("read", "dataset", "x"), _now) with data.facts.access as _facts
	permission.permitted(_request("query", "dataset", "customers"), _now) with data.facts.access as _facts
	not permission.permitted(_request("delete", "dataset", "customers"), _now) with data.facts.access as _facts
}
