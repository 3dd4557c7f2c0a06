package governance.retention_test

import data.governance.retention as rule

_input(properties) := {
	"resource": {"type": "Dataset", "name": "customers", "properties": properties},
	"run": {"now": "2026-11-24T02:00:00Z", "command": "check"},
}

_finding(text, attribute) := {"message": $"customers {text}", "path": ["properties", attribute]}

_unlimited := _finding("does not say for how many days it is kept", "retention_days")

_undated := _finding("does not say when it was created", "created")

_too_long := _finding("is kept for longer than its classification allows", "retention_days")

_over := _finding("is past its retention", "retention_days")

test_deny_past_its_retention if {
	rule.deny == {_over} with input as _input({
		"classification": "restricted",
		"created": "2025-11-22",
		"retention_days": 365,
	})
}

test_deny_longer_than_allowed if {
	rule.deny == {_too_long} with input as _input({
		"classification": "Restricted",
		"created": "2026-01-01",
		"retention_days": 1096,
	})
}

test_deny_unlabelled_longer_than_the_strictest if {
	every label in [null, "secret", 3] {
		rule.deny == {_too_long} with input as _input({
			"classification": label,
			"created": "2026-01-01",
			"retention_days": 3650,
		})
	}
	rule.deny == {_too_long} with input as _input({"created": "2026-01-01", "retention_days": 3650})
}

test_deny_absent if rule.deny == {_unlimited, _undated} with input as _input({})

test_deny_retyped if {
	every days in ["365", null, true, [365], 0, -1] {
		rule.deny == {_unlimited} with input as _input({"created": "2026-01-01", "retention_days": days})
	}
	every created in ["soon", "2026-02-30", 20260101, null, "2027-01-01"] {
		rule.deny == {_undated} with input as _input({"created": created, "retention_days": 30})
	}
}

test_deny_without_a_clock if {
	rule.deny == {_undated} with input as {"resource": _input({"created": "2026-01-01", "retention_days": 30}).resource}
}

test_deny_without_a_maximum if {
	rule.deny == {_too_long} with input as _input({
		"classification": "public",
		"created": "2026-11-01",
		"retention_days": 30,
	})
		with data.facts.governance.retention_days_max as {}
}

test_pass_until_the_last_day if {
	rule.deny == set() with input as _input({
		"classification": "restricted",
		"created": "2025-11-24T03:00:00Z",
		"retention_days": 365,
	})
	rule.deny == set() with input as _input({
		"classification": "low",
		"created": "2020-01-01",
		"retention_days": 2555,
	})
}
