# METADATA
# title: Storage accounts must encrypt with a customer-managed key
# description: |
#   Models, checkpoints and training data rest in storage accounts. With a key that Microsoft holds, the
#   organisation can neither revoke access nor see the use of the key. The rule holds for every account,
#   whatever is in it.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/storage/common/customer-managed-keys-overview
# custom:
#   severity: medium
#   resources: [Microsoft.Storage/storageAccounts]
#   controls:
#     mcsb: [DP-5]
#     nist_800_53: [SC-12, SC-28]
#     cis_azure: [6.1.3]
#   peers:
#     azure_policy: [6fac406b-40ca-413b-bf8e-0bf964659c25]
#     checkov: [CKV2_AZURE_1]
#     trivy: [AVD-AZU-0060]
#   remediation: |
#     Set properties.encryption.keySource to Microsoft.Keyvault and keyvaultproperties to the key (Terraform:
#     the block customer_managed_key, or azurerm_storage_account_customer_managed_key).
package encryption.storage_cmk

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "encryption", "keySource"]} if not _safe

_message := $"{input.resource.name} does not encrypt with a customer-managed key"

_safe if arm.equals_fold(input.resource.properties.encryption.keySource, "Microsoft.Keyvault")
