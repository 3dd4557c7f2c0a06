package key_vault.public_network_disabled_test

import data.key_vault.public_network_disabled as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.KeyVault/vaults",
	"id": "Microsoft.KeyVault/vaults/kv-ai",
	"name": "kv-ai",
	"properties": properties,
}}

_versioned(version) := {"resource": object.union(
	_resource({"publicNetworkAccess": "Disabled"}).resource,
	{"api_version": version},
)}

_finding := {
	"message": "kv-ai can be reached from public networks",
	"path": ["properties", "publicNetworkAccess"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
}

test_deny_every_other_value if {
	every value in ["Enabled", "enabled", "Disable", "", false, true, 0, null, ["Disabled"], {}] {
		rule.deny == {_finding} with input as _resource({"publicNetworkAccess": value})
	}
}

test_deny_firewall_alone if {
	properties := {"networkAcls": {"defaultAction": "Deny", "ipRules": [{"value": "203.0.113.7"}]}}
	rule.deny == {_finding} with input as _resource(properties)
}

test_deny_version_that_cannot_express_it if {
	every version in ["2019-09-01", "2021-05-31", "", null, true] {
		rule.deny == {_finding} with input as _versioned(version)
	}
}

test_pass_disabled if {
	every value in ["Disabled", "disabled", "DISABLED"] {
		rule.deny == set() with input as _resource({"publicNetworkAccess": value})
	}
}

test_pass_version_that_can_express_it if {
	every version in ["2021-06-01-preview", "2021-10-01", "2023-07-01"] {
		rule.deny == set() with input as _versioned(version)
	}
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
