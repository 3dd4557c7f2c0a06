package governance.detected_within_declared_test

import data.governance.detected_within_declared as rule

_undeclared := {
	"message": "claims.csv is a sample of no dataset with a known classification",
	"path": ["relations", "declared"],
}

_undetected := {
	"message": "claims.csv does not say what was detected in it",
	"path": ["properties", "sensitive_data_detected"],
}

_above(i, kind) := {
	"message": $"claims.csv seems to hold {kind} data, for which claims is not labelled",
	"path": ["properties", "sensitive_data_detected", i],
}

_sample(kinds, datasets) := {"resource": {
	"type": "DatasetSample",
	"name": "claims.csv",
	"properties": {"sensitive_data_detected": kinds},
	"relations": {"declared": datasets},
}}

_claims(label) := [{"name": "claims", "properties": {"classification": label}}]

test_deny_detected_above_declared if {
	rule.deny == {_above(0, "bank_account"), _above(2, "medical")} with input as _sample(
		["bank_account", "contact", "medical"],
		_claims("confidential"),
	)
}

test_deny_unknown_kind_below_the_highest_label if {
	rule.deny == {_above(0, "moon_phase")} with input as _sample(["moon_phase"], _claims("confidential"))
}

test_deny_one_of_two_declarations if {
	rule.deny == {_above(0, "personal")} with input as _sample(["personal"], array.concat(
		[{"name": "all-claims", "properties": {"classification": "restricted"}}],
		_claims("internal"),
	))
}

test_deny_absent_declaration if {
	rule.deny == {_undeclared} with input as _sample([], [])
	rule.deny == {_undeclared} with input as _sample(["personal"], [])
}

test_deny_without_relations if {
	rule.deny == {_undeclared} with input as {"resource": {
		"type": "DatasetSample",
		"name": "claims.csv",
		"properties": {"sensitive_data_detected": []},
	}}
}

test_deny_absent_label if {
	rule.deny == {_undeclared} with input as _sample([], [{"name": "claims", "properties": {}}])
	rule.deny == {_undeclared, _above(0, "contact")} with input as _sample(["contact"], [{
		"name": "claims",
		"properties": {},
	}])
}

test_deny_unknown_label if rule.deny == {_undeclared} with input as _sample([], _claims("top secret"))

test_deny_absent_detection if {
	rule.deny == {_undetected} with input as {"resource": {
		"type": "DatasetSample",
		"name": "claims.csv",
		"properties": {},
		"relations": {"declared": _claims("restricted")},
	}}
}

test_deny_retyped if {
	every value in ["personal", {"kind": "personal"}, {}, null, true, 7] {
		rule.deny == {_undetected} with input as _sample(value, _claims("restricted"))
	}
	rule.deny == {_above(0, "7")} with input as _sample([7], _claims("restricted"))
	rule.deny == {_undeclared} with input as _sample([], _claims(["restricted"]))
}

test_pass_detected_within_declared if {
	rule.deny == set() with input as _sample(["bank_account", "medical", "moon_phase"], _claims("HIGH"))
	rule.deny == set() with input as _sample(["contact"], _claims("Confidential"))
}

test_pass_nothing_detected if rule.deny == set() with input as _sample([], _claims("public"))
