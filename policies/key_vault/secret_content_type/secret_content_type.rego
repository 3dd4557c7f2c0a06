# METADATA
# title: Secrets must say what they hold
# description: |
#   A secret without content type is a string that nobody can place: whoever has to rotate it after a leak cannot
#   tell a connection string from a token, and tools cannot either. The rule looks at the label only, never at the
#   value.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/secrets/about-secrets
# custom:
#   severity: low
#   resources: [Microsoft.KeyVault/vaults/secrets]
#   controls:
#     mcsb: [DP-6]
#     nist_800_53: [IA-5]
#   peers:
#     azure_policy: [75262d3e-ba4a-4f43-85f8-9f72c090e5e3]
#     checkov: [CKV_AZURE_114]
#     trivy: [AVD-AZU-0015]
#   remediation: |
#     Set properties.contentType to a short description, such as application/vnd.api-key (Terraform: content_type).
#     It is readable to whoever may list secrets: never put a secret there.
package key_vault.secret_content_type

deny contains {"message": _message, "path": ["properties", "contentType"]} if not _described

_message := $"{input.resource.name} has no content type"

_described if {
	is_string(input.resource.properties.contentType)
	trim_space(input.resource.properties.contentType) != ""
}
