package access.purpose_test

import data.access.purpose as rule

_input(resource, context) := {
	"request": {
		"subject": {"type": "user", "id": "alice@example.com"},
		"action": {"name": "read"},
		"resource": resource,
		"context": context,
	},
	"run": {"now": "2026-11-24T02:00:00Z", "command": "decide"},
}

_customers := {"type": "dataset", "id": "customers"}

_missing(allowed) := {"stated": {
	"message": "the request states no purpose",
	"code": "PURPOSE_MISSING",
	"path": ["context", "purpose"],
	"expected": allowed,
	"actual": null,
}}

_refused(purpose, allowed) := {"allowed": {
	"message": "the resource does not allow the purpose of the request",
	"code": "PURPOSE_NOT_ALLOWED",
	"path": ["context", "purpose"],
	"expected": allowed,
	"actual": purpose,
}}

test_allowed_purpose if rule.require == {} with input as _input(_customers, {"purpose": "Fraud-Detection"})

test_other_purpose if {
	rule.require == _refused("marketing", {"fraud-detection"}) with input as _input(_customers, {"purpose": "marketing"})
}

test_no_purpose if {
	every context in [{}, {"purpose": "n/a"}, {"purpose": 7}, {"purpose": ["fraud-detection"]}, null, "fraud-detection"] {
		rule.require == _missing({"fraud-detection"}) with input as _input(_customers, context)
	}
}

test_resource_without_purposes_allows_none if {
	elsewhere := {"type": "dataset", "id": "elsewhere"}
	rule.require == _refused("fraud-detection", set()) with input as _input(elsewhere, {"purpose": "fraud-detection"})
}

test_public_needs_no_purpose if {
	rule.require == {} with input as _input({"type": "dataset", "id": "country-codes"}, {})
}

test_unlabelled_is_not_public if {
	rule.require == _missing(set()) with input as _input({"type": "dataset", "id": "elsewhere"}, {})
	rule.require == _missing(set()) with input as {}
}

_emergency := {
	"subject": {"type": "user", "id": "dave@example.com"},
	"action": {"name": "get_secret"},
	"resource": {"type": "secret", "id": "fraud-scorer-key"},
	"context": {
		"purpose": "incident-response",
		"break_glass": {"ticket": "INC-42", "approver": "carol@example.com"},
	},
}

test_emergency_is_a_purpose if {
	rule.require == {} with input as {"request": _emergency, "run": {"now": "2026-11-24T02:00:00Z"}}
}

test_claimed_emergency_is_none if {
	request := json.remove(_emergency, ["context/break_glass/ticket"])
	rule.require == _refused("incident-response", {"model-serving"}) with input as {
		"request": request,
		"run": {"now": "2026-11-24T02:00:00Z"},
	}
}
