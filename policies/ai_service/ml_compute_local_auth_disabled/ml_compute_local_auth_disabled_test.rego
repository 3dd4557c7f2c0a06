package ai_service.ml_compute_local_auth_disabled_test

import data.ai_service.ml_compute_local_auth_disabled as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.MachineLearningServices/workspaces/computes",
	"id": "Microsoft.MachineLearningServices/workspaces/computes/cpu-cluster",
	"name": "cpu-cluster",
	"properties": properties,
}}

_finding := {
	"message": "cpu-cluster accepts local accounts",
	"path": ["properties", "disableLocalAuth"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
}

test_deny_no_properties if {
	rule.deny == {_finding} with input as {"resource": {"name": "cpu-cluster"}}
}

test_deny_misspelt if {
	rule.deny == {_finding} with input as _resource({"disableLocalAuths": true})
}

test_deny_every_other_value if {
	every value in [false, "true", "false", 0, 1, null, [true], {"value": true}] {
		rule.deny == {_finding} with input as _resource({"disableLocalAuth": value})
	}
}

test_pass_true if {
	rule.deny == set() with input as _resource({"disableLocalAuth": true})
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
