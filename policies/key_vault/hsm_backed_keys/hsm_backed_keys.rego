# METADATA
# title: Keys must be held by a hardware security module
# description: |
#   A software key is in the memory of the service's own machines whenever it is used. A key in a hardware module
#   never leaves it, which is what regulators and customers mean when they ask who can copy the key of a model.
#   A key that does not say what type it is counts as a software key.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/keys/about-keys
# custom:
#   severity: low
#   resources: [Microsoft.KeyVault/vaults/keys]
#   controls:
#     mcsb: [DP-6]
#     nist_800_53: [SC-12, SC-13]
#   peers:
#     azure_policy: [587c79fe-dd04-4a5e-9d0b-f89598c7261b]
#     checkov: [CKV_AZURE_112]
#   remediation: |
#     Set properties.kty to RSA-HSM or EC-HSM (Terraform: key_type), in a vault whose properties.sku.name is premium
#     (Terraform: sku_name). The type of a key that exists cannot change: create a new one and encrypt again.
package key_vault.hsm_backed_keys

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "kty"]} if not _in_hardware

_message := $"{input.resource.name} is not held by a hardware security module"

_in_hardware if arm.one_of_fold(input.resource.properties.kty, ["RSA-HSM", "EC-HSM", "oct-HSM"])
