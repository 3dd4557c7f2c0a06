# METADATA
# title: Machine learning workspaces must log what happens in them
# description: |
#   Who trained, registered or deployed a model, and on which data, is known only if the workspace sends its
#   resource logs. One diagnostic setting must send an enabled category or category group that counts (facts
#   diagnostics). A template must hold the setting beside the resource; where the settings of what runs were not
#   collected, the outcome is unknown.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/machine-learning/monitor-azure-machine-learning
# custom:
#   severity: medium
#   resources: [Microsoft.MachineLearningServices/workspaces]
#   controls:
#     mcsb: [LT-3]
#     nist_800_53: [AU-2, AU-12]
#   peers:
#     azure_policy: [afe0c3be-ba3b-4544-ba52-0c99672a8ad6]
#   remediation: |
#     Create a Microsoft.Insights/diagnosticSettings with the scope of the workspace and a log with
#     categoryGroup allLogs and enabled true (Terraform: azurerm_monitor_diagnostic_setting with enabled_log).
package monitoring.ml_diagnostics

import data.lib.diagnostics

deny contains {"message": _message, "path": ["relations", "diagnostic_settings"]} if not _logged

_message := $"{input.resource.name} does not log what happens in it"

_logged if {
	facts := data.facts.diagnostics
	categories := facts.categories["Microsoft.MachineLearningServices/workspaces"]
	diagnostics.sends(input.resource.relations.diagnostic_settings, categories, facts.category_groups)
}
