package key_vault.firewall_test

import data.key_vault.firewall as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.KeyVault/vaults",
	"id": "Microsoft.KeyVault/vaults/kv-ai",
	"name": "kv-ai",
	"properties": properties,
}}

_finding := {
	"message": "kv-ai accepts connections from every network",
	"path": ["properties", "networkAcls", "defaultAction"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as _resource({"networkAcls": {}})
}

test_deny_every_other_default_action if {
	every value in ["Allow", "allow", "Denied", "", true, false, 0, null, ["Deny"], {}] {
		rule.deny == {_finding} with input as _resource({"networkAcls": {"defaultAction": value}})
	}
}

test_deny_rules_without_default_action if {
	every value in [{"ipRules": [{"value": "203.0.113.7"}]}, [{"defaultAction": "Deny"}], "Deny", null] {
		rule.deny == {_finding} with input as _resource({"networkAcls": value})
	}
}

test_deny_public_access_not_disabled if {
	every value in ["Enabled", "enabled", "Disable", "", false, true, 0, null, ["Disabled"], {}] {
		rule.deny == {_finding} with input as _resource({"publicNetworkAccess": value})
	}
}

test_pass_default_deny if {
	every value in ["Deny", "deny", "DENY"] {
		rule.deny == set() with input as _resource({"networkAcls": {"defaultAction": value}})
	}
}

test_pass_public_access_disabled if {
	properties := {"publicNetworkAccess": "disabled", "networkAcls": {"defaultAction": "Allow"}}
	rule.deny == set() with input as _resource(properties)
}

test_not_applicable_recovered if {
	rule.not_applicable with input as _resource({"createMode": "recover"})
	rule.not_applicable with input as _resource({"createMode": "Recover"})
}

test_applicable_unless_recovered if {
	every value in ["default", "recovered", "", true, null, ["recover"]] {
		not rule.not_applicable with input as _resource({"createMode": value})
	}
	not rule.not_applicable with input as _resource({})
}
