package inputs

// enabled_log and enabled_metric are on by being there; log and metric, which azurerm 3 has, say so.
var diagnosticSettingRows = []azurermRow{
	{from: "name", to: "name"},
	{from: "target_resource_id", to: "scope", as: idReference},
	{from: "log_analytics_workspace_id", to: "properties.workspaceId", as: idReference},
	{from: "storage_account_id", to: "properties.storageAccountId", as: idReference},
	{from: "eventhub_authorization_rule_id", to: "properties.eventHubAuthorizationRuleId", as: idReference},
	{from: "eventhub_name", to: "properties.eventHubName"},
	{from: "partner_solution_id", to: "properties.marketplacePartnerId"},
	{from: "log_analytics_destination_type", to: "properties.logAnalyticsDestinationType"},
	{from: "enabled_log", to: "properties.logs", as: eachBlock(withRows(logRows, enabledRow)...)},
	{from: "log", to: "properties.logs", as: eachBlock(withRows(logRows, switchRow)...), fallback: true},
	{from: "enabled_metric", to: "properties.metrics", as: eachBlock(withRows(metricRows, enabledRow)...)},
	{from: "metric", to: "properties.metrics", as: eachBlock(withRows(metricRows, switchRow)...), fallback: true},
}

var (
	enabledRow = azurermRow{from: "", to: "enabled", as: constantTrue}
	switchRow  = azurermRow{from: "enabled", to: "enabled"}
	metricRows = []azurermRow{
		{from: "category", to: "category"},
		{from: "retention_policy.enabled", to: "retentionPolicy.enabled"},
		{from: "retention_policy.days", to: "retentionPolicy.days"},
	}
	logRows = withRows(metricRows, azurermRow{from: "category_group", to: "categoryGroup"})
)

var logWorkspaceRows = withRows(withRows(located, withIdentity...),
	azurermRow{from: "sku", to: "properties.sku.name"},
	azurermRow{from: "workspace_id", to: "properties.customerId"},
	azurermRow{from: "retention_in_days", to: "properties.retentionInDays"},
	azurermRow{from: "daily_quota_gb", to: "properties.workspaceCapping.dailyQuotaGb"},
	azurermRow{from: "cmk_for_query_forced", to: "properties.forceCmkForQuery"},
	azurermRow{from: "local_authentication_enabled", to: "properties.features.disableLocalAuth", as: negatedBool},
	azurermRow{from: "local_authentication_disabled", to: "properties.features.disableLocalAuth", fallback: true},
	azurermRow{from: "internet_ingestion_enabled", to: "properties.publicNetworkAccessForIngestion", as: enabledWord},
	azurermRow{from: "internet_query_enabled", to: "properties.publicNetworkAccessForQuery", as: enabledWord},
)

var appInsightsRows = withRows(located,
	azurermRow{from: "application_type", to: "kind"},
	azurermRow{from: "application_type", to: "properties.Application_Type"},
	azurermRow{from: "workspace_id", to: "properties.WorkspaceResourceId", as: idReference},
	azurermRow{from: "retention_in_days", to: "properties.RetentionInDays"},
	azurermRow{from: "sampling_percentage", to: "properties.SamplingPercentage"},
	azurermRow{from: "local_authentication_disabled", to: "properties.DisableLocalAuth"},
	azurermRow{from: "local_authentication_enabled", to: "properties.DisableLocalAuth", as: negatedBool, fallback: true},
	azurermRow{from: "disable_ip_masking", to: "properties.DisableIpMasking"},
	azurermRow{from: "ip_masking_enabled", to: "properties.DisableIpMasking", as: negatedBool, fallback: true},
	azurermRow{from: "internet_ingestion_enabled", to: "properties.publicNetworkAccessForIngestion", as: enabledWord},
	azurermRow{from: "internet_query_enabled", to: "properties.publicNetworkAccessForQuery", as: enabledWord},
	azurermRow{from: "force_customer_storage_for_profiler", to: "properties.ForceCustomerStorageForProfiler"},
)

var logProfileRows = []azurermRow{
	{from: "name", to: "name"},
	{from: "categories", to: "properties.categories"},
	{from: "locations", to: "properties.locations"},
	{from: "storage_account_id", to: "properties.storageAccountId", as: idReference},
	{from: "servicebus_rule_id", to: "properties.serviceBusRuleId"},
	{from: "retention_policy.enabled", to: "properties.retentionPolicy.enabled"},
	{from: "retention_policy.days", to: "properties.retentionPolicy.days"},
}

var activityLogAlertRows = withRows(located,
	azurermRow{from: "enabled", to: "properties.enabled"},
	azurermRow{from: "description", to: "properties.description"},
	azurermRow{from: "scopes", to: "properties.scopes"},
	azurermRow{from: "criteria", to: "properties.condition.allOf", as: alertConditions},
	azurermRow{from: "action", to: "properties.actions.actionGroups", as: eachBlock(
		azurermRow{from: "action_group_id", to: "actionGroupId", as: idReference},
	)},
)
