package supply_chain.training_data_declared_test

import data.supply_chain.training_data_declared as rule

_model(properties) := {"resource": {
	"type": "Model",
	"name": "scorer",
	"properties": properties,
	"relations": {"datasets": [
		{"name": "orders", "id": "Dataset/orders", "properties": {"classification": "Medium"}},
		{"name": "people", "id": "Dataset/people", "properties": {}},
	]},
}}

_undeclared := {{
	"message": "scorer does not say what it was trained on",
	"path": ["properties", "training_data"],
}}

_unknown(i, name) := {
	"message": $"scorer was trained on {name}, which is not described and classified",
	"path": ["properties", "training_data", i],
}

test_deny_undescribed_or_unclassified if {
	rule.deny == {_unknown(0, "payments"), _unknown(2, "people")} with input as _model({"training_data": [
		"payments",
		"orders",
		"people",
	]})
}

test_deny_absent if {
	rule.deny == _undeclared with input as _model({})
	rule.deny == _undeclared with input as _model({"training_data": []})
	rule.deny == {_unknown(0, "orders")} with input as {"resource": {
		"type": "Model",
		"name": "scorer",
		"properties": {"training_data": ["orders"]},
	}}
}

test_deny_retyped if {
	every value in ["orders", {"name": "orders"}, null] {
		rule.deny == _undeclared with input as _model({"training_data": value})
	}
	rule.deny == {_unknown(0, "7")} with input as _model({"training_data": [7]})
}

test_pass_classified if {
	rule.deny == set() with input as _model({"training_data": ["orders", "Dataset/orders"]})
}
