package network.ai_restrict_network_test

import data.network.ai_restrict_network as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.CognitiveServices/accounts",
	"id": "Microsoft.CognitiveServices/accounts/ai-main",
	"name": "ai-main",
	"properties": properties,
}}

_finding := {
	"message": "ai-main accepts connections from every network",
	"path": ["properties", "publicNetworkAccess"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as _resource({"networkAcls": {}})
}

test_deny_every_other_value if {
	every value in ["Enabled", "Allow", "SecuredByPerimeter", "", true, false, 0, null, ["Deny"], {}] {
		rule.deny == {_finding} with input as _resource({
			"publicNetworkAccess": value,
			"networkAcls": {"defaultAction": value},
		})
	}
}

test_deny_rules_without_default_action if {
	every value in [{"ipRules": [{"value": "203.0.113.7"}]}, [{"defaultAction": "Deny"}], "Deny", null] {
		rule.deny == {_finding} with input as _resource({"networkAcls": value})
	}
}

test_pass_public_access_disabled if {
	every value in ["Disabled", "disabled", "DISABLED"] {
		properties := {"publicNetworkAccess": value, "networkAcls": {"defaultAction": "Allow"}}
		rule.deny == set() with input as _resource(properties)
	}
}

test_pass_default_deny if {
	every value in ["Deny", "deny", "DENY"] {
		properties := {"publicNetworkAccess": "Enabled", "networkAcls": {"defaultAction": value}}
		rule.deny == set() with input as _resource(properties)
	}
}
