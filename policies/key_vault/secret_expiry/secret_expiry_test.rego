package key_vault.secret_expiry_test

import data.key_vault.secret_expiry as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.KeyVault/vaults/secrets",
	"id": "Microsoft.KeyVault/vaults/kv-ai/secrets/ai-api-key",
	"name": "ai-api-key",
	"properties": properties,
}}

_finding := {"message": "ai-api-key never expires", "path": ["properties", "attributes", "exp"]}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as _resource({"attributes": {}})
	rule.deny == {_finding} with input as _resource({"attributes": {"expires": 1798675200}})
}

test_deny_every_other_value if {
	every value in [0, -1, "", "never", "1798675200", "2027-01-01T00:00:00Z", true, false, null, [1798675200], {}] {
		rule.deny == {_finding} with input as _resource({"attributes": {"exp": value}})
	}
}

test_deny_attributes_of_another_type if {
	every value in [null, 1798675200, "exp", [{"exp": 1798675200}], true] {
		rule.deny == {_finding} with input as _resource({"attributes": value})
	}
}

test_pass_expires if {
	rule.deny == set() with input as _resource({"attributes": {"exp": 1798675200}})
}
