# METADATA
# title: Container registries must encrypt with a customer-managed key
# description: |
#   Images of model servers, and models packed as images, rest in registries. With a key that Microsoft holds, the
#   organisation can neither revoke access nor see the use of the key. Only the Premium tier can have such a key, so
#   that a registry of a lower tier fails.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/container-registry/tutorial-enable-customer-managed-keys
# custom:
#   severity: medium
#   resources: [Microsoft.ContainerRegistry/registries]
#   controls:
#     mcsb: [DP-5]
#     nist_800_53: [SC-12, SC-28]
#   peers:
#     azure_policy: [5b9159ae-1701-4a6f-9a7a-aa9c8ddd0580]
#   remediation: |
#     Set properties.encryption.status to enabled and keyVaultProperties to the key (Terraform: the block encryption).
#     It can only be set when a registry is made.
package encryption.acr_cmk

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "encryption", "status"]} if not _safe

_message := $"{input.resource.name} does not encrypt with a customer-managed key"

_safe if arm.equals_fold(input.resource.properties.encryption.status, "enabled")
