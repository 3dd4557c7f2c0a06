# METADATA
# title: Questions about actions, roles and scopes
# description: Holds or is undefined for every JSON value, and never raises an error.
package lib.rbac

# METADATA
# description: |
#   Holds if an action of a role, in which "*" stands for any run of characters, covers the action wanted. Azure
#   compares without regard to case.
covers(pattern, wanted) if {
	is_string(pattern)
	is_string(wanted)
	literals := [_quoted(part) | some part in split(lower(trim_space(pattern)), "*")]
	regex.match($"(?s)^{concat(".*", literals)}$", lower(wanted))
}

# METADATA
# description: Holds for the id of a resource group, or of something in one
is_within_group(scope) if {
	is_string(scope)
	regex.match(`(?i)^/subscriptions/[^/*]+/resourcegroups/[^/*]+(/.*)?$`, scope)
}

# METADATA
# description: |
#   Holds for the id of one resource: a full id, an id in a template such as Microsoft.KeyVault/vaults/kv, or a
#   Terraform address such as azurerm_key_vault.main. What holds resources (management group, subscription, resource
#   group) is none.
is_resource(scope) if {
	is_string(scope)
	regex.match(`(?i)^/subscriptions/[^/*]+/resourcegroups/[^/*]+/providers/[^/*]+/[^/*]+/[^/*]+`, scope)
} else if {
	is_string(scope)
	regex.match(`^Microsoft\.[A-Za-z]+/[^*]+/[^*]+$`, scope)
	not regex.match(`(?i)^Microsoft\.(Resources|Management|Subscription)/`, scope)
} else if {
	is_string(scope)
	regex.match(`(^|\.)azurerm_[a-z0-9_]+\.[^.]+$`, scope)
	not regex.match(`(^|\.)azurerm_(resource_group|subscription|management_group)\.`, scope)
}

# METADATA
# description: |
#   The scope that an assignment's id states, "" for that of the deployment; undefined for an id that states none, such
#   as a Terraform address
assigned_at(id) := regex.replace(id, `(?i)/?(providers/)?Microsoft\.Authorization/roleAssignments/[^/]*$`, "") if {
	regex.match(`(?i)(^|/)Microsoft\.Authorization/roleAssignments/[^/]*$`, id)
}

_quoted(text) := regex.replace(text, `[.+?()|\[\]{}^$\\]`, `\$0`)
