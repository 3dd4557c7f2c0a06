package key_vault.rsa_min_size_test

import data.key_vault.rsa_min_size as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.KeyVault/vaults/keys",
	"id": "Microsoft.KeyVault/vaults/kv-ai/keys/model-key",
	"name": "model-key",
	"properties": properties,
}}

_short := {
	"message": "model-key is not an RSA key of at least 2048 bits",
	"path": ["properties", "keySize"],
}

_untyped := {
	"message": "model-key does not say what type of key it is",
	"path": ["properties", "kty"],
}

test_deny_absent if {
	rule.deny == {_short, _untyped} with input as _resource({})
	rule.deny == {_short} with input as _resource({"kty": "RSA"})
	rule.deny == {_untyped} with input as _resource({"keySize": 4096})
}

test_deny_every_other_size if {
	every value in [1024, 2047, 0, -4096, "2048", "4096", true, null, [4096], {}] {
		rule.deny == {_short} with input as _resource({"kty": "RSA", "keySize": value})
	}
}

test_deny_every_other_type if {
	every value in ["RSA1", "", true, null, 1, ["RSA"], {}] {
		rule.deny == {_untyped} with input as _resource({"kty": value, "keySize": 4096})
	}
}

test_deny_without_facts if {
	finding := object.union(_short, {"message": "model-key is not an RSA key of at least <undefined> bits"})
	properties := {"kty": "RSA", "keySize": 4096}
	rule.deny == {finding} with input as _resource(properties) with data.facts.key_vault as {}
}

test_deny_what_the_organisation_decides if {
	finding := object.union(_short, {"message": "model-key is not an RSA key of at least 3072 bits"})
	properties := {"kty": "RSA", "keySize": 2048}
	rule.deny == {finding} with input as _resource(properties) with data.facts.key_vault.min_rsa_bits as 3072
}

test_pass_long_enough if {
	every type in ["RSA", "rsa", "RSA-HSM"] {
		rule.deny == set() with input as _resource({"kty": type, "keySize": 2048})
	}
}

test_not_applicable_other_types if {
	every type in ["EC", "ec", "EC-HSM", "oct", "oct-HSM"] {
		rule.not_applicable with input as _resource({"kty": type})
	}
}

test_applicable_unless_proved if {
	every type in ["RSA", "RSA-HSM", "", null, true, ["EC"]] {
		not rule.not_applicable with input as _resource({"kty": type})
	}
	not rule.not_applicable with input as _resource({})
}
