package encryption.cosmos_cmk_test

import data.encryption.cosmos_cmk as rule

_account(properties) := {"resource": {
	"type": "Microsoft.DocumentDB/databaseAccounts",
	"name": "cosmos",
	"properties": properties,
}}

_finding := {
	"message": "cosmos does not encrypt with a customer-managed key",
	"path": ["properties", "keyVaultKeyUri"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _account({})
	rule.deny == {_finding} with input as _account({"keyVaultKeyUrl": "https://kv.vault.azure.net/keys/k"})
	rule.deny == {_finding} with input as {"resource": {"name": "cosmos"}}
}

test_deny_nothing_said if {
	every value in ["", " ", null, true, 1, [], ["https://kv.vault.azure.net/keys/k"], {}] {
		rule.deny == {_finding} with input as _account({"keyVaultKeyUri": value})
	}
}

test_deny_parent_of_another_type if {
	every value in [null, true, "https://kv.vault.azure.net/keys/k", []] {
		rule.deny == {_finding} with input as _account(value)
	}
}

test_pass_key if {
	every value in ["https://kv.vault.azure.net/keys/k", "azurerm_key_vault_key.models"] {
		rule.deny == set() with input as _account({"keyVaultKeyUri": value})
	}
}
