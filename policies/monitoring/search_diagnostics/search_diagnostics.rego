# METADATA
# title: Search services must log their operations
# description: |
#   A search service often holds the documents that answers are grounded on. Who read or changed its indexes is
#   known only if it sends its resource logs. One diagnostic setting must send an enabled category or category
#   group that counts (facts diagnostics). A template must hold the setting beside the resource; where the
#   settings of what runs were not collected, the outcome is unknown.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/search/search-monitor-enable-logging
# custom:
#   severity: medium
#   resources: [Microsoft.Search/searchServices]
#   controls:
#     mcsb: [LT-3]
#     nist_800_53: [AU-2, AU-12]
#   peers:
#     azure_policy: [b4330a05-a843-4bc8-bf9a-cacce50c67f4]
#   remediation: |
#     Create a Microsoft.Insights/diagnosticSettings with the scope of the service and a log with categoryGroup
#     allLogs and enabled true (Terraform: azurerm_monitor_diagnostic_setting with enabled_log).
package monitoring.search_diagnostics

import data.lib.diagnostics

deny contains {"message": _message, "path": ["relations", "diagnostic_settings"]} if not _logged

_message := $"{input.resource.name} does not log its operations"

_logged if {
	facts := data.facts.diagnostics
	categories := facts.categories["Microsoft.Search/searchServices"]
	diagnostics.sends(input.resource.relations.diagnostic_settings, categories, facts.category_groups)
}
