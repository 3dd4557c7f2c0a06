package governance.special_category_dpia_test

import data.governance.special_category_dpia as rule

_input(properties) := {
	"resource": {"type": "Dataset", "name": "patients", "properties": properties},
	"run": {"now": "2026-11-24T02:00:00Z", "command": "check"},
}

_unreferenced := {
	"message": "patients may hold a special category of personal data but refers to no impact assessment",
	"path": ["properties", "dpia", "reference"],
}

_undated := {
	"message": "patients has no impact assessment of the last years",
	"path": ["properties", "dpia", "date"],
}

_patients(dpia) := _input({"contains_personal_data": true, "sensitive_data": ["Medical"], "dpia": dpia})

test_deny_old if rule.deny == {_undated} with input as _patients({"reference": "DPIA-7", "date": "2023-11-23"})

test_deny_absent if rule.deny == {_unreferenced, _undated} with input as _input({})

test_deny_misspelt_kind if {
	rule.deny == {_unreferenced, _undated} with input as _input({
		"contains_personal_data": true,
		"sensitive_data": ["medicle"],
	})
}

test_deny_retyped if {
	every dpia in ["DPIA-7", null, [], {"reference": 7, "date": 2026}] {
		rule.deny == {_unreferenced, _undated} with input as _patients(dpia)
	}
}

test_deny_in_the_future if {
	rule.deny == {_undated} with input as _patients({"reference": "DPIA-7", "date": "2026-11-25"})
}

test_deny_placeholder if {
	rule.deny == {_unreferenced} with input as _patients({"reference": "pending", "date": "2026-01-01"})
}

test_pass_recent if {
	rule.deny == set() with input as _patients({"reference": "DPIA-7", "date": "2023-11-25"})
	not rule.not_applicable with input as _patients({"reference": "DPIA-7", "date": "2023-11-25"})
}

test_not_applicable_without_special_category if {
	cards := _input({"contains_personal_data": true, "sensitive_data": ["credit_card"]})
	rule.not_applicable with input as cards
	rule.deny == set() with input as cards
}
