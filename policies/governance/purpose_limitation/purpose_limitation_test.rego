package governance.purpose_limitation_test

import data.governance.purpose_limitation as rule

_orders := {"name": "orders", "id": "Dataset/orders", "properties": {"purposes": ["Fraud detection", 7]}}

_people := {"name": "people", "id": "Dataset/people", "properties": {}}

_pipeline(properties) := {"resource": {
	"type": "Pipeline",
	"name": "train",
	"properties": properties,
	"relations": {"datasets": [_orders, _people]},
}}

_foreign(i, name) := {
	"message": $"train reads {name}, which is not described as being for that purpose",
	"path": ["properties", "inputs", i],
}

_unlisted := {"message": "train does not list what it reads", "path": ["properties", "inputs"]}

_unstated := {"message": "train states no purpose", "path": ["properties", "purpose"]}

test_deny_other_purpose if {
	rule.deny == {_foreign(0, "orders"), _foreign(1, "people")} with input as _pipeline({
		"purpose": "marketing",
		"inputs": ["orders", "people"],
	})
}

test_deny_undescribed if {
	rule.deny == {_foreign(0, "payments")} with input as _pipeline({
		"purpose": "fraud detection",
		"inputs": ["payments"],
	})
}

test_deny_absent if {
	rule.deny == {_unlisted, _unstated} with input as _pipeline({})
	rule.deny == {_unstated} with input as _pipeline({"inputs": ["orders"]})
	rule.deny == {_unlisted} with input as _pipeline({"purpose": "fraud detection"})
}

test_deny_retyped if {
	rule.deny == {_unlisted, _unstated} with input as _pipeline({"purpose": 7, "inputs": "orders"})
	rule.deny == {_foreign(0, "7")} with input as _pipeline({"purpose": "fraud detection", "inputs": [7]})
}

test_pass_same_purpose if {
	rule.deny == set() with input as _pipeline({"purpose": "FRAUD detection", "inputs": ["Dataset/orders"]})
	not rule.not_applicable with input as _pipeline({"purpose": "fraud detection", "inputs": ["orders"]})
}

test_not_applicable_without_inputs if {
	rule.not_applicable with input as _pipeline({"inputs": []})
	rule.deny == set() with input as _pipeline({"inputs": []})
}
