# METADATA
# title: Machine learning workspaces must encrypt with a customer-managed key
# description: |
#   A workspace keeps run histories, metrics, model registrations and the paths of data. Without a
#   customer-managed key the organisation cannot revoke access to them. A project (kind Project) uses the key of
#   its hub and is not judged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/machine-learning/concept-customer-managed-keys
# custom:
#   severity: high
#   resources: [Microsoft.MachineLearningServices/workspaces]
#   controls:
#     mcsb: [DP-5]
#     nist_800_53: [SC-12, SC-28]
#   peers:
#     azure_policy: [ba769a63-b8cc-4b2d-abf6-ac33c7204be8]
#   remediation: |
#     Set properties.encryption.status to Enabled and keyVaultProperties to the key (Terraform: the block
#     encryption). It can only be set when the workspace is created.
package encryption.ml_workspace_cmk

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "encryption", "status"]} if not _safe

not_applicable if arm.equals_fold(input.resource.kind, "Project")

_message := $"{input.resource.name} does not encrypt with a customer-managed key"

_safe if arm.equals_fold(input.resource.properties.encryption.status, "Enabled")
