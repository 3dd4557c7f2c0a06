package network.ai_private_link_test

import data.network.ai_private_link as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.CognitiveServices/accounts",
	"id": "Microsoft.CognitiveServices/accounts/ai-main",
	"name": "ai-main",
	"properties": properties,
}}

_related(endpoints) := {"resource": object.union(
	_resource({}).resource,
	{"relations": {"private_endpoints": endpoints}},
)}

_endpoint(group) := {"properties": {"privateLinkServiceConnections": [{"properties": {"groupIds": [group]}}]}}

_connection(status) := {"properties": {"privateLinkServiceConnectionState": {"status": status}}}

_finding := {
	"message": "ai-main has no private endpoint",
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
	every group in ["vault", "", null, ["account"]] {
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
	every group in ["account", "searchService", "ACCOUNT"] {
		rule.deny == set() with input as _related([_endpoint("vault"), _endpoint(group)])
	}
}
