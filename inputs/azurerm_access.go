package inputs

// In role definitions and assignments, scope is the address of the resource in the plan, for joins, and
// properties.scope the id as Azure has it, for rules that look at how wide it is.

var roleDefinitionRows = []azurermRow{
	{from: "name", to: "name"},
	{from: "name", to: "properties.roleName"},
	{from: "description", to: "properties.description"},
	{from: "", to: "properties.type", as: constantText("CustomRole")},
	{from: "scope", to: "scope", as: idReference},
	{from: "permissions", to: "properties.permissions", as: eachBlock(
		azurermRow{from: "actions", to: "actions"},
		azurermRow{from: "not_actions", to: "notActions"},
		azurermRow{from: "data_actions", to: "dataActions"},
		azurermRow{from: "not_data_actions", to: "notDataActions"},
	)},
	{from: "assignable_scopes", to: "properties.assignableScopes"},
	{from: "scope", to: "properties.assignableScopes", as: singleton, fallback: true}, // what azurerm sends if there are none
}

var roleAssignmentRows = []azurermRow{
	{from: "name", to: "name"},
	{from: "scope", to: "scope", as: idReference},
	{from: "scope", to: "properties.scope"},
	{from: "role_definition_id", to: "properties.roleDefinitionId", as: idReference},
	{from: "role_definition_name", to: "properties.roleDefinitionName"},
	{from: "principal_id", to: "properties.principalId"},
	{from: "principal_type", to: "properties.principalType"},
	{from: "condition", to: "properties.condition"},
	{from: "condition_version", to: "properties.conditionVersion"},
	{from: "description", to: "properties.description"},
	{from: "delegated_managed_identity_resource_id", to: "properties.delegatedManagedIdentityResourceId", as: idReference},
}

// Roles of PIM are asked for, active or eligible, and azurerm names its resources after what comes of it.
var pimRows = []azurermRow{
	{from: "scope", to: "scope", as: idReference},
	{from: "scope", to: "properties.scope"},
	{from: "", to: "properties.requestType", as: constantText("AdminAssign")},
	{from: "role_definition_id", to: "properties.roleDefinitionId", as: idReference},
	{from: "principal_id", to: "properties.principalId"},
	{from: "principal_type", to: "properties.principalType"},
	{from: "condition", to: "properties.condition"},
	{from: "condition_version", to: "properties.conditionVersion"},
	{from: "justification", to: "properties.justification"},
	{from: "schedule.start_date_time", to: "properties.scheduleInfo.startDateTime"},
	{from: "schedule.expiration.end_date_time", to: "properties.scheduleInfo.expiration.endDateTime"},
	{from: "schedule.expiration.duration_days", to: "properties.scheduleInfo.expiration.duration", as: isoDays},
	{from: "schedule.expiration.duration_hours", to: "properties.scheduleInfo.expiration.duration", as: isoHours, fallback: true},
}

var identityRows = withRows(located,
	azurermRow{from: "principal_id", to: "properties.principalId"},
	azurermRow{from: "client_id", to: "properties.clientId"},
	azurermRow{from: "tenant_id", to: "properties.tenantId"},
)

var federatedCredentialRows = []azurermRow{
	{from: "name", to: "name"},
	{from: "user_assigned_identity_id", to: "parent", as: idReference},
	{from: "parent_id", to: "parent", as: idReference, fallback: true},
	{from: "issuer", to: "properties.issuer"},
	{from: "subject", to: "properties.subject"},
	{from: "audience", to: "properties.audiences"},
}

// A plan for a subscription is named after what it protects.
var pricingRows = []azurermRow{
	{from: "resource_type", to: "name"},
	{from: "tier", to: "properties.pricingTier"},
	{from: "subplan", to: "properties.subPlan"},
	{from: "extension", to: "properties.extensions", as: eachBlock(
		azurermRow{from: "name", to: "name"},
		azurermRow{from: "", to: "isEnabled", as: constantText("True")},
	)},
}
