package key_vault.hsm_backed_keys_test

import data.key_vault.hsm_backed_keys as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.KeyVault/vaults/keys",
	"id": "Microsoft.KeyVault/vaults/kv-ai/keys/model-key",
	"name": "model-key",
	"properties": properties,
}}

_finding := {
	"message": "model-key is not held by a hardware security module",
	"path": ["properties", "kty"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as _resource({"keyType": "RSA-HSM"})
	rule.deny == {_finding} with input as {"resource": {"name": "model-key"}}
}

test_deny_every_other_value if {
	every value in ["RSA", "EC", "oct", "HSM", "RSA-HSM ", "", null, true, 1, ["RSA-HSM"], {}] {
		rule.deny == {_finding} with input as _resource({"kty": value})
	}
}

test_pass_in_hardware if {
	every value in ["RSA-HSM", "rsa-hsm", "EC-HSM", "oct-HSM"] {
		rule.deny == set() with input as _resource({"kty": value})
	}
}
