package network.ml_managed_network_outbound_test

import data.network.ml_managed_network_outbound as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.MachineLearningServices/workspaces",
	"id": "Microsoft.MachineLearningServices/workspaces/ml-main",
	"name": "ml-main",
	"properties": properties,
}}

_finding := {
	"message": "ml-main may connect to every address",
	"path": ["properties", "managedNetwork", "isolationMode"],
}

test_deny_absent if {
	every properties in [{}, {"managedNetwork": {}}, {"managedNetworks": {"isolationMode": "AllowOnlyApprovedOutbound"}}] {
		rule.deny == {_finding} with input as _resource(properties)
	}
}

test_deny_every_other_value if {
	every value in ["AllowInternetOutbound", "Disabled", "", true, 0, null, ["AllowOnlyApprovedOutbound"], {}] {
		rule.deny == {_finding} with input as _resource({"managedNetwork": {"isolationMode": value}})
	}
}

test_deny_parent_of_another_type if {
	every value in [null, true, "AllowOnlyApprovedOutbound", [{"isolationMode": "AllowOnlyApprovedOutbound"}]] {
		rule.deny == {_finding} with input as _resource({"managedNetwork": value})
	}
}

test_pass_approved_only if {
	every value in ["AllowOnlyApprovedOutbound", "allowonlyapprovedoutbound"] {
		rule.deny == set() with input as _resource({"managedNetwork": {"isolationMode": value}})
	}
}

_kind(kind, hub) := {"resource": object.union(_resource({"hubResourceId": hub}).resource, {"kind": kind})}

test_not_applicable_project if {
	every kind in ["Project", "project"] {
		rule.not_applicable with input as _kind(kind, "azurerm_ai_foundry.hub")
	}
}

test_applicable_unless_proved if {
	every kind in ["Default", "Hub", "FeatureStore", "", null, true, ["Project"]] {
		not rule.not_applicable with input as _kind(kind, "azurerm_ai_foundry.hub")
	}
	every hub in [null, true, {}, ["hub"]] {
		not rule.not_applicable with input as _kind("Project", hub)
	}
	not rule.not_applicable with input as _resource({})
}
