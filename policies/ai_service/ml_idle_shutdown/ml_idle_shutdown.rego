# METADATA
# title: Machine learning compute instances must stop when they are idle
# description: |
#   An instance that nobody uses keeps its identity, its mounted data and its unpatched packages within reach for
#   weeks, and costs money. Only ComputeInstance has the setting; the other compute types are not judged, and a compute
#   that does not say its type is. Idle shutdown must be a duration such as PT60M.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/machine-learning/how-to-create-compute-instance#configure-idle-shutdown
# custom:
#   severity: low
#   resources: [Microsoft.MachineLearningServices/workspaces/computes]
#   controls:
#     mcsb: [AM-2]
#     nist_800_53: [AC-12, CM-7]
#   peers:
#     azure_policy: [679ddf89-ab8f-48a5-9029-e76054077449]
#     psrule: [AZR-000403]
#   remediation: |
#     Set properties.properties.idleTimeBeforeShutdown to a duration of 15 minutes to 3 days, such as PT60M.
#     azurerm_machine_learning_compute_instance cannot set it: use azapi_resource, or azapi_update_resource beside it.
package ai_service.ml_idle_shutdown

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "properties", "idleTimeBeforeShutdown"]} if not _stops

not_applicable if arm.one_of_fold(input.resource.properties.computeType, _other_types)

_other_types := [
	"AKS", "AmlCompute", "DataFactory", "DataLakeAnalytics", "Databricks", "HDInsight", "Kubernetes", "SynapseSpark",
	"VirtualMachine",
]

_message := $"{input.resource.name} runs on when it is idle"

_stops if {
	is_string(input.resource.properties.properties.idleTimeBeforeShutdown)
	regex.match(
		`^P(\d+D|(\d+D)?T(\d+H(\d+M)?(\d+S)?|\d+M(\d+S)?|\d+S))$`,
		input.resource.properties.properties.idleTimeBeforeShutdown,
	)
}
