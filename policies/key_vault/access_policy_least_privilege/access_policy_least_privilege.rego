# METADATA
# title: Access policies must not grant all permissions or purge
# description: |
#   An identity with every permission, or with purge, can destroy keys beyond recovery, and models and data with
#   them. Access policies grant what an application does, one by one. A vault without access policies grants
#   nothing and passes; a vault that authorises with Azure RBAC ignores its access policies and is not judged. A
#   list that cannot be read is denied.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/general/assign-access-policy
# custom:
#   severity: high
#   resources: [Microsoft.KeyVault/vaults, Microsoft.KeyVault/vaults/accessPolicies]
#   controls:
#     mcsb: [PA-7]
#     nist_800_53: [AC-6]
#   peers:
#     psrule: [AZR-000118]
#   remediation: |
#     Replace all and purge in properties.accessPolicies[].permissions (Terraform: key_permissions,
#     secret_permissions, certificate_permissions, storage_permissions) by the permissions that the identity
#     needs.
package key_vault.access_policy_least_privilege

import data.lib.arm

deny contains {"message": _unreadable, "path": ["properties", "accessPolicies"]} if {
	_stated
	not _listed
}

deny contains {"message": _unreadable, "path": ["properties", "accessPolicies", i]} if {
	some i, policy in input.resource.properties.accessPolicies
	not _readable(policy)
}

deny contains {"message": _unreadable, "path": ["properties", "accessPolicies", i, "permissions", kind]} if {
	some i, policy in input.resource.properties.accessPolicies
	some kind, granted in policy.permissions
	not is_array(granted)
}

deny contains {"message": message, "path": ["properties", "accessPolicies", i, "permissions", kind, j]} if {
	some i, policy in input.resource.properties.accessPolicies
	some kind, granted in policy.permissions
	some j, permission in granted
	not _is_narrow(permission)
	message := $"{input.resource.name} grants {permission} on {kind}"
}

not_applicable if arm.is_true(input.resource.properties.enableRbacAuthorization)

_unreadable := $"{input.resource.name} has access policies that cannot be read"

_stated if arm.present(input.resource.properties.accessPolicies)

_listed if is_array(input.resource.properties.accessPolicies)

_readable(policy) if {
	is_object(policy)
	is_object(object.get(policy, "permissions", {}))
}

_is_narrow(permission) if {
	is_string(permission)
	forbidden := data.facts.key_vault.forbidden_permissions
	is_array(forbidden)
	not arm.one_of_fold(trim_space(permission), forbidden)
}
