package lib.subject_test

import data.lib.clock
import data.lib.subject

_now := clock.start("2026-11-24T02:00:00Z")

_facts := {
	"trust_request": [],
	"subject_types": {"user": {"delegated": false}, "agent": {"delegated": true}},
	"roles": {"reader": {"clearance": "internal"}, "steward": {"clearance": "restricted"}},
	"subjects": {
		"ann": {"type": "user", "assignments": [
			{"role": "Reader", "not_before": "2026-01-01", "not_after": "2026-11-24"},
			{"role": "steward", "not_before": "2026-01-01", "not_after": "2026-11-23"},
		]},
		"bea": {"type": "user", "clearance": "confidential", "assignments": [
			{"role": "reader", "not_before": "2026-01-01", "not_after": "never"},
			{"role": "steward", "not_before": "2026-11-25", "not_after": "never"},
		]},
		"cyd": {"type": "user", "assignments": [
			{"role": "steward", "not_after": "never"},
			{"role": "steward", "not_before": "2026-01-01"},
			{"role": "steward", "not_before": "2026-01-01", "not_after": "next year"},
			{"role": "steward", "not_before": "2026-01-01", "not_after": true},
			{"role": "king", "not_before": "2026-01-01", "not_after": "never"},
			{"role": 7, "not_before": "2026-01-01", "not_after": "never"},
		]},
		"dot": false,
	},
}

_ann := {"type": "User", "id": "ann", "properties": {"roles": ["steward"], "clearance": "restricted"}}

_trusting := object.union(_facts, {"trust_request": ["subject.roles", "subject.clearance"]})

test_kind if {
	subject.kind("USER") == "user" with data.facts.access as _facts
	not subject.kind("robot") with data.facts.access as _facts
	not subject.kind(["user"]) with data.facts.access as _facts
}

test_known_only_as_what_it_is if {
	subject.known(_ann) with data.facts.access as _facts
	not subject.known({"type": "agent", "id": "ann"}) with data.facts.access as _facts
	not subject.known({"id": "ann"}) with data.facts.access as _facts
	not subject.known({"type": "user", "id": "ANN"}) with data.facts.access as _facts
}

test_strangers if {
	subject.stranger("zoe") with data.facts.access as _facts
	not subject.stranger("ann") with data.facts.access as _facts
	not subject.stranger("dot") with data.facts.access as _facts
	not subject.stranger(7) with data.facts.access as _facts
}

test_roles_within_their_dates if {
	subject.roles(_ann, _now) == {"reader"} with data.facts.access as _facts
	subject.roles({"type": "user", "id": "bea"}, _now) == {"reader"} with data.facts.access as _facts
}

test_void_assignments if {
	subject.roles({"type": "user", "id": "cyd"}, _now) == set() with data.facts.access as _facts
}

test_wrong_type_has_no_roles if {
	subject.roles({"type": "agent", "id": "ann"}, _now) == set() with data.facts.access as _facts
}

test_claims_of_the_known_never_count if {
	subject.roles(_ann, _now) == {"reader"} with data.facts.access as _trusting
	subject.clearances(_ann, _now) == {"internal"} with data.facts.access as _trusting
}

test_claims_of_strangers_count_only_if_trusted if {
	claim := {"type": "user", "id": "zoe", "properties": {"roles": ["STEWARD", "king", 7], "clearance": "internal"}}
	subject.roles(claim, _now) == set() with data.facts.access as _facts
	subject.clearances(claim, _now) == set() with data.facts.access as _facts
	subject.roles(claim, _now) == {"steward"} with data.facts.access as _trusting
	subject.clearances(claim, _now) == {"internal"} with data.facts.access as _trusting
}

test_clearance_of_roles if subject.clearances(_ann, _now) == {"internal"} with data.facts.access as _facts

test_own_clearance_stands_in if {
	subject.clearances({"type": "user", "id": "bea"}, _now) == {"confidential"} with data.facts.access as _facts
}

test_cleared if {
	subject.cleared(_ann, "internal", _now) with data.facts.access as _facts
	not subject.cleared(_ann, "confidential", _now) with data.facts.access as _facts
	not subject.cleared({"type": "user", "id": "cyd"}, "public", _now) with data.facts.access as _facts
}
