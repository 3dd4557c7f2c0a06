# METADATA
# title: Network security rules must not let any source in
# description: |
#   A rule that allows inbound traffic from anywhere puts whatever stands behind it on the internet: a scoring
#   endpoint, a notebook, a database. A rule is safe if it is outbound, if it denies, or if every source it
#   names is proved to be narrow; "*", Internet (facts network.any_sources) and ranges from /0 to /7 are not. A
#   group without rules of its own denies inbound traffic from the internet and passes. A rule that names its
#   sources by application security groups passes too.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
# custom:
#   severity: high
#   resources: [Microsoft.Network/networkSecurityGroups, Microsoft.Network/networkSecurityGroups/securityRules]
#   controls:
#     nist_800_53: [AC-4, SC-7]
#   peers:
#     psrule: [AZR-000137]
#   remediation: |
#     Set sourceAddressPrefix or sourceAddressPrefixes of the rule to the addresses or service tags that need
#     access (Terraform: source_address_prefix, source_address_prefixes).
package network.nsg_any_inbound

import data.lib.arm
import data.lib.network

deny contains {"message": message, "path": array.concat(["properties", "securityRules", i, "properties"], fault)} if {
	some i, rule in input.resource.properties.securityRules
	some fault in _faults(rule.properties)
	message := $"{input.resource.name} has a rule that lets any source in: {rule.name}"
}

deny contains {"message": message, "path": ["properties", "securityRules", i, "properties"]} if {
	some i, rule in input.resource.properties.securityRules
	not rule.properties
	message := $"{input.resource.name} has a rule that lets any source in: {rule.name}"
}

deny contains {"message": _unreadable, "path": ["properties", "securityRules"]} if {
	_stated
	not _listed
}

deny contains {"message": _open, "path": array.concat(["properties"], fault)} if {
	arm.equals_fold(input.resource.type, "Microsoft.Network/networkSecurityGroups/securityRules")
	some fault in _faults(input.resource.properties)
}

_open := $"{input.resource.name} lets any source in"

_unreadable := $"{input.resource.name} has rules that cannot be read"

_stated if arm.present(input.resource.properties.securityRules)

_listed if is_array(input.resource.properties.securityRules)

# Paths below the properties of a security rule to what is not proved to be safe.
_faults(properties) := {[]} if {
	not is_object(properties)
} else := set() if {
	_is_harmless(properties)
} else := _prefix_faults(properties) | _list_faults(object.get(properties, "sourceAddressPrefixes", []))

_is_harmless(properties) if arm.equals_fold(properties.direction, "Outbound")

_is_harmless(properties) if arm.equals_fold(properties.access, "Deny")

_prefix_faults(properties) := {["sourceAddressPrefix"] | not _has_safe_prefix(properties)}

_list_faults(prefixes) := {["sourceAddressPrefixes"]} if {
	not is_array(prefixes)
} else := {["sourceAddressPrefixes", i] |
	some i, prefix in prefixes
	not _is_narrow(prefix)
}

_has_safe_prefix(properties) if {
	_is_narrow(properties.sourceAddressPrefix)
} else if {
	object.get(properties, "sourceAddressPrefix", "") == ""
	_names_other_sources(properties)
}

_names_other_sources(properties) if {
	arm.is_filled(properties.sourceAddressPrefixes)
} else if {
	arm.is_filled(properties.sourceApplicationSecurityGroups)
}

_is_narrow(prefix) if network.is_narrow(prefix, data.facts.network.any_sources)
