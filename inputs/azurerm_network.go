package inputs

import "github.com/tipstaff/tipstaff/inputs/document"

var privateEndpointRows = withRows(located,
	azurermRow{from: "subnet_id", to: "properties.subnet.id", as: idReference},
	azurermRow{from: "custom_network_interface_name", to: "properties.customNetworkInterfaceName"},
	azurermRow{from: "private_service_connection", to: "properties.privateLinkServiceConnections", as: eachBlockOf(automatic, connectionRows)},
	azurermRow{from: "private_service_connection", to: "properties.manualPrivateLinkServiceConnections", as: eachBlockOf(manual, connectionRows)},
)

var connectionRows = []azurermRow{
	{from: "name", to: "name"},
	{from: "private_connection_resource_id", to: "properties.privateLinkServiceId", as: idReference},
	{from: "private_connection_resource_alias", to: "properties.privateLinkServiceId", fallback: true},
	{from: "subresource_names", to: "properties.groupIds"},
	{from: "request_message", to: "properties.requestMessage"},
}

// automatic connections are approved by being made, manual ones wait for somebody.
func automatic(connection document.Value) bool {
	m := connection.Get("is_manual_connection")
	return !m.Bool() && !m.Has(document.Unknown)
}

func manual(connection document.Value) bool { return !automatic(connection) }

var securityGroupRows = withRows(located,
	azurermRow{from: "security_rule", to: "properties.securityRules", as: eachBlock(
		withRows(securityRuleRows, azurermRow{from: "name", to: "name"})...,
	)},
)

var standaloneRuleRows = withRows(securityRuleRows,
	azurermRow{from: "name", to: "name"},
	azurermRow{from: "network_security_group_name", to: "parent", as: groupNamed},
)

var securityRuleRows = []azurermRow{
	{from: "access", to: "properties.access"},
	{from: "direction", to: "properties.direction"},
	{from: "priority", to: "properties.priority"},
	{from: "protocol", to: "properties.protocol"},
	{from: "description", to: "properties.description"},
	{from: "source_address_prefix", to: "properties.sourceAddressPrefix"},
	{from: "source_address_prefixes", to: "properties.sourceAddressPrefixes"},
	{from: "source_port_range", to: "properties.sourcePortRange"},
	{from: "source_port_ranges", to: "properties.sourcePortRanges"},
	{from: "destination_address_prefix", to: "properties.destinationAddressPrefix"},
	{from: "destination_address_prefixes", to: "properties.destinationAddressPrefixes"},
	{from: "destination_port_range", to: "properties.destinationPortRange"},
	{from: "destination_port_ranges", to: "properties.destinationPortRanges"},
	{from: "source_application_security_group_ids", to: "properties.sourceApplicationSecurityGroups", as: wrappedIn("id")},
	{from: "destination_application_security_group_ids", to: "properties.destinationApplicationSecurityGroups", as: wrappedIn("id")},
}
