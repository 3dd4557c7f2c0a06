# METADATA
# title: Key vaults must authorise with Azure RBAC
# description: |
#   Under access policies, whoever may change a vault can give himself its secrets, and grants hold for all keys
#   or all secrets alike. With Azure RBAC, grants are reviewed, scoped and time-bound where all other access is.
#   An absent enableRbacAuthorization counts as true from API version 2026-02-01 on, for the vault that the
#   template creates; it proves nothing in older versions and without an API version. A template that recovers a
#   deleted vault (createMode recover) describes none of its settings and is not judged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/general/rbac-guide
#   - ref: https://learn.microsoft.com/azure/key-vault/general/access-control-default
# custom:
#   severity: medium
#   resources: [Microsoft.KeyVault/vaults]
#   controls:
#     mcsb: [PA-7]
#     nist_800_53: [AC-3, AC-6]
#     cis_azure: [3.3.6]
#   peers:
#     azure_policy: [12d4fa5e-1f9f-4c21-97a9-b99b3c6611b5]
#     psrule: [AZR-000388]
#   remediation: |
#     Set properties.enableRbacAuthorization to true (Terraform: rbac_authorization_enabled) once role
#     assignments replace the access policies.
package key_vault.rbac_permission_model

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "enableRbacAuthorization"]} if not _role_based

not_applicable if arm.equals_fold(input.resource.properties.createMode, "recover")

_message := $"{input.resource.name} does not authorise with Azure RBAC"

_role_based if {
	arm.is_true(input.resource.properties.enableRbacAuthorization)
} else if {
	not _stated
	defaults := data.facts.azure_defaults["Microsoft.KeyVault/vaults"]
	arm.default_is(defaults, "enableRbacAuthorization", input.resource.api_version, true)
}

_stated if arm.present(input.resource.properties.enableRbacAuthorization)
