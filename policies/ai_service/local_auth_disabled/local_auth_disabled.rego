# METADATA
# title: AI services must not accept keys
# description: |
#   A key of the account is shared, has no owner and no conditions, and whoever finds it in a notebook is the
#   application. With local authentication off, every call carries an identity of Microsoft Entra ID. An absent
#   disableLocalAuth means that keys work.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/ai-services/disable-local-auth
# custom:
#   severity: high
#   resources: [Microsoft.CognitiveServices/accounts]
#   controls:
#     mcsb: [IM-1]
#     nist_800_53: [AC-3, IA-2]
#   peers:
#     azure_policy: [71ef260a-8f18-47b7-abcb-62d0673d94dc]
#     psrule: [AZR-000282]
#     checkov: [CKV_AZURE_236]
#   remediation: |
#     Set properties.disableLocalAuth to true (Terraform: local_auth_enabled = false).
package ai_service.local_auth_disabled

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "disableLocalAuth"]} if not _safe

_message := $"{input.resource.name} accepts keys instead of identities"

_safe if arm.is_true(input.resource.properties.disableLocalAuth)
