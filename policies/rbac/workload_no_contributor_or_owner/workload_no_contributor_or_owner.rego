# METADATA
# title: Workloads must not be owners or contributors
# description: |
#   A pipeline or application that may change everything in a resource group hands that right to whoever takes
#   over its code or its token. Safe is a role that is proved to be another one, the scope of a single resource,
#   or a principal that is a person or a group of people. Custom roles in the same input are judged by
#   themselves. A role is known by its GUID; its name counts only where there is no API version, since Azure
#   Resource Manager ignores a name.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/role-based-access-control/best-practices
# custom:
#   severity: high
#   resources: [Microsoft.Authorization/roleAssignments]
#   controls:
#     nist_800_53: [AC-6]
#   remediation: |
#     Assign a role that allows only what the workload does in properties.roleDefinitionId (Terraform:
#     role_definition_name or role_definition_id), or narrow the scope to one resource.
package rbac.workload_no_contributor_or_owner

import data.lib.arm
import data.lib.rbac

deny contains {"message": _message, "path": ["properties", _role_attribute]} if not _safe

_message := $"{input.resource.name} may make a workload owner or contributor"

default _role_attribute := "roleDefinitionId"

_role_attribute := "roleDefinitionName" if _named

_safe if {
	_harmless_role
} else if {
	rbac.is_resource(_scope)
} else if {
	arm.one_of_fold(input.resource.properties.principalType, data.facts.rbac.people)
}

# An id that states the scope is read first: that of a deployment is not known beforehand, but is none of a resource.
_scope := scope if {
	scope := rbac.assigned_at(input.resource.id)
} else := input.resource.scope

_harmless_role if {
	_named
	not _privileged_name
	not _privileged_guid
} else if {
	not _named
	_guid
	not _privileged_guid
} else if {
	not _named
	not _guid
	arm.equals_fold(input.resource.relations.role_definition.properties.type, "CustomRole")
}

_named if {
	not _versioned
	is_string(input.resource.properties.roleDefinitionName)
	trim_space(input.resource.properties.roleDefinitionName) != ""
	is_object(data.facts.rbac.privileged_roles)
}

_versioned if arm.present(input.resource.api_version)

_privileged_name if {
	is_string(input.resource.properties.roleDefinitionName)
	some name in data.facts.rbac.privileged_roles
	arm.equals_fold(trim_space(input.resource.properties.roleDefinitionName), name)
}

_guid := guid if {
	is_string(input.resource.properties.roleDefinitionId)
	is_object(data.facts.rbac.privileged_roles)
	guid := regex.replace(lower(input.resource.properties.roleDefinitionId), `^.*/`, "")
	regex.match(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, guid)
}

_privileged_guid if {
	some guid, _ in data.facts.rbac.privileged_roles
	arm.equals_fold(guid, _guid)
}
