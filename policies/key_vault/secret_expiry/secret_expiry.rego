# METADATA
# title: Secrets must expire
# description: |
#   A secret without expiry, such as the key of an AI API or a token for a model, is good for whoever copied it
#   for as long as nobody replaces it. The rule holds for every secret and looks at its attributes only, never
#   at its value.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/secrets/about-secrets
# custom:
#   severity: medium
#   resources: [Microsoft.KeyVault/vaults/secrets]
#   controls:
#     mcsb: [DP-6]
#     nist_800_53: [IA-5]
#     cis_azure: [3.3.3, 3.3.4]
#   peers:
#     azure_policy: [98728c90-32c7-4049-8429-847dc0f4fe37]
#     checkov: [CKV_AZURE_41]
#     trivy: [AVD-AZU-0017]
#   remediation: |
#     Set properties.attributes.exp to a time in seconds since 1970 (Terraform: expiration_date, an RFC 3339
#     time).
package key_vault.secret_expiry

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "attributes", "exp"]} if not _expires

_message := $"{input.resource.name} never expires"

_expires if arm.at_least(input.resource.properties.attributes.exp, 1)
