# METADATA
# title: Model services must only reach listed hosts
# description: |
#   A model service fetches what a prompt or a tool names: a prompt from outside can make it send a conversation to a
#   host of its own in the address of an image. Outbound access must be restricted and the hosts that are
#   needed listed; an empty list shows that nobody decided which they are. The rule is for services that serve
#   models (OpenAI, AIServices); kinds that do not (facts network.kinds_without_models) are not judged, and an
#   account that does not say its kind is.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/ai-services/cognitive-services-data-loss-prevention
# custom:
#   severity: medium
#   resources: [Microsoft.CognitiveServices/accounts]
#   controls:
#     mcsb: [NS-2, DP-2]
#     nist_800_53: [AC-4, SC-7]
#     owasp_llm: [LLM02]
#   peers:
#     checkov: [CKV_AZURE_247]
#   remediation: |
#     Set properties.restrictOutboundNetworkAccess to true and list the hosts in properties.allowedFqdnList
#     (Terraform: outbound_network_access_restricted = true, fqdns).
package network.openai_outbound_restricted

import data.lib.arm

deny contains {"message": _open, "path": ["properties", "restrictOutboundNetworkAccess"]} if not _restricted

deny contains {"message": _unlisted, "path": ["properties", "allowedFqdnList"]} if not _listed

not_applicable if arm.one_of_fold(input.resource.kind, data.facts.network.kinds_without_models)

_open := $"{input.resource.name} may connect to every host"

_unlisted := $"{input.resource.name} does not list the hosts it may connect to"

_restricted if arm.is_true(input.resource.properties.restrictOutboundNetworkAccess)

_listed if arm.is_filled(input.resource.properties.allowedFqdnList)
