# METADATA
# title: Machine learning workspaces must not be reachable from public networks
# description: |
#   Through a public endpoint anybody with a token can start jobs in the workspace and read its data and models.
#   An absent publicNetworkAccess proves nothing.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/machine-learning/how-to-configure-private-link
# custom:
#   severity: high
#   resources: [Microsoft.MachineLearningServices/workspaces]
#   controls:
#     mcsb: [NS-2]
#     nist_800_53: [AC-17, SC-7]
#   peers:
#     azure_policy: [438c38d2-3772-465a-a9cc-7a6666a275ce]
#     psrule: [AZR-000406]
#     checkov: [CKV_AZURE_144, CKV2_AZURE_49]
#   remediation: |
#     Set properties.publicNetworkAccess to Disabled (Terraform: public_network_access_enabled = false), and
#     reach the workspace through a private endpoint.
package network.ml_public_access

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "publicNetworkAccess"]} if not _safe

_message := $"{input.resource.name} can be reached from public networks"

_safe if arm.equals_fold(input.resource.properties.publicNetworkAccess, "Disabled")
