# METADATA
# title: Deleted key vaults must be recoverable long enough
# description: |
#   A deletion that is noticed after the retention period cannot be undone. The organisation decides how long is
#   enough (facts key_vault.min_retention_days, 90 by default, which is the most that Azure offers). An absent
#   softDeleteRetentionInDays counts as 90 from API version 2019-09-01 on, and proves nothing without an API
#   version. A template that recovers a deleted vault (createMode recover) describes none of its settings and is
#   not judged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview
# custom:
#   severity: medium
#   resources: [Microsoft.KeyVault/vaults]
#   controls:
#     mcsb: [DP-8]
#     nist_800_53: [CP-9]
#   peers:
#     trivy: [AVD-AZU-0016]
#   remediation: |
#     Set properties.softDeleteRetentionInDays to 90 (Terraform: soft_delete_retention_days). Azure does not
#     change it on a vault that exists.
package key_vault.soft_delete_retention

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "softDeleteRetentionInDays"]} if not _long_enough

not_applicable if arm.equals_fold(input.resource.properties.createMode, "recover")

_message := $"{input.resource.name} does not keep deleted vaults for {data.facts.key_vault.min_retention_days} days"

_long_enough if {
	arm.at_least(input.resource.properties.softDeleteRetentionInDays, data.facts.key_vault.min_retention_days)
} else if {
	not _stated
	defaults := data.facts.azure_defaults["Microsoft.KeyVault/vaults"]
	days := defaults.softDeleteRetentionInDays.value
	arm.default_is(defaults, "softDeleteRetentionInDays", input.resource.api_version, days)
	arm.at_least(days, data.facts.key_vault.min_retention_days)
}

_stated if arm.present(input.resource.properties.softDeleteRetentionInDays)
