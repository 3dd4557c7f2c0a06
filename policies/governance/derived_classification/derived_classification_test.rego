package governance.derived_classification_test

import data.governance.derived_classification as rule

_orders := {"name": "orders", "id": "Dataset/orders", "properties": {"classification": "confidential"}}

_people := {"name": "people", "id": "Dataset/people", "properties": {}}

_dataset(properties) := {"resource": {
	"type": "Dataset",
	"name": "features",
	"properties": properties,
	"relations": {"datasets": [_orders, _people]},
}}

_lower(i, source) := {
	"message": $"features is derived from {source}, which is not described or labelled higher",
	"path": ["properties", "derived_from", i],
}

_unlisted := {{
	"message": "features does not say what it is derived from",
	"path": ["properties", "derived_from"],
}}

test_deny_lower_label if {
	rule.deny == {_lower(0, "orders")} with input as _dataset({
		"classification": "internal",
		"derived_from": ["orders"],
	})
}

test_deny_unlabelled_source if {
	rule.deny == {_lower(1, "people")} with input as _dataset({
		"classification": "confidential",
		"derived_from": ["orders", "people"],
	})
}

test_deny_undescribed_source if {
	rule.deny == {_lower(0, "payments")} with input as _dataset({
		"classification": "restricted",
		"derived_from": ["payments"],
	})
}

test_deny_absent if {
	rule.deny == _unlisted with input as _dataset({"classification": "restricted"})
	rule.deny == {_lower(0, "orders")} with input as _dataset({"derived_from": ["orders"]})
}

test_deny_without_relations if {
	rule.deny == {_lower(0, "orders")} with input as {"resource": {
		"type": "Dataset",
		"name": "features",
		"properties": {"classification": "restricted", "derived_from": ["orders"]},
	}}
}

test_deny_retyped if {
	rule.deny == _unlisted with input as _dataset({"classification": "restricted", "derived_from": "orders"})
	rule.deny == {_lower(0, "7")} with input as _dataset({"classification": "restricted", "derived_from": [7]})
}

test_deny_anonymised_in_name_only if {
	every anonymisation in [
		"k_anonymity",
		{"method": "k_anonymity"},
		{"method": "k_anonymity", "reference": "tbd"},
		{"method": "hashing", "reference": "DOC-3"},
		{"method": ["k_anonymity"], "reference": "DOC-3"},
	] {
		rule.deny == {_lower(0, "orders")} with input as _dataset({
			"classification": "internal",
			"derived_from": ["orders"],
			"anonymisation": anonymisation,
		})
	}
}

test_pass_same_or_higher_label if {
	rule.deny == set() with input as _dataset({
		"classification": "Medium",
		"derived_from": ["Dataset/orders"],
	})
	rule.deny == set() with input as _dataset({
		"classification": "restricted",
		"derived_from": ["orders", "people"],
	})
}

test_pass_anonymised if {
	rule.deny == set() with input as _dataset({
		"classification": "public",
		"derived_from": ["orders"],
		"anonymisation": {"method": "Aggregation", "reference": "DOC-3"},
	})
}

test_not_applicable_to_originals if {
	rule.not_applicable with input as _dataset({"derived_from": []})
	rule.deny == set() with input as _dataset({"derived_from": []})
	not rule.not_applicable with input as _dataset({"derived_from": ["orders"]})
}
