package encryption.storage_cmk_test

import data.encryption.storage_cmk as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.Storage/storageAccounts",
	"id": "Microsoft.Storage/storageAccounts/stmodels",
	"name": "stmodels",
	"properties": properties,
}}

_finding := {
	"message": "stmodels does not encrypt with a customer-managed key",
	"path": ["properties", "encryption", "keySource"],
}

test_deny_absent if {
	every properties in [{}, {"encryption": {}}, {"encryption": {"keySources": "Microsoft.Keyvault"}}] {
		rule.deny == {_finding} with input as _resource(properties)
	}
	rule.deny == {_finding} with input as {"resource": {"name": "stmodels"}}
}

test_deny_every_other_value if {
	every value in ["Microsoft.Storage", "", "xMicrosoft.Keyvault", true, 0, null, ["Microsoft.Keyvault"], {}] {
		rule.deny == {_finding} with input as _resource({"encryption": {"keySource": value}})
	}
}

test_deny_parent_of_another_type if {
	every value in [null, true, "Microsoft.Keyvault", ["Microsoft.Keyvault"], [{"keySource": "Microsoft.Keyvault"}]] {
		rule.deny == {_finding} with input as _resource({"encryption": value})
	}
}

test_pass_microsoft_keyvault if {
	every value in ["Microsoft.Keyvault", "microsoft.keyvault", "MICROSOFT.KEYVAULT"] {
		rule.deny == set() with input as _resource({"encryption": {"keySource": value}})
	}
}
