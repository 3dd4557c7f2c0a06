package governance.access_clearance_test

import data.governance.access_clearance as rule

_record(properties) := {"resource": {"type": "AccessRecord", "name": "access.log#3", "properties": properties}}

_request(subject, resource, datasets) := {
	"resource": {
		"type": "AccessRequest",
		"name": "AR-1",
		"properties": {"subject": subject, "resource": resource},
		"relations": {"datasets": datasets},
	},
	"run": {"now": "2026-11-24T02:00:00Z", "command": "check"},
}

_alice := {"type": "user", "id": "alice@example.com", "roles": ["data-steward"], "clearance": "restricted"}

_record_above := {{
	"message": "access.log#3 reaches data above the clearance of who asks",
	"path": ["properties", "classification"],
}}

_request_above := {{
	"message": "AR-1 reaches data above the clearance of who asks",
	"path": ["properties", "resource", "classification"],
}}

test_deny_record_above_the_role if {
	rule.deny == _record_above with input as _record({"role": "data-scientist", "classification": "HIGH"})
}

test_deny_record_absent if {
	rule.deny == _record_above with input as _record({"role": "data-scientist"})
	rule.deny == _record_above with input as _record({"classification": "public"})
	rule.deny == _record_above with input as _record({})
}

test_deny_record_retyped if {
	rule.deny == _record_above with input as _record({"role": ["data-steward"], "classification": "public"})
	rule.deny == _record_above with input as _record({"role": "data-scientist", "classification": 0})
	rule.deny == _record_above with input as _record({"role": "emperor", "classification": "public"})
	rule.deny == _record_above with input as _record({"role": "emperor", "decision": ["deny"]})
}

test_deny_request_above_the_facts if {
	rule.deny == _request_above with input as _request(_alice, {"type": "dataset", "id": "customers"}, [])
}

test_deny_request_above_the_dataset if {
	rule.deny == _request_above with input as _request(
		_alice,
		{"type": "dataset", "id": "orders", "classification": "public"},
		[{"name": "orders", "properties": {"classification": "restricted"}}],
	)
	rule.deny == _request_above with input as _request(
		_alice,
		{"type": "dataset", "id": "orders", "classification": "public"},
		[{"name": "orders", "properties": {}}],
	)
}

test_deny_request_absent if {
	rule.deny == _request_above with input as _request(_alice, {"type": "dataset", "id": "orders"}, [])
	rule.deny == _request_above with input as _request(_alice, {"classification": "public"}, [])
	rule.deny == _request_above with input as _request({"type": "user"}, {"type": "dataset", "id": "country-codes"}, [])
	rule.deny == _request_above with input as {"resource": {"type": "AccessRequest", "name": "AR-1", "properties": {}}}
}

test_deny_request_retyped if {
	rule.deny == _request_above with input as _request("alice@example.com", {"type": "dataset", "id": "country-codes"}, [])
	rule.deny == _request_above with input as _request(_alice, "country-codes", [])
}

test_deny_request_of_a_stranger if {
	mallory := {"type": "user", "id": "mallory", "roles": ["data-steward"], "clearance": "restricted"}
	rule.deny == _request_above with input as _request(mallory, {"type": "dataset", "id": "country-codes"}, [])
}

test_pass_record if {
	rule.deny == set() with input as _record({"role": "Data-Scientist", "classification": "Confidential"})
}

test_pass_request if {
	rule.deny == set() with input as _request(_alice, {"type": "dataset", "id": "transactions"}, [])
	rule.deny == set() with input as _request(
		_alice,
		{"type": "dataset", "id": "orders"},
		[{"name": "orders", "properties": {"classification": "internal"}}],
	)
}

test_not_applicable_denied_record if {
	rule.not_applicable with input as _record({"role": "intern", "classification": "restricted", "decision": "Deny"})
	rule.deny == set() with input as _record({"role": "intern", "classification": "restricted", "decision": "Deny"})
}

test_applies_to_requests_that_say_denied if {
	request := _request(_alice, {"type": "dataset", "id": "customers"}, [])
	patched := json.patch(request, [{"op": "add", "path": "/resource/properties/decision", "value": "deny"}])
	rule.deny == _request_above with input as patched
}
