package ai_service.ml_user_assigned_identity_test

import data.ai_service.ml_user_assigned_identity as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.MachineLearningServices/workspaces",
	"id": "Microsoft.MachineLearningServices/workspaces/ml-main",
	"name": "ml-main",
	"properties": properties,
}}

_finding := {
	"message": "ml-main has no user-assigned identity as its own",
	"path": ["properties", "primaryUserAssignedIdentity"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as {"resource": {"name": "ml-main"}}
}

test_deny_every_other_value if {
	every value in ["", null, true, 0, ["azurerm_user_assigned_identity.ml"], {}] {
		rule.deny == {_finding} with input as _resource({"primaryUserAssignedIdentity": value})
	}
}

test_pass_named if {
	properties := {"primaryUserAssignedIdentity": "azurerm_user_assigned_identity.ml"}
	rule.deny == set() with input as _resource(properties)
}

test_pass_beside_a_system_assigned_one if {
	resource := object.union(
		_resource({"primaryUserAssignedIdentity": "azurerm_user_assigned_identity.ml"}).resource,
		{"identity": {"type": "SystemAssigned, UserAssigned"}},
	)
	rule.deny == set() with input as {"resource": resource}
}
