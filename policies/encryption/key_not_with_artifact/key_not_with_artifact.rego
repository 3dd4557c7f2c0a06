# METADATA
# title: Keys must lie in a vault, not in files in the open
# description: |
#   Whoever copies a folder with an encrypted model and the key beside it has the model: the encryption protects
#   nothing. A file that holds keys in the open fails wherever it is found, for what it decrypts can be copied to it.
#   Keys that a passphrase protects pass. That 32 bytes are a Fernet key is told by their looks. Keys in the
#   environment of what runs are for key_not_in_environment and secret_in_environment.
# related_resources:
#   - ref: https://cryptography.io/en/latest/fernet/
#   - ref: https://learn.microsoft.com/azure/key-vault/general/best-practices
# custom:
#   severity: high
#   resources: [KeyFile]
#   controls:
#     gdpr: [Art. 32]
#     nist_800_53: [SC-12]
#     nist_ai_rmf: [MEASURE 2.7]
#   remediation: |
#     Make a new key in Key Vault, encrypt the files again with it, and delete this one from the history of the
#     repository too; or protect it with a passphrase that is kept somewhere else.
package encryption.key_not_with_artifact

import data.lib.arm

deny contains {"message": $"{input.resource.name} holds a key in the open", "path": ["properties", "protected"]} if {
	not _protected
}

_protected if arm.is_true(input.resource.properties.protected)
