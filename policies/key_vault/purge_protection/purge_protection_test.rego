package key_vault.purge_protection_test

import data.key_vault.purge_protection as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.KeyVault/vaults",
	"id": "Microsoft.KeyVault/vaults/kv-ai",
	"name": "kv-ai",
	"properties": properties,
}}

_finding := {
	"message": "kv-ai can be purged",
	"path": ["properties", "enablePurgeProtection"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
}

test_deny_no_properties if {
	rule.deny == {_finding} with input as {"resource": {"name": "kv-ai"}}
}

test_deny_misspelt if {
	rule.deny == {_finding} with input as _resource({"enablePurgeProtections": true})
}

test_deny_every_other_value if {
	every value in [false, "true", "false", 0, 1, null, [true], {"value": true}] {
		rule.deny == {_finding} with input as _resource({"enablePurgeProtection": value})
	}
}

test_pass_true if {
	rule.deny == set() with input as _resource({"enablePurgeProtection": true})
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
