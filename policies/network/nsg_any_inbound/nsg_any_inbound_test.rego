package network.nsg_any_inbound_test

import data.network.nsg_any_inbound as rule

_group(rules) := {"resource": {
	"type": "Microsoft.Network/networkSecurityGroups",
	"id": "Microsoft.Network/networkSecurityGroups/nsg-ai",
	"name": "nsg-ai",
	"properties": {"securityRules": rules},
}}

_rule(properties) := {"resource": {
	"type": "Microsoft.Network/networkSecurityGroups/securityRules",
	"id": "Microsoft.Network/networkSecurityGroups/nsg-ai/securityRules/scoring",
	"name": "scoring",
	"properties": properties,
}}

_inbound(sources) := object.union({"direction": "Inbound", "access": "Allow"}, sources)

_in_group(sources) := _group([
	{"name": "out", "properties": {"direction": "Outbound", "access": "Allow", "sourceAddressPrefix": "*"}},
	{"name": "scoring", "properties": _inbound(sources)},
])

_group_finding(path) := {
	"message": "nsg-ai has a rule that lets any source in: scoring",
	"path": array.concat(["properties", "securityRules", 1, "properties"], path),
}

_rule_finding(path) := {"message": "scoring lets any source in", "path": array.concat(["properties"], path)}

_unreadable := {"message": "nsg-ai has rules that cannot be read", "path": ["properties", "securityRules"]}

_any := [
	"*", "0.0.0.0/0", "::/0", "Internet", "internet", "Any", "0.0.0.0/1", " * ", " ",
	true, null, 0, ["10.0.0.0/8"],
]

test_deny_any_prefix if {
	every value in _any {
		sources := {"sourceAddressPrefix": value}
		rule.deny == {_group_finding(["sourceAddressPrefix"])} with input as _in_group(sources)
		rule.deny == {_rule_finding(["sourceAddressPrefix"])} with input as _rule(_inbound(sources))
	}
}

test_deny_any_prefix_in_list if {
	every value in _any {
		sources := {"sourceAddressPrefixes": ["10.0.0.0/8", value]}
		rule.deny == {_group_finding(["sourceAddressPrefixes", 1])} with input as _in_group(sources)
		rule.deny == {_rule_finding(["sourceAddressPrefixes", 1])} with input as _rule(_inbound(sources))
	}
}

test_deny_no_source if {
	every sources in [
		{},
		{"sourceAddressPrefix": ""},
		{"sourceAddressPrefixs": "10.0.0.0/8"},
		{"sourceAddressPrefixes": []},
		{"sourceApplicationSecurityGroups": []},
		{"sourceApplicationSecurityGroups": "asg"},
	] {
		rule.deny == {_rule_finding(["sourceAddressPrefix"])} with input as _rule(_inbound(sources))
	}
}

test_deny_list_of_another_type if {
	every value in ["*", null, true, 0] {
		sources := {"sourceAddressPrefix": "10.0.0.0/8", "sourceAddressPrefixes": value}
		rule.deny == {_rule_finding(["sourceAddressPrefixes"])} with input as _rule(_inbound(sources))
	}
}

test_deny_direction_or_access_not_proved if {
	every value in ["Inbound", "Allow", "", true, null, ["Deny"], ["Outbound"]] {
		properties := {"direction": value, "access": value, "sourceAddressPrefix": "*"}
		rule.deny == {_rule_finding(["sourceAddressPrefix"])} with input as _rule(properties)
	}
	rule.deny == {_rule_finding(["sourceAddressPrefix"])} with input as _rule({"sourceAddressPrefix": "*"})
}

test_deny_rule_without_properties if {
	every value in [null, "*", true, [], ["Deny"]] {
		rule.deny == {_rule_finding([])} with input as _rule(value)
		rules := [{"name": "a", "properties": {"access": "Deny"}}, {"name": "scoring", "properties": value}]
		rule.deny == {_group_finding([])} with input as _group(rules)
	}
	rules := [{"name": "a", "properties": {"access": "Deny"}}, {"name": "scoring"}]
	rule.deny == {_group_finding([])} with input as _group(rules)
}

test_deny_rule_that_is_not_an_object if {
	finding := {
		"message": "nsg-ai has a rule that lets any source in: <undefined>",
		"path": ["properties", "securityRules", 0, "properties"],
	}
	every value in ["*", null, true, 0, []] {
		rule.deny == {finding} with input as _group([value])
	}
}

test_deny_rules_of_another_type if {
	every value in ["*", null, true, 0, {}] {
		rule.deny == {_unreadable} with input as _group(value)
	}
}

test_deny_without_facts if {
	properties := _inbound({"sourceAddressPrefix": "10.0.0.0/8"})
	rule.deny == {_rule_finding(["sourceAddressPrefix"])} with input as _rule(properties) with data.facts.network as {}
}

test_pass_narrow_sources if {
	every sources in [
		{"sourceAddressPrefix": "10.0.0.0/8"},
		{"sourceAddressPrefix": "AzureLoadBalancer", "sourceAddressPrefixes": []},
		{"sourceAddressPrefix": "", "sourceAddressPrefixes": ["10.0.0.0/8", "192.168.0.0/16"]},
		{"sourceApplicationSecurityGroups": [{"id": "asg"}]},
	] {
		rule.deny == set() with input as _in_group(sources)
		rule.deny == set() with input as _rule(_inbound(sources))
	}
}

test_pass_harmless if {
	every properties in [
		{"direction": "Outbound", "access": "Allow", "sourceAddressPrefix": "*"},
		{"direction": "outbound", "sourceAddressPrefix": "*"},
		{"direction": "Inbound", "access": "Deny", "sourceAddressPrefix": "*"},
		{"access": "deny"},
	] {
		rule.deny == set() with input as _rule(properties)
	}
}

test_pass_no_rules if {
	rule.deny == set() with input as _group([])
	rule.deny == set() with input as {"resource": {
		"type": "Microsoft.Network/networkSecurityGroups",
		"name": "nsg-ai",
		"properties": {},
	}}
}
