# METADATA
# title: AI services must log how they are used
# description: |
#   Who called a model, when and with what result is known only if the account sends its logs. Misuse, leaks and
#   disputed answers cannot be followed up without them. One diagnostic setting must send an enabled category or
#   category group that counts (facts diagnostics). A template must hold the setting beside the resource; where
#   the settings of what runs were not collected, the outcome is unknown.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/ai-services/diagnostic-logging
# custom:
#   severity: medium
#   resources: [Microsoft.CognitiveServices/accounts]
#   controls:
#     mcsb: [LT-3]
#     nist_800_53: [AU-2, AU-12]
#   peers:
#     azure_policy: [1b4d1c4e-934c-4703-944c-27c82c06bebb]
#   remediation: |
#     Create a Microsoft.Insights/diagnosticSettings with the scope of the account and a log with categoryGroup
#     allLogs and enabled true (Terraform: azurerm_monitor_diagnostic_setting with enabled_log).
package monitoring.ai_diagnostics

import data.lib.diagnostics

deny contains {"message": _message, "path": ["relations", "diagnostic_settings"]} if not _logged

_message := $"{input.resource.name} does not log how it is used"

_logged if {
	facts := data.facts.diagnostics
	categories := facts.categories["Microsoft.CognitiveServices/accounts"]
	diagnostics.sends(input.resource.relations.diagnostic_settings, categories, facts.category_groups)
}
