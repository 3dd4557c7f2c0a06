package ai_service.managed_identity_test

import data.ai_service.managed_identity as rule

_identity(identity) := {"resource": {
	"type": "Microsoft.CognitiveServices/accounts",
	"id": "Microsoft.CognitiveServices/accounts/ai-main",
	"name": "ai-main",
	"identity": identity,
	"properties": {},
}}

_finding := {"message": "ai-main has no managed identity", "path": ["identity", "type"]}

test_deny_absent if {
	rule.deny == {_finding} with input as {"resource": {"name": "ai-main", "properties": {}}}
	every identity in [{}, null, true, "SystemAssigned", ["SystemAssigned"], {"types": "SystemAssigned"}] {
		rule.deny == {_finding} with input as _identity(identity)
	}
}

test_deny_every_other_value if {
	every value in ["None", "none", "", "Assigned", true, false, 0, null, ["SystemAssigned"], {}] {
		rule.deny == {_finding} with input as _identity({"type": value})
	}
}

test_pass_managed_identity if {
	every value in ["SystemAssigned", "systemassigned", "UserAssigned", "SystemAssigned, UserAssigned"] {
		rule.deny == set() with input as _identity({"type": value})
	}
}
