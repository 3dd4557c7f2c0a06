# METADATA
# title: Storage accounts must encrypt their infrastructure too
# description: |
#   A second layer, with another algorithm and another key, keeps data unreadable when one of the layers is
#   broken. It can only be chosen when the account is created, so a miss costs a move of all data. An absent
#   attribute means one layer.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/storage/common/infrastructure-encryption-enable
# custom:
#   severity: low
#   resources: [Microsoft.Storage/storageAccounts]
#   controls:
#     mcsb: [DP-4]
#     nist_800_53: [SC-28]
#     cis_azure: ["4.2"]
#   peers:
#     azure_policy: [4733ea7b-a883-42fe-8cac-97454c2a9e4a]
#     trivy: [AVD-AZU-0061]
#   remediation: |
#     Set properties.encryption.requireInfrastructureEncryption to true (Terraform:
#     infrastructure_encryption_enabled) on a new account.
package encryption.storage_infrastructure_encryption

import data.lib.arm

deny contains {"message": _message, "path": _path} if not _safe

_path := ["properties", "encryption", "requireInfrastructureEncryption"]

_message := $"{input.resource.name} encrypts data once only"

_safe if arm.is_true(input.resource.properties.encryption.requireInfrastructureEncryption)
