# METADATA
# title: Models must be encrypted with a key that is in Key Vault
# description: |
#   Weights can be worth more than the code around them, and hold what they were trained on. They are encrypted at rest,
#   and the key is in a vault, where its use is controlled and logged, not in a file beside them.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/keys/about-keys
# custom:
#   severity: high
#   resources: [Model]
#   controls:
#     eu_ai_act: [Art. 15]
#     gdpr: [Art. 32]
#     nist_ai_rmf: [MEASURE 2.7]
#   remediation: |
#     Encrypt the artefact, keep the key in Key Vault, and set encryption.method and encryption.key_uri
#     (https://VAULT.vault.azure.net/keys/NAME).
package supply_chain.model_encrypted

deny contains {
	"message": $"{input.resource.name} is not stated to be encrypted by an approved method",
	"path": ["properties", "encryption", "method"],
} if {
	not _encrypted
}

deny contains {
	"message": $"{input.resource.name} is not stated to be encrypted with a key in Key Vault",
	"path": ["properties", "encryption", "key_uri"],
} if {
	not _key_in_vault
}

_encrypted if {
	is_string(input.resource.properties.encryption.method)
	lower(input.resource.properties.encryption.method) in data.facts.supply_chain.encryption_methods
}

_key_in_vault if {
	is_string(input.resource.properties.encryption.key_uri)
	regex.match(data.facts.supply_chain.key_uri, lower(input.resource.properties.encryption.key_uri))
}
