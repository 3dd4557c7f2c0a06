# METADATA
# title: RSA keys must be long enough
# description: |
#   Short RSA keys can be factored, and what was encrypted with them read years later. The organisation decides
#   how long is enough (facts key_vault.min_rsa_bits). Keys on elliptic curves and symmetric keys are not
#   judged; a key that does not say what it is, is.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/keys/about-keys
# custom:
#   severity: medium
#   resources: [Microsoft.KeyVault/vaults/keys]
#   controls:
#     mcsb: [DP-6]
#     nist_800_53: [SC-12, SC-13]
#   peers:
#     azure_policy: [82067dbb-e53b-4e06-b631-546d197452d9]
#   remediation: |
#     Set properties.keySize to 2048, 3072 or 4096 and properties.kty to RSA or RSA-HSM (Terraform: key_size,
#     key_type). The size of a key that exists cannot change: create a new one.
package key_vault.rsa_min_size

import data.lib.arm

deny contains {"message": _too_short, "path": ["properties", "keySize"]} if not _long_enough

deny contains {"message": _no_type, "path": ["properties", "kty"]} if not _rsa

not_applicable if arm.one_of_fold(input.resource.properties.kty, ["EC", "EC-HSM", "oct", "oct-HSM"])

_too_short := $"{input.resource.name} is not an RSA key of at least {data.facts.key_vault.min_rsa_bits} bits"

_no_type := $"{input.resource.name} does not say what type of key it is"

_long_enough if arm.at_least(input.resource.properties.keySize, data.facts.key_vault.min_rsa_bits)

_rsa if arm.one_of_fold(input.resource.properties.kty, ["RSA", "RSA-HSM"])
