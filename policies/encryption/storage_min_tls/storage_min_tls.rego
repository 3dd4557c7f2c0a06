# METADATA
# title: Storage accounts must demand a current TLS version
# description: |
#   Old TLS versions can be broken on the way, and models and data read or changed. The organisation decides
#   which version is the oldest (facts encryption.min_tls_version); a newer one passes too. An absent
#   minimumTlsVersion means TLS 1.0.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/storage/common/transport-layer-security-configure-minimum-version
# custom:
#   severity: high
#   resources: [Microsoft.Storage/storageAccounts]
#   controls:
#     mcsb: [DP-3]
#     nist_800_53: [SC-8, SC-13]
#     cis_azure: ["4.15"]
#   peers:
#     azure_policy: [fe83a0eb-a853-422d-aac2-1bffd182c5d0]
#     psrule: [AZR-000200]
#     checkov: [CKV_AZURE_44]
#     trivy: [AVD-AZU-0011]
#   remediation: |
#     Set properties.minimumTlsVersion to TLS1_2 (Terraform: min_tls_version).
package encryption.storage_min_tls

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "minimumTlsVersion"]} if not _current

_message := $"{input.resource.name} accepts TLS older than {data.facts.encryption.min_tls_version}"

_current if _rank(input.resource.properties.minimumTlsVersion) >= _rank(data.facts.encryption.min_tls_version)

_rank(version) := min([i | some i, known in _versions; arm.equals_fold(version, known)])

_versions := data.facts.encryption.tls_versions if is_array(data.facts.encryption.tls_versions)
