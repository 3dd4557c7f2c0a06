package governance.lawful_basis_test

import data.governance.lawful_basis as rule

_no_purpose := {
	"message": "customers may hold personal data but states no purpose",
	"path": ["properties", "purposes"],
}

_no_basis := {
	"message": "customers may hold personal data but states no lawful basis",
	"path": ["properties", "lawful_basis"],
}

_dataset(properties) := {"resource": {"type": "Dataset", "name": "customers", "properties": properties}}

test_deny_unknown_basis if {
	rule.deny == {_no_basis} with input as _dataset({
		"contains_personal_data": true,
		"purposes": ["fraud detection"],
		"lawful_basis": "convenience",
	})
}

test_deny_absent if rule.deny == {_no_purpose, _no_basis} with input as _dataset({})

test_deny_retyped if {
	rule.deny == {_no_purpose, _no_basis} with input as _dataset({
		"contains_personal_data": "false",
		"sensitive_data": [],
		"purposes": "fraud detection",
		"lawful_basis": ["consent"],
	})
}

test_deny_empty_purposes if {
	every purposes in [[], ["n/a"], ["fraud detection", ""], [7]] {
		rule.deny == {_no_purpose} with input as _dataset({"purposes": purposes, "lawful_basis": "consent"})
	}
}

test_deny_contradiction if {
	rule.deny == {_no_purpose, _no_basis} with input as _dataset({
		"contains_personal_data": false,
		"sensitive_data": ["medical"],
	})
}

test_pass_stated if {
	rule.deny == set() with input as _dataset({
		"contains_personal_data": true,
		"purposes": ["fraud detection"],
		"lawful_basis": "Legitimate_Interests",
	})
}

test_pass_applies_to_personal_data if {
	not rule.not_applicable with input as _dataset({"contains_personal_data": true, "sensitive_data": []})
}

test_not_applicable_without_personal_data if {
	rule.not_applicable with input as _dataset({"contains_personal_data": false, "sensitive_data": []})
	rule.deny == set() with input as _dataset({"contains_personal_data": false, "sensitive_data": []})
}
