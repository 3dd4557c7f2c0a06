package key_vault.private_endpoint_test

import data.key_vault.private_endpoint as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.KeyVault/vaults",
	"id": "Microsoft.KeyVault/vaults/kv-ai",
	"name": "kv-ai",
	"properties": properties,
}}

_related(endpoints) := {"resource": object.union(
	_resource({}).resource,
	{"relations": {"private_endpoints": endpoints}},
)}

_endpoint(group) := {
	"type": "Microsoft.Network/privateEndpoints",
	"name": "pe-kv",
	"properties": {"privateLinkServiceConnections": [{"properties": {"groupIds": [group]}}]},
}

_connection(status) := {"properties": {"privateLinkServiceConnectionState": {"status": status}}}

_finding := {
	"message": "kv-ai has no private endpoint",
	"path": ["properties", "privateEndpointConnections"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as _related([])
}

test_deny_connection_not_approved if {
	every status in ["Pending", "Rejected", "", true, null, ["Approved"]] {
		properties := {"privateEndpointConnections": [_connection(status)]}
		rule.deny == {_finding} with input as _resource(properties)
	}
}

test_deny_connections_of_another_type if {
	every value in [[], {}, "Approved", null, true, [{}], {"a": _connection("Approved")}] {
		rule.deny == {_finding} with input as _resource({"privateEndpointConnections": value})
	}
}

test_deny_endpoint_of_another_group if {
	every group in ["blob", "", null, ["vault"]] {
		rule.deny == {_finding} with input as _related([_endpoint(group)])
	}
}

test_pass_approved_connection if {
	every status in ["Approved", "approved"] {
		properties := {"privateEndpointConnections": [_connection("Pending"), _connection(status)]}
		rule.deny == set() with input as _resource(properties)
	}
}

test_pass_endpoint_in_the_same_input if {
	rule.deny == set() with input as _related([_endpoint("blob"), _endpoint("Vault")])
}

test_not_applicable_recovered if {
	rule.not_applicable with input as _resource({"createMode": "recover"})
	rule.not_applicable with input as _resource({"createMode": "Recover"})
}

test_applicable_unless_recovered if {
	every value in ["default", "recovered", "", true, null, ["recover"]] {
		not rule.not_applicable with input as _resource({"createMode": value})
	}
	not rule.not_applicable with input as _resource({})
}
