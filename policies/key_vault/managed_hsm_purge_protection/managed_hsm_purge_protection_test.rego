package key_vault.managed_hsm_purge_protection_test

import data.key_vault.managed_hsm_purge_protection as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.KeyVault/managedHSMs",
	"id": "Microsoft.KeyVault/managedHSMs/hsm-ai",
	"name": "hsm-ai",
	"properties": properties,
}}

_purgeable := {"message": "hsm-ai can be purged", "path": ["properties", "enablePurgeProtection"]}

_not_soft := {"message": "hsm-ai does not keep what is deleted", "path": ["properties", "enableSoftDelete"]}

test_deny_absent if {
	rule.deny == {_purgeable, _not_soft} with input as _resource({})
	rule.deny == {_purgeable} with input as _resource({"enableSoftDelete": true})
	rule.deny == {_not_soft} with input as _resource({"enablePurgeProtection": true})
	rule.deny == {_purgeable, _not_soft} with input as {"resource": {"name": "hsm-ai"}}
}

test_deny_every_other_value if {
	every value in [false, "true", 0, 1, null, [true], {"value": true}] {
		rule.deny == {_purgeable} with input as _resource({"enableSoftDelete": true, "enablePurgeProtection": value})
		rule.deny == {_not_soft} with input as _resource({"enableSoftDelete": value, "enablePurgeProtection": true})
	}
}

test_pass_both if {
	rule.deny == set() with input as _resource({"enableSoftDelete": true, "enablePurgeProtection": true})
}
