package governance.erasure_process_test

import data.governance.erasure_process as rule

_dataset(properties) := {"resource": {"type": "Dataset", "name": "customers", "properties": properties}}

_undescribed := {
	"message": "customers may hold personal data but names no procedure for erasing it",
	"path": ["properties", "erasure", "procedure"],
}

_late := {
	"message": "customers does not promise erasure in time",
	"path": ["properties", "erasure", "max_days"],
}

test_deny_late if {
	rule.deny == {_late} with input as _dataset({"erasure": {"procedure": "RB-12", "max_days": 31}})
}

test_deny_absent if rule.deny == {_undescribed, _late} with input as _dataset({})

test_deny_misspelt if {
	rule.deny == {_undescribed} with input as _dataset({"erasure": {"proceedure": "RB-12", "max_days": 30}})
}

test_deny_retyped if {
	every erasure in ["RB-12", null, ["RB-12", 30], {"procedure": true, "max_days": "30"}] {
		rule.deny == {_undescribed, _late} with input as _dataset({"erasure": erasure})
	}
}

test_deny_unproved_exemption if {
	rule.deny == {_undescribed, _late} with input as _dataset({"contains_personal_data": false})
}

test_pass_in_time if {
	rule.deny == set() with input as _dataset({"erasure": {"procedure": "RB-12", "max_days": 30}})
	not rule.not_applicable with input as _dataset({"erasure": {"procedure": "RB-12", "max_days": 30}})
}

test_not_applicable_without_personal_data if {
	rule.not_applicable with input as _dataset({"contains_personal_data": false, "sensitive_data": []})
	rule.deny == set() with input as _dataset({"contains_personal_data": false, "sensitive_data": []})
}
