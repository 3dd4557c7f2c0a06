package ai_service.ml_idle_shutdown_test

import data.ai_service.ml_idle_shutdown as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.MachineLearningServices/workspaces/computes",
	"id": "Microsoft.MachineLearningServices/workspaces/computes/ci-ada",
	"name": "ci-ada",
	"properties": properties,
}}

_idle(value) := _resource({"computeType": "ComputeInstance", "properties": {"idleTimeBeforeShutdown": value}})

_finding := {
	"message": "ci-ada runs on when it is idle",
	"path": ["properties", "properties", "idleTimeBeforeShutdown"],
}

test_deny_absent if {
	every properties in [{}, {"properties": {}}, {"properties": {"idleTimeBeforeShutdowns": "PT60M"}}] {
		rule.deny == {_finding} with input as _resource(properties)
	}
}

test_deny_every_other_value if {
	every value in ["", "60", "never", "P", "PT", null, true, 60, ["PT60M"], {}] {
		rule.deny == {_finding} with input as _idle(value)
	}
}

test_pass_duration if {
	every value in ["PT15M", "PT1H30M", "P1D", "P1DT6H", "PT3600S"] {
		rule.deny == set() with input as _idle(value)
	}
}

test_not_applicable_other_types if {
	every type in ["AmlCompute", "amlcompute", "AKS", "Kubernetes"] {
		rule.not_applicable with input as _resource({"computeType": type})
	}
}

test_applicable_unless_proved if {
	every type in ["ComputeInstance", "", null, true, ["AKS"]] {
		not rule.not_applicable with input as _resource({"computeType": type})
	}
	not rule.not_applicable with input as _resource({})
}
