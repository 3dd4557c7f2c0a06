# METADATA
# title: Cosmos DB accounts must encrypt with a customer-managed key
# description: |
#   What people asked an assistant, and the vectors that their documents became, are often kept in Cosmos DB. With a key
#   that Microsoft holds, the organisation can neither revoke access nor see the use of the key.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/cosmos-db/how-to-setup-customer-managed-keys
# custom:
#   severity: medium
#   resources: [Microsoft.DocumentDB/databaseAccounts]
#   controls:
#     mcsb: [DP-5]
#     nist_800_53: [SC-12, SC-28]
#   peers:
#     azure_policy: [1f905d99-2ab7-462c-a6b0-f709acca6c8f]
#     checkov: [CKV_AZURE_100]
#   remediation: |
#     Set properties.keyVaultKeyUri to the URI of the key, without its version (Terraform: key_vault_key_id with the
#     versionless_id of the key).
package encryption.cosmos_cmk

deny contains {"message": _message, "path": ["properties", "keyVaultKeyUri"]} if not _safe

_message := $"{input.resource.name} does not encrypt with a customer-managed key"

# A template may name the key by an expression and a plan by its address, so that any text counts.
_safe if {
	is_string(input.resource.properties.keyVaultKeyUri)
	regex.match(`\S`, input.resource.properties.keyVaultKeyUri)
}
