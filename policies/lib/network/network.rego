# METADATA
# title: Questions about networks and private endpoints
# description: Holds or is undefined for every JSON value, and never raises an error.
package lib.network

import data.lib.arm

# METADATA
# description: Holds if one of a resource's private endpoint connections is approved, as live data shows it
is_connected(connections) if {
	is_array(connections)
	some connection in connections
	arm.equals_fold(connection.properties.privateLinkServiceConnectionState.status, "Approved")
}

# METADATA
# description: |
#   Holds if one of the private endpoints leads to the part of a resource called group and needs nobody's approval. A
#   template states no approval; where the state is known it must be approved.
has_endpoint(endpoints, group) if {
	is_array(endpoints)
	some endpoint in endpoints
	some connection in endpoint.properties.privateLinkServiceConnections
	some id in connection.properties.groupIds
	arm.equals_fold(id, group)
	_not_refused(connection.properties)
}

# METADATA
# description: |
#   Holds for an address prefix that is narrower than the internet: a string that is not one of the names for any source
#   (wanted from data.facts.network.any_sources) and not a range of more than a 256th of all addresses
is_narrow(prefix, any_sources) if {
	is_string(prefix)
	trim_space(prefix) != ""
	is_array(any_sources)
	not arm.one_of_fold(trim_space(prefix), any_sources)
	not regex.match(`/\s*0*[0-7]\s*$`, prefix)
}

_not_refused(connection) if {
	arm.equals_fold(connection.privateLinkServiceConnectionState.status, "Approved")
} else if {
	not "privateLinkServiceConnectionState" in object.keys(connection)
}
