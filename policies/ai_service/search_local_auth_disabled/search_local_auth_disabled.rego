# METADATA
# title: Search services must not accept keys
# description: |
#   An admin or query key is shared and has no owner: whoever finds it can read or replace the documents that
#   answers are grounded on. With local authentication off, every call carries an identity of Microsoft Entra
#   ID. An absent disableLocalAuth means that keys work.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/search/search-security-rbac
# custom:
#   severity: high
#   resources: [Microsoft.Search/searchServices]
#   controls:
#     nist_800_53: [AC-3, IA-2]
#   peers:
#     azure_policy: [6300012e-e9a4-4649-b41f-a85f5c43be91]
#   remediation: |
#     Set properties.disableLocalAuth to true (Terraform: local_authentication_enabled = false).
package ai_service.search_local_auth_disabled

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "disableLocalAuth"]} if not _safe

_message := $"{input.resource.name} accepts keys instead of identities"

_safe if arm.is_true(input.resource.properties.disableLocalAuth)
