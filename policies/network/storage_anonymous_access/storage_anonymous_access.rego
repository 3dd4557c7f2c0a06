# METADATA
# title: Storage accounts must refuse anonymous access to blobs
# description: |
#   If the account allows it, one setting on one container publishes every model or data set in it to the
#   internet. What an absent allowBlobPublicAccess means has changed over time, so only an explicit false is
#   proof.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent
# custom:
#   severity: critical
#   resources: [Microsoft.Storage/storageAccounts]
#   controls:
#     mcsb: [NS-2]
#     nist_800_53: [AC-3, SC-7]
#     cis_azure: ["4.6"]
#   peers:
#     azure_policy: [4fa4b6c0-31ca-4c0d-b10d-24b96f62a751]
#     psrule: [AZR-000198]
#     checkov: [CKV2_AZURE_47]
#     trivy: [AVD-AZU-0007]
#   remediation: |
#     Set properties.allowBlobPublicAccess to false (Terraform: allow_nested_items_to_be_public = false).
package network.storage_anonymous_access

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "allowBlobPublicAccess"]} if not _refused

_message := $"{input.resource.name} allows anonymous access to blobs"

_refused if arm.is_false(input.resource.properties.allowBlobPublicAccess)
