package encryption.ai_service_cmk_test

import data.encryption.ai_service_cmk as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.CognitiveServices/accounts",
	"id": "Microsoft.CognitiveServices/accounts/ai-main",
	"name": "ai-main",
	"properties": properties,
}}

_finding := {
	"message": "ai-main does not encrypt with a customer-managed key",
	"path": ["properties", "encryption", "keySource"],
}

test_deny_absent if {
	every properties in [{}, {"encryption": {}}, {"encryption": {"keySources": "Microsoft.KeyVault"}}] {
		rule.deny == {_finding} with input as _resource(properties)
	}
	rule.deny == {_finding} with input as {"resource": {"name": "ai-main"}}
}

test_deny_every_other_value if {
	every value in ["Microsoft.CognitiveServices", "", "xMicrosoft.KeyVault", true, 0, null, ["Microsoft.KeyVault"], {}] {
		rule.deny == {_finding} with input as _resource({"encryption": {"keySource": value}})
	}
}

test_deny_parent_of_another_type if {
	every value in [null, true, "Microsoft.KeyVault", ["Microsoft.KeyVault"], [{"keySource": "Microsoft.KeyVault"}]] {
		rule.deny == {_finding} with input as _resource({"encryption": value})
	}
}

test_pass_microsoft_keyvault if {
	every value in ["Microsoft.KeyVault", "microsoft.keyvault", "MICROSOFT.KEYVAULT"] {
		rule.deny == set() with input as _resource({"encryption": {"keySource": value}})
	}
}

_kind(kind) := {"resource": object.union(_resource({}).resource, {"kind": kind})}

test_not_applicable_by_kind if {
	every kind in ["ContentSafety", "contentsafety", "LUIS"] {
		rule.not_applicable with input as _kind(kind)
	}
}

test_applicable_unless_proved if {
	every kind in ["OpenAI", "AIServices", "", null, true, ["LUIS"]] {
		not rule.not_applicable with input as _kind(kind)
	}
	not rule.not_applicable with input as _resource({})
}
