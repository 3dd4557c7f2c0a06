# METADATA
# title: Custom roles must not be owners under another name
# description: |
#   Whoever may write role definitions or role assignments on a subscription can give himself every right in it.
#   The built-in Owner is counted and reviewed; a custom role that does the same is not. An action counts
#   whatever notActions take away again: a list of exceptions is soon incomplete. Scopes that are not proved to
#   be in resource groups count as wide, and permissions that cannot be read as owner.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/role-based-access-control/best-practices
#   - ref: https://learn.microsoft.com/azure/role-based-access-control/custom-roles
# custom:
#   severity: high
#   resources: [Microsoft.Authorization/roleDefinitions]
#   controls:
#     mcsb: [PA-7]
#     nist_800_53: [AC-6]
#   peers:
#     azure_policy: [a451c1ef-c6ca-483d-87ed-f49761e3ffb5]
#     checkov: [CKV_AZURE_39]
#     trivy: [AVD-AZU-0030, AVD-AZU-0052]
#   remediation: |
#     List the actions that the role needs in properties.permissions[].actions, without "*" or
#     Microsoft.Authorization writes, or set properties.assignableScopes to resource groups (Terraform:
#     permissions.actions, assignable_scopes).
package rbac.no_custom_owner

import data.lib.arm
import data.lib.rbac

deny contains {"message": message, "path": ["properties", "permissions", i, "actions", j]} if {
	some i, permission in input.resource.properties.permissions
	some j, action in permission.actions
	not _is_harmless(action)
	not _narrow_scopes
	message := $"{input.resource.name} lets its holders take every right by {action}"
}

deny contains {"message": _unreadable, "path": ["properties", "permissions", i, "actions"]} if {
	some i, permission in input.resource.properties.permissions
	not _is_readable(permission)
	not _narrow_scopes
}

deny contains {"message": _unreadable, "path": ["properties", "permissions"]} if {
	not _listed
	not _narrow_scopes
}

not_applicable if arm.equals_fold(input.resource.properties.type, "BuiltInRole")

_unreadable := $"{input.resource.name} has permissions that cannot be read"

_narrow_scopes if {
	arm.is_filled(input.resource.properties.assignableScopes)
	every scope in input.resource.properties.assignableScopes {
		rbac.is_within_group(scope)
	}
}

_listed if arm.is_filled(input.resource.properties.permissions)

_is_readable(permission) if {
	is_object(permission)
	is_array(object.get(permission, "actions", []))
}

_is_harmless(action) if {
	is_string(action)
	owner_actions := data.facts.rbac.owner_actions
	arm.is_filled(owner_actions)
	every owner_action in owner_actions {
		not rbac.covers(action, owner_action)
	}
}
