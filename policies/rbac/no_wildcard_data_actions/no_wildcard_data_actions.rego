# METADATA
# title: Custom roles must not grant wildcard data actions
# description: |
#   A data action with a wildcard reads, changes and deletes whatever a service holds, now and in every
#   operation that is added later: all secrets of a vault, all blobs of an account. It counts whatever
#   notDataActions take away again. A role without data actions passes; one whose permissions cannot be read
#   does not.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/role-based-access-control/role-definitions#control-and-data-actions
# custom:
#   severity: high
#   resources: [Microsoft.Authorization/roleDefinitions]
#   controls:
#     nist_800_53: [AC-6]
#   remediation: |
#     List the operations that the role needs in properties.permissions[].dataActions (Terraform:
#     permissions.data_actions) instead of a name that ends in "*".
package rbac.no_wildcard_data_actions

import data.lib.arm

deny contains {"message": message, "path": ["properties", "permissions", i, "dataActions", j]} if {
	some i, permission in input.resource.properties.permissions
	some j, action in permission.dataActions
	not _is_narrow(action)
	message := $"{input.resource.name} grants every data action of {action}"
}

deny contains {"message": _unreadable, "path": ["properties", "permissions", i, "dataActions"]} if {
	some i, permission in input.resource.properties.permissions
	not _is_readable(permission)
}

deny contains {"message": _unreadable, "path": ["properties", "permissions"]} if not _listed

not_applicable if arm.equals_fold(input.resource.properties.type, "BuiltInRole")

_unreadable := $"{input.resource.name} has permissions that cannot be read"

_listed if arm.is_filled(input.resource.properties.permissions)

_is_readable(permission) if {
	is_object(permission)
	is_array(object.get(permission, "dataActions", []))
}

_is_narrow(action) if {
	is_string(action)
	not endswith(trim_space(action), "*")
}
