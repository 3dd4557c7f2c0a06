package network.ml_public_access_test

import data.network.ml_public_access as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.MachineLearningServices/workspaces",
	"id": "Microsoft.MachineLearningServices/workspaces/ml-main",
	"name": "ml-main",
	"properties": properties,
}}

_finding := {
	"message": "ml-main can be reached from public networks",
	"path": ["properties", "publicNetworkAccess"],
}

test_deny_absent if {
	every properties in [{}, {"publicNetworkAccesss": "Disabled"}] {
		rule.deny == {_finding} with input as _resource(properties)
	}
	rule.deny == {_finding} with input as {"resource": {"name": "ml-main"}}
}

test_deny_every_other_value if {
	every value in ["Enabled", "", "xDisabled", true, 0, null, ["Disabled"], {}] {
		rule.deny == {_finding} with input as _resource({"publicNetworkAccess": value})
	}
}

test_pass_disabled if {
	every value in ["Disabled", "disabled", "DISABLED"] {
		rule.deny == set() with input as _resource({"publicNetworkAccess": value})
	}
}
