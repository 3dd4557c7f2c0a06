# METADATA
# title: Keys must expire
# description: |
#   A key without expiry is used until somebody notices that it leaked. An expiry forces a rotation, and bounds
#   what a stolen key is good for.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/keys/about-keys-details
# custom:
#   severity: medium
#   resources: [Microsoft.KeyVault/vaults/keys]
#   controls:
#     mcsb: [DP-6]
#     nist_800_53: [SC-12]
#     cis_azure: [3.3.1, 3.3.2]
#   peers:
#     azure_policy: [152b15f7-8e1f-4c1f-ab71-8c010ba5dbc0]
#     checkov: [CKV_AZURE_40]
#     trivy: [AVD-AZU-0014]
#   remediation: |
#     Set properties.attributes.exp to a time in seconds since 1970 (Terraform: expiration_date, an RFC 3339
#     time).
package key_vault.key_expiry

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "attributes", "exp"]} if not _expires

_message := $"{input.resource.name} never expires"

_expires if arm.at_least(input.resource.properties.attributes.exp, 1)
