package lib.network_test

import data.lib.network

_connections(status) := [{"properties": {"privateLinkServiceConnectionState": {"status": status}}}]

_endpoints(properties) := [{"properties": {"privateLinkServiceConnections": [{"properties": properties}]}}]

test_is_connected if {
	network.is_connected(_connections("Approved"))
	network.is_connected(_connections("approved"))
	network.is_connected(array.concat(_connections("Rejected"), _connections("Approved")))
}

test_is_not_connected if {
	every status in ["Pending", "Rejected", "Disconnected", "", true, null, ["Approved"]] {
		not network.is_connected(_connections(status))
	}
	every connections in [[], {}, null, "", 1, ["Approved"], [{}], {"a": _connections("Approved")[0]}] {
		not network.is_connected(connections)
	}
}

test_has_endpoint if {
	network.has_endpoint(_endpoints({"groupIds": ["vault"]}), "vault")
	network.has_endpoint(_endpoints({"groupIds": ["x", "Vault"]}), "vault")
	network.has_endpoint(
		_endpoints({"groupIds": ["vault"], "privateLinkServiceConnectionState": {"status": "Approved"}}),
		"vault",
	)
}

test_has_no_endpoint if {
	every properties in [
		{},
		{"groupIds": []},
		{"groupIds": ["blob"]},
		{"groupIds": "vault"},
		{"groupIds": null},
		{"groupIds": ["vault"], "privateLinkServiceConnectionState": {"status": "Pending"}},
		{"groupIds": ["vault"], "privateLinkServiceConnectionState": {}},
		{"groupIds": ["vault"], "privateLinkServiceConnectionState": null},
	] {
		not network.has_endpoint(_endpoints(properties), "vault")
	}
	every endpoints in [[], {}, null, "vault", [{}], {"a": _endpoints({"groupIds": ["vault"]})[0]}] {
		not network.has_endpoint(endpoints, "vault")
	}
}

test_manual_connection_proves_nothing if {
	connections := [{"properties": {"groupIds": ["vault"]}}]
	endpoints := [{"properties": {"manualPrivateLinkServiceConnections": connections}}]
	not network.has_endpoint(endpoints, "vault")
}

test_is_narrow if {
	every prefix in ["10.0.0.0/8", "203.0.113.7", "2001:db8::/32", "AzureLoadBalancer", "VirtualNetwork"] {
		network.is_narrow(prefix, ["*", "Internet"])
	}
}

test_is_not_narrow if {
	every prefix in [
		"*", "internet", " Internet ", "0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1", "10.0.0.0/7", "0.0.0.0/00",
		"10.0.0.0/8,*", "10.0.0.0-10.0.0.9", "10.0.0/8", "10.0.0.0/", "/8", "1.2.3.4 5.6.7.8", "{any}",
		"", " ", null, true, 8, ["10.0.0.0/8"], {},
	] {
		not network.is_narrow(prefix, ["*", "Internet"])
	}
	every any_sources in [null, "*", {}, true] {
		not network.is_narrow("10.0.0.0/8", any_sources)
	}
}
