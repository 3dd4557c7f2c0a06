# METADATA
# title: Application Insights must take telemetry from known identities only
# description: |
#   With local authentication whoever has the instrumentation key, which is in every client, can write telemetry:
#   forged traces hide an attack or raise a false alarm about a model, and nobody can tell who wrote them. Azure
#   takes an absent DisableLocalAuth for false. Azure reads the name without regard to case, and templates use both
#   spellings.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication
# custom:
#   severity: medium
#   resources: [Microsoft.Insights/components]
#   controls:
#     mcsb: [IM-1]
#     nist_800_53: [AU-9, IA-2]
#   peers:
#     psrule: [AZR-000484]
#   remediation: |
#     Set properties.DisableLocalAuth to true (Terraform: local_authentication_disabled), after giving those that
#     send telemetry the role Monitoring Metrics Publisher.
package monitoring.app_insights_local_auth

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "DisableLocalAuth"]} if not _disabled

_message := $"{input.resource.name} takes telemetry from whoever has its key"

_disabled if arm.is_true(input.resource.properties.DisableLocalAuth)

_disabled if arm.is_true(input.resource.properties.disableLocalAuth)
