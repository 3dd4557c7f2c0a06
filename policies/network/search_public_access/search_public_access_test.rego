package network.search_public_access_test

import data.network.search_public_access as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.Search/searchServices",
	"id": "Microsoft.Search/searchServices/search-main",
	"name": "search-main",
	"properties": properties,
}}

_rules(rules) := _resource({"publicNetworkAccess": "Disabled", "networkRuleSet": {"ipRules": rules}})

_public := {
	"message": "search-main can be reached from public networks",
	"path": ["properties", "publicNetworkAccess"],
}

_wide(path) := {
	"message": "search-main has a firewall rule that is not proved to be narrow",
	"path": array.concat(["properties", "networkRuleSet", "ipRules"], path),
}

test_deny_absent if {
	rule.deny == {_public} with input as _resource({})
	rule.deny == {_public} with input as _resource({"publicNetworkAccesss": "Disabled"})
}

test_deny_every_other_value if {
	every value in ["Enabled", "enabled", "Disable", "", false, true, 0, null, ["Disabled"], {}] {
		rule.deny == {_public} with input as _resource({"publicNetworkAccess": value})
	}
}

test_deny_rule_for_every_address if {
	every value in ["0.0.0.0/0", "::/0", "0.0.0.0", "*", "", true, null, ["10.0.0.1"]] {
		rule.deny == {_wide([1, "value"])} with input as _rules([{"value": "203.0.113.7"}, {"value": value}])
	}
	rule.deny == {_wide([0, "value"])} with input as _rules([{}])
	rule.deny == {_wide([0, "value"])} with input as _rules(["203.0.113.7"])
}

test_deny_rules_of_another_type if {
	every value in ["0.0.0.0/0", null, true, 0, {}] {
		rule.deny == {_wide([])} with input as _rules(value)
	}
}

test_deny_without_facts if {
	rules := [{"value": "203.0.113.7"}]
	rule.deny == {_wide([0, "value"])} with input as _rules(rules) with data.facts.network as {}
}

test_pass_disabled if {
	every value in ["Disabled", "disabled", "DISABLED"] {
		rule.deny == set() with input as _resource({"publicNetworkAccess": value})
	}
}

test_pass_narrow_rules if {
	rule.deny == set() with input as _rules([])
	rule.deny == set() with input as _rules([{"value": "203.0.113.7"}, {"value": "198.51.100.0/24"}])
}
