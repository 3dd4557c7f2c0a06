package network.ml_compute_vnet_test

import data.network.ml_compute_vnet as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.MachineLearningServices/workspaces/computes",
	"id": "Microsoft.MachineLearningServices/workspaces/computes/cpu-cluster",
	"name": "cpu-cluster",
	"properties": properties,
}}

_subnet(subnet) := _resource({"computeType": "AmlCompute", "properties": {"subnet": subnet}})

_workspace(network) := {"resource": object.union(
	_resource({"computeType": "ComputeInstance"}).resource,
	{"relations": {"parent": {"properties": {"managedNetwork": network}}}},
)}

_finding := {
	"message": "cpu-cluster is in no virtual network",
	"path": ["properties", "properties", "subnet", "id"],
}

test_deny_absent if {
	every properties in [{}, {"properties": {}}, {"properties": {"subnets": {"id": "x"}}}] {
		rule.deny == {_finding} with input as _resource(properties)
	}
}

test_deny_every_other_value if {
	every value in ["", null, true, 0, ["x"], {}] {
		rule.deny == {_finding} with input as _subnet({"id": value})
	}
	every value in [null, true, "x", ["x"], [{"id": "x"}]] {
		rule.deny == {_finding} with input as _subnet(value)
	}
}

test_deny_no_managed_network if {
	every value in [{}, null, [], {"isolationMode": "Disabled"}, {"isolationMode": ""}, {"isolationMode": true}] {
		rule.deny == {_finding} with input as _workspace(value)
	}
	no_workspace := {"resource": object.union(_resource({}).resource, {"relations": {"parent": null}})}
	rule.deny == {_finding} with input as no_workspace
}

test_pass_subnet if {
	rule.deny == set() with input as _subnet({"id": "azurerm_subnet.training"})
}

test_pass_managed_network if {
	every mode in ["AllowInternetOutbound", "AllowOnlyApprovedOutbound", "allowonlyapprovedoutbound"] {
		rule.deny == set() with input as _workspace({"isolationMode": mode})
	}
}

test_not_applicable_other_types if {
	every type in ["AKS", "aks", "Kubernetes", "VirtualMachine", "SynapseSpark"] {
		rule.not_applicable with input as _resource({"computeType": type})
	}
}

test_applicable_unless_proved if {
	every type in ["AmlCompute", "ComputeInstance", "computeinstance", "", null, true, ["AKS"]] {
		not rule.not_applicable with input as _resource({"computeType": type})
	}
	not rule.not_applicable with input as _resource({})
}
