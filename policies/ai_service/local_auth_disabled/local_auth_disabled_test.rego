package ai_service.local_auth_disabled_test

import data.ai_service.local_auth_disabled as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.CognitiveServices/accounts",
	"id": "Microsoft.CognitiveServices/accounts/ai-main",
	"name": "ai-main",
	"properties": properties,
}}

_finding := {
	"message": "ai-main accepts keys instead of identities",
	"path": ["properties", "disableLocalAuth"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
}

test_deny_no_properties if {
	rule.deny == {_finding} with input as {"resource": {"name": "ai-main"}}
}

test_deny_misspelt if {
	rule.deny == {_finding} with input as _resource({"disableLocalAuths": true})
}

test_deny_every_other_value if {
	every value in [false, "true", "false", 0, 1, null, [true], {"value": true}] {
		rule.deny == {_finding} with input as _resource({"disableLocalAuth": value})
	}
}

test_pass_true if {
	rule.deny == set() with input as _resource({"disableLocalAuth": true})
}
