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
#   Holds for a source that is proved to be narrower than the internet: an address, a range of at most a 256th of all
#   addresses, or a service tag, and none of the names for any source (data.facts.network.any_sources)
is_narrow(source, any_sources) if {
	is_string(source)
	is_array(any_sources)
	text := trim_space(source)
	_is_source(text)
	not arm.one_of_fold(text, any_sources)
	not regex.match(`/0*[0-7]$`, text)
}

_is_source(text) if regex.match(`^\d{1,3}(\.\d{1,3}){3}(/\d{1,2})?$`, text)

_is_source(text) if regex.match(`^[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(/\d{1,3})?$`, text)

_is_source(text) if regex.match(`^[A-Za-z][A-Za-z0-9.]*$`, text)

_not_refused(connection) if {
	arm.equals_fold(connection.privateLinkServiceConnectionState.status, "Approved")
} else if {
	not "privateLinkServiceConnectionState" in object.keys(connection)
}
