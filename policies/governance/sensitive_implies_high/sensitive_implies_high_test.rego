package governance.sensitive_implies_high_test

import data.governance.sensitive_implies_high as rule

_low(kind) := {
	"message": $"customers holds {kind} data but is not labelled for it",
	"path": ["properties", "classification"],
}

_unlisted := {
	"message": "customers does not list what sensitive data it holds",
	"path": ["properties", "sensitive_data"],
}

_dataset(properties) := {"resource": {"type": "Dataset", "name": "customers", "properties": properties}}

test_deny_low_label if {
	rule.deny == {_low("credit_card"), _low("Medical")} with input as _dataset({
		"classification": "confidential",
		"sensitive_data": ["credit_card", "Medical", "financial"],
	})
}

test_deny_unknown_kind_below_the_highest_label if {
	rule.deny == {_low("medicle")} with input as _dataset({
		"classification": "confidential",
		"sensitive_data": ["medicle"],
	})
}

test_deny_absent_label if {
	rule.deny == {_low("personal")} with input as _dataset({"sensitive_data": ["personal"]})
}

test_deny_absent_list if rule.deny == {_unlisted} with input as _dataset({"classification": "public"})

test_deny_retyped if {
	rule.deny == {_unlisted} with input as _dataset({"classification": "public", "sensitive_data": "personal"})
	rule.deny == {_low("7")} with input as _dataset({"classification": "restricted", "sensitive_data": [7]})
}

test_deny_retyped_to_no_list if {
	every value in [{"kind": "personal"}, {}, null, true, 7] {
		rule.deny == {_unlisted} with input as _dataset({"classification": "public", "sensitive_data": value})
	}
}

test_deny_personal_data_without_kinds if {
	rule.deny == {_low("personal")} with input as _dataset({
		"classification": "internal",
		"contains_personal_data": true,
		"sensitive_data": [],
	})
	rule.deny == {_low("personal")} with input as _dataset({"classification": "internal", "sensitive_data": []})
}

test_pass_highest_label if {
	rule.deny == set() with input as _dataset({
		"classification": "HIGH",
		"sensitive_data": ["credit_card", "medical", "something_new"],
	})
}

test_pass_nothing_sensitive if {
	rule.deny == set() with input as _dataset({
		"classification": "public",
		"contains_personal_data": false,
		"sensitive_data": [],
	})
}
