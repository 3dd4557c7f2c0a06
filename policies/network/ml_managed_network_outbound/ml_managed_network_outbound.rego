# METADATA
# title: Machine learning workspaces must only reach approved destinations
# description: |
#   Code that trains a model runs packages from everywhere; where it may connect to any address, one of them is
#   enough to carry the training data out. The managed network must have the isolation mode
#   AllowOnlyApprovedOutbound; AllowInternetOutbound and Disabled do not hold anything back. Projects use their
#   hub's network and are not judged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network
# custom:
#   severity: medium
#   resources: [Microsoft.MachineLearningServices/workspaces]
#   controls:
#     mcsb: [NS-2]
#     nist_800_53: [AC-4, SC-7]
#     owasp_llm: [LLM02]
#   peers:
#     azure_policy: [6ddb1705-c8cf-450e-aa4b-19ad6703c440]
#   remediation: |
#     Set properties.managedNetwork.isolationMode to AllowOnlyApprovedOutbound and list the destinations in
#     outboundRules (Terraform: managed_network { isolation_mode = "AllowOnlyApprovedOutbound" }). Azure does not
#     switch a managed network off again.
package network.ml_managed_network_outbound

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "managedNetwork", "isolationMode"]} if not _restricted

not_applicable if {
	arm.equals_fold(input.resource.kind, "Project")
	is_string(input.resource.properties.hubResourceId)
}

_message := $"{input.resource.name} may connect to every address"

_restricted if arm.equals_fold(input.resource.properties.managedNetwork.isolationMode, "AllowOnlyApprovedOutbound")
