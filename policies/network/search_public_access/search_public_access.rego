# METADATA
# title: Search services must not be reachable from public networks
# description: |
#   An index often copies the documents that answers are grounded on; through a public endpoint a leaked key is
#   enough to read them all. Public access must be disabled. A firewall rule for every address is reported even
#   then: it opens the service as soon as somebody enables public access.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/search/service-configure-firewall
# custom:
#   severity: high
#   resources: [Microsoft.Search/searchServices]
#   controls:
#     mcsb: [NS-2]
#     nist_800_53: [AC-17, SC-7]
#   peers:
#     azure_policy: [ee980b6d-0eca-4501-8d54-f6290fd512c3]
#     checkov: [CKV_AZURE_124, CKV_AZURE_210]
#   remediation: |
#     Set properties.publicNetworkAccess to Disabled (Terraform: public_network_access_enabled = false), and
#     remove ranges for every address from properties.networkRuleSet.ipRules (allowed_ips).
package network.search_public_access

import data.lib.arm
import data.lib.network

deny contains {"message": _public, "path": ["properties", "publicNetworkAccess"]} if not _private

deny contains {"message": _wide, "path": ["properties", "networkRuleSet", "ipRules", i, "value"]} if {
	some i, _ in input.resource.properties.networkRuleSet.ipRules
	not i in _narrow
}

deny contains {"message": _wide, "path": ["properties", "networkRuleSet", "ipRules"]} if {
	_stated
	not _listed
}

_public := $"{input.resource.name} can be reached from public networks"

_wide := $"{input.resource.name} has a firewall rule that is not proved to be narrow"

_private if arm.equals_fold(input.resource.properties.publicNetworkAccess, "Disabled")

_narrow contains i if {
	some i, rule in input.resource.properties.networkRuleSet.ipRules
	network.is_narrow(rule.value, data.facts.network.any_sources)
}

_stated if arm.present(input.resource.properties.networkRuleSet.ipRules)

_listed if is_array(input.resource.properties.networkRuleSet.ipRules)
