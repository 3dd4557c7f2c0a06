package network.ml_private_link_test

import data.network.ml_private_link as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.MachineLearningServices/workspaces",
	"id": "Microsoft.MachineLearningServices/workspaces/ml-main",
	"name": "ml-main",
	"properties": properties,
}}

_related(endpoints) := {"resource": object.union(
	_resource({}).resource,
	{"relations": {"private_endpoints": endpoints}},
)}

_endpoint(group) := {"properties": {"privateLinkServiceConnections": [{"properties": {"groupIds": [group]}}]}}

_connection(status) := {"properties": {"privateLinkServiceConnectionState": {"status": status}}}

_finding := {
	"message": "ml-main has no private endpoint",
	"path": ["properties", "privateEndpointConnections"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as _related([])
}

test_deny_public_access_disabled_alone if {
	rule.deny == {_finding} with input as _resource({"publicNetworkAccess": "Disabled"})
}

test_deny_connection_not_approved if {
	every status in ["Pending", "Rejected", "Disconnected", "", true, null, ["Approved"]] {
		rule.deny == {_finding} with input as _resource({"privateEndpointConnections": [_connection(status)]})
	}
}

test_deny_connections_of_another_type if {
	every value in [[], {}, "Approved", null, true, [{}], {"a": _connection("Approved")}] {
		rule.deny == {_finding} with input as _resource({"privateEndpointConnections": value})
	}
}

test_deny_endpoint_of_another_group if {
	every group in ["account", "", null, ["amlworkspace"]] {
		rule.deny == {_finding} with input as _related([_endpoint(group)])
	}
}

test_pass_approved_connection if {
	every status in ["Approved", "approved"] {
		connections := [_connection("Pending"), _connection(status)]
		rule.deny == set() with input as _resource({"privateEndpointConnections": connections})
	}
}

test_pass_endpoint_in_the_same_input if {
	every group in ["amlworkspace", "AMLWORKSPACE"] {
		rule.deny == set() with input as _related([_endpoint("account"), _endpoint(group)])
	}
}

test_deny_outbound_private_endpoint if {
	rules := {"search": {"type": "PrivateEndpoint", "category": "UserDefined"}}
	rule.deny == {_finding} with input as _resource({"managedNetwork": {"outboundRules": rules}})
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
