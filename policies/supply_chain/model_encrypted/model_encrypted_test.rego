package supply_chain.model_encrypted_test

import data.supply_chain.model_encrypted as rule

_model(encryption) := {"resource": {
	"type": "Model",
	"name": "scorer",
	"properties": {"encryption": encryption},
}}

_key := "https://kv-ai.vault.azure.net/keys/scorer"

_method := {
	"message": "scorer is not stated to be encrypted by an approved method",
	"path": ["properties", "encryption", "method"],
}

_uri := {
	"message": "scorer is not stated to be encrypted with a key in Key Vault",
	"path": ["properties", "encryption", "key_uri"],
}

test_deny_key_elsewhere if {
	every key in [
		"./scorer.key",
		"file:///keys/scorer",
		"http://kv-ai.vault.azure.net/keys/scorer",
		"https://kv-ai.vault.azure.net/secrets/scorer",
		"https://kv-ai.vault.azure.net.example.com/keys/scorer",
		"https://example.com/https://kv-ai.vault.azure.net/keys/scorer",
		"",
	] {
		rule.deny == {_uri} with input as _model({"method": "fernet", "key_uri": key})
	}
}

test_deny_other_method if {
	every method in ["rot13", "none", "", "base64"] {
		rule.deny == {_method} with input as _model({"method": method, "key_uri": _key})
	}
}

test_deny_absent if {
	rule.deny == {_method, _uri} with input as _model({})
	rule.deny == {_method, _uri} with input as {"resource": {"type": "Model", "name": "scorer"}}
}

test_deny_retyped if {
	rule.deny == {_method, _uri} with input as _model({"method": true, "key_uri": [_key]})
	rule.deny == {_method, _uri} with input as _model("fernet")
}

test_pass_vault_or_hsm if {
	every key in [
		_key,
		"https://KV-AI.vault.azure.net/keys/scorer/0123456789abcdef0123456789abcdef",
		"https://hsm-ai.managedhsm.azure.net/keys/scorer",
	] {
		rule.deny == set() with input as _model({"method": "AES-256-GCM", "key_uri": key})
	}
}
