# METADATA
# title: Key vaults must log who uses them
# description: |
#   Only the audit log tells who read which secret or key, and who tried to. Without it a theft is neither
#   noticed nor reconstructed. One diagnostic setting must send an enabled category or category group that
#   counts (facts diagnostics). A template must hold the setting beside the resource; where the settings of what
#   runs were not collected, the outcome is unknown. A template that recovers a deleted vault (createMode
#   recover) describes none of its settings and is not judged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/general/logging
# custom:
#   severity: high
#   resources: [Microsoft.KeyVault/vaults]
#   controls:
#     mcsb: [LT-3, DP-8]
#     nist_800_53: [AU-2, AU-12]
#     cis_azure: [6.1.4]
#   peers:
#     azure_policy: [cf820ca0-f99e-4f3e-84fb-66e913812d21]
#     psrule: [AZR-000119]
#   remediation: |
#     Create a Microsoft.Insights/diagnosticSettings with the scope of the vault and a log with categoryGroup
#     audit and enabled true (Terraform: azurerm_monitor_diagnostic_setting with enabled_log).
package key_vault.audit_diagnostics

import data.lib.arm
import data.lib.diagnostics

deny contains {"message": _message, "path": ["relations", "diagnostic_settings"]} if not _logged

not_applicable if arm.equals_fold(input.resource.properties.createMode, "recover")

_message := $"{input.resource.name} does not log who uses it"

_logged if {
	facts := data.facts.diagnostics
	categories := facts.categories["Microsoft.KeyVault/vaults"]
	diagnostics.sends(input.resource.relations.diagnostic_settings, categories, facts.category_groups)
}
