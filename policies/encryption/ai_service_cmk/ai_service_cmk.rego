# METADATA
# title: AI services must encrypt with a customer-managed key
# description: |
#   Fine-tuned models, training files and conversations at rest are otherwise encrypted with a key that
#   Microsoft holds: the organisation can neither revoke it nor see its use. Kinds that cannot be given a key
#   (facts encryption.kinds_without_customer_key) are not judged; an account that does not say its kind is.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/ai-services/encryption/cognitive-services-encryption-keys-portal
# custom:
#   severity: high
#   resources: [Microsoft.CognitiveServices/accounts]
#   controls:
#     mcsb: [DP-5]
#     nist_800_53: [SC-12, SC-28]
#   peers:
#     azure_policy: [67121cc7-ff39-4ab8-b7e3-95b84dab487d]
#     checkov: [CKV2_AZURE_22]
#   remediation: |
#     Set properties.encryption.keySource to Microsoft.KeyVault and keyVaultProperties to the key (Terraform:
#     the block customer_managed_key, or azurerm_cognitive_account_customer_managed_key).
package encryption.ai_service_cmk

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "encryption", "keySource"]} if not _safe

not_applicable if arm.one_of_fold(input.resource.kind, data.facts.encryption.kinds_without_customer_key)

_message := $"{input.resource.name} does not encrypt with a customer-managed key"

_safe if arm.equals_fold(input.resource.properties.encryption.keySource, "Microsoft.KeyVault")
