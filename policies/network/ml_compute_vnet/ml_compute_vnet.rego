# METADATA
# title: Machine learning computes must be in a virtual network
# description: |
#   A compute outside of every virtual network sends the data it trains on to storage and to the internet with no
#   firewall between, and nothing stops a package that a notebook installs from sending it elsewhere. The subnet
#   must be named, or the workspace must have a managed network, which its computes are then in. Only AmlCompute and
#   ComputeInstance have the setting; the other compute types are not judged, and a compute that does not say its
#   type is. Without a subnet, and with the workspace described elsewhere, the outcome is unknown.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/machine-learning/how-to-secure-training-vnet
#   - ref: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network
# custom:
#   severity: medium
#   resources: [Microsoft.MachineLearningServices/workspaces/computes]
#   controls:
#     mcsb: [NS-2]
#     nist_800_53: [AC-4, SC-7]
#   peers:
#     azure_policy: [7804b5c7-01dc-4723-969b-ae300cc07ff1]
#     psrule: [AZR-000405]
#   remediation: |
#     Set properties.properties.subnet.id to a subnet (Terraform: subnet_resource_id), or
#     properties.managedNetwork.isolationMode of the workspace to AllowOnlyApprovedOutbound (managed_network).
package network.ml_compute_vnet

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "properties", "subnet", "id"]} if not _inside

not_applicable if arm.one_of_fold(input.resource.properties.computeType, _other_types)

_other_types := [
	"AKS", "DataFactory", "DataLakeAnalytics", "Databricks", "HDInsight", "Kubernetes", "SynapseSpark", "VirtualMachine",
]

_message := $"{input.resource.name} is in no virtual network"

_inside if {
	is_string(input.resource.properties.properties.subnet.id)
	trim_space(input.resource.properties.properties.subnet.id) != ""
} else if {
	mode := input.resource.relations.parent.properties.managedNetwork.isolationMode
	arm.one_of_fold(mode, ["AllowInternetOutbound", "AllowOnlyApprovedOutbound"])
}
