package governance.do_not_sell_test

import data.governance.do_not_sell as rule

_dataset(properties) := {"resource": {"type": "Dataset", "name": "customers", "properties": properties}}

_undecided := {
	"message": "customers does not say whether its data may be sold",
	"path": ["properties", "do_not_sell"],
}

_unlisted := {
	"message": "customers must not be sold but does not list who gets it",
	"path": ["properties", "shared_with"],
}

_sold(i) := {
	"message": "customers must not be sold but goes to a receiver that is no service provider",
	"path": ["properties", "shared_with", i],
}

test_deny_sold if {
	rule.deny == {_sold(1), _sold(2)} with input as _dataset({
		"do_not_sell": true,
		"shared_with": ["Azure-OpenAI", "data-broker", 7],
	})
}

test_deny_absent if rule.deny == {_undecided, _unlisted} with input as _dataset({})

test_deny_absent_choice if {
	rule.deny == {_undecided, _sold(0)} with input as _dataset({"shared_with": ["data-broker"]})
}

test_deny_retyped if {
	rule.deny == {_undecided, _unlisted} with input as _dataset({"do_not_sell": "true", "shared_with": "data-broker"})
}

test_deny_unproved_exemption if {
	rule.deny == {_undecided, _unlisted} with input as _dataset({"contains_personal_data": false})
}

test_pass_shared_with_providers if {
	every receivers in [[], ["azure-openai"]] {
		rule.deny == set() with input as _dataset({"do_not_sell": true, "shared_with": receivers})
	}
}

test_pass_may_be_sold if {
	rule.deny == set() with input as _dataset({"do_not_sell": false, "shared_with": ["data-broker"]})
	not rule.not_applicable with input as _dataset({"do_not_sell": false})
}

test_not_applicable_without_personal_data if {
	rule.not_applicable with input as _dataset({"contains_personal_data": false, "sensitive_data": []})
	rule.deny == set() with input as _dataset({"contains_personal_data": false, "sensitive_data": []})
}

test_not_applicable_where_the_act_does_not_apply if {
	rule.not_applicable with input as _dataset({}) with data.facts.governance.ccpa_applies as false
	rule.deny == set() with input as _dataset({}) with data.facts.governance.ccpa_applies as false
}
