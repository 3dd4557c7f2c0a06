package inputs

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// azurermDefaults are what the azurerm provider, from version 4 on, sends for what a .tf file leaves out, by
// Terraform type and path in ARM. A plan shows them; a .tf file does not. Only what the provider's documentation
// states is here. What is not here is absent, as in a template that leaves it to Azure.
var azurermDefaults = map[string]map[string]document.Value{
	"azurerm_key_vault": {
		"properties.publicNetworkAccess":       document.StringValue("Enabled"),
		"properties.softDeleteRetentionInDays": document.NumberValue("90"),
		"properties.enablePurgeProtection":     document.BoolValue(false),
	},
	"azurerm_key_vault_managed_hardware_security_module": {
		"properties.publicNetworkAccess": document.StringValue("Enabled"),
	},
	"azurerm_storage_account": {
		"kind":                                                  document.StringValue("StorageV2"),
		"properties.supportsHttpsTrafficOnly":                   document.BoolValue(true),
		"properties.minimumTlsVersion":                          document.StringValue("TLS1_2"),
		"properties.allowBlobPublicAccess":                      document.BoolValue(true),
		"properties.allowSharedKeyAccess":                       document.BoolValue(true),
		"properties.publicNetworkAccess":                        document.StringValue("Enabled"),
		"properties.encryption.requireInfrastructureEncryption": document.BoolValue(false),
	},
	"azurerm_cognitive_account": {
		"properties.disableLocalAuth":              document.BoolValue(false),
		"properties.publicNetworkAccess":           document.StringValue("Enabled"),
		"properties.restrictOutboundNetworkAccess": document.BoolValue(false),
	},
	"azurerm_ai_services": {
		"properties.disableLocalAuth":    document.BoolValue(false),
		"properties.publicNetworkAccess": document.StringValue("Enabled"),
	},
	"azurerm_search_service": {
		"properties.disableLocalAuth":    document.BoolValue(false),
		"properties.publicNetworkAccess": document.StringValue("Enabled"),
	},
	"azurerm_machine_learning_workspace": {
		"properties.publicNetworkAccess": document.StringValue("Enabled"),
		"properties.hbiWorkspace":        document.BoolValue(false),
	},
	"azurerm_machine_learning_compute_cluster": {
		"properties.disableLocalAuth": document.BoolValue(false),
	},
	"azurerm_machine_learning_compute_instance": {
		"properties.disableLocalAuth": document.BoolValue(false),
	},
	"azurerm_container_registry": {
		"properties.adminUserEnabled":    document.BoolValue(false),
		"properties.publicNetworkAccess": document.StringValue("Enabled"),
	},
	"azurerm_cosmosdb_account": {
		"properties.disableLocalAuth":    document.BoolValue(false),
		"properties.publicNetworkAccess": document.StringValue("Enabled"),
	},
}

// azurermOther are arguments that the tables have no use for. One that is in no table may be a misspelt one that is,
// and then nobody knows what is left out. (Terraform refuses what its provider does not know.)
var azurermOther = wordSet(`
	resource_group_name timeouts account_replication_type contact
	blob_properties queue_properties share_properties static_website azure_files_authentication routing
	immutability_policy custom_domain large_file_share_enabled edge_zone table_encryption_key_type
	queue_encryption_key_type dns_endpoint_type provisioned_billing_model_version
	qna_runtime_endpoint custom_question_answering_search_service_id custom_question_answering_search_service_key
	metrics_advisor_aad_client_id metrics_advisor_aad_tenant_id metrics_advisor_super_user_name
	metrics_advisor_website_name network_injection feature_store ssh georeplications
	analytical_storage analytical_storage_enabled capacity cors_rule restore create_mode mongo_server_version
	free_tier_enabled multiple_write_locations_enabled burst_capacity_enabled partition_merge_enabled
	security_domain_key_vault_certificate_ids security_domain_quorum
	value value_wo value_wo_version
	log_analytics_destination_type metric enabled_metric eventhub_authorization_rule_id eventhub_name partner_solution_id
	private_dns_zone_group ip_configuration
	condition condition_version delegated_managed_identity_resource_id description skip_service_principal_aad_check
	allow_resource_only_permissions cmk_for_query_forced daily_quota_gb data_collection_rule_id
	immediate_data_purge_on_30_days_enabled reservation_capacity_in_gb_per_day
	application_type daily_data_cap_in_gb daily_data_cap_notifications_disabled sampling_percentage
	force_customer_storage_for_profiler
	network_acls network_rules identity customer_managed_key
`)

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(text) {
		set[word] = true
	}
	return set
}

// understands reports whether the table knows every argument of a block.
func (t azurermType) understands(block document.Value) bool {
	known := map[string]bool{}
	for _, row := range t.rows {
		name, _, _ := strings.Cut(row.from, ".")
		known[name] = true
	}
	for _, m := range block.Members() {
		name := m.Key.Text()
		if !known[name] && !azurermOther[name] {
			return false
		}
	}
	return true
}

// complete puts the defaults of a type where the tree of a block has nothing. They stand where the resource does. If
// the arguments are not all understood, all that is not there is unknown.
func (t *armTree) complete(kind string, block document.Value) {
	absent := azurermDefaults[kind]
	if !azurermTypes[kind].understands(block) {
		absent = map[string]document.Value{}
		for _, row := range azurermTypes[kind].rows {
			absent[row.to] = document.UnknownValue()
		}
	}
	for _, to := range sortedKeys(absent) {
		if !t.has(strings.Split(to, ".")) {
			t.set(azurermRow{to: to}, absent[to].From(t.source), t.source)
		}
	}
}

// has reports whether there is anything at a path, or something unknown on the way.
func (t *armTree) has(path []string) bool {
	child := t.children[path[0]]
	switch {
	case child == nil:
		return false
	case len(path) == 1 || child.leaf:
		return true
	}
	return child.has(path[1:])
}
