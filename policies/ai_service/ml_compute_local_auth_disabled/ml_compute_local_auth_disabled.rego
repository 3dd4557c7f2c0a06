# METADATA
# title: Machine learning computes must not accept local accounts
# description: |
#   A local account on a cluster or instance has a password or an SSH key that nobody reviews or revokes, and
#   opens the data and the identity of the compute. Only AmlCompute and ComputeInstance have the setting; the
#   other compute types are not judged, and a compute that does not say its type is.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/machine-learning/how-to-integrate-azure-policy
# custom:
#   severity: medium
#   resources: [Microsoft.MachineLearningServices/workspaces/computes]
#   controls:
#     mcsb: [IM-1]
#     nist_800_53: [AC-3, IA-2]
#   peers:
#     azure_policy: [e96a9a5f-07ca-471b-9bc5-6a0f33cbd68f]
#     psrule: [AZR-000404]
#     checkov: [CKV_AZURE_142]
#   remediation: |
#     Set properties.disableLocalAuth to true (Terraform: local_auth_enabled = false). Azure does not change it
#     on a compute that exists.
package ai_service.ml_compute_local_auth_disabled

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "disableLocalAuth"]} if not _safe

not_applicable if arm.one_of_fold(input.resource.properties.computeType, _other_types)

_other_types := [
	"AKS", "DataFactory", "DataLakeAnalytics", "Databricks", "HDInsight", "Kubernetes", "SynapseSpark", "VirtualMachine",
]

_message := $"{input.resource.name} accepts local accounts"

_safe if arm.is_true(input.resource.properties.disableLocalAuth)
