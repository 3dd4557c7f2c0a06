package main

import "fmt"

// uuid returns a made-up identifier.
func (d dice) uuid() string {
	return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x",
		d.Uint32(), d.IntN(1<<16), d.IntN(1<<12), d.IntN(1<<12), d.Int64N(1<<48))
}

// ranges returns two address ranges.
func (d dice) ranges() []any {
	return []any{
		object{"value": fmt.Sprintf("198.51.100.%d/32", d.IntN(256))},
		object{"value": fmt.Sprintf("203.0.113.%d/32", d.IntN(256))},
	}
}

// privateEndpoint returns a connection to r, which is approved in most cases.
func (d dice) privateEndpoint(r resource) object {
	endpoint := group + "/providers/Microsoft.Network/privateEndpoints/pe-" + r.Name
	state := object{"actionsRequired": "None"}
	d.set(state, "status", "Approved", "Pending")
	return object{
		"name": "pe-" + r.Name,
		"properties": object{
			"provisioningState":                 "Succeeded",
			"privateEndpoint":                   object{"id": endpoint},
			"privateLinkServiceConnectionState": state,
		},
	}
}

func subnet(d dice) string {
	return fmt.Sprintf("%s/providers/Microsoft.Network/virtualNetworks/vnet-ai/subnets/snet-%d", group, d.IntN(8))
}
