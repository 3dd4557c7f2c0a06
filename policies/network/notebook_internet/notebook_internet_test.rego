package network.notebook_internet_test

import data.network.notebook_internet as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"aws_sagemaker_notebook_instance": {"direct_internet_access": "Disabled", "subnet_id": "aws_subnet.ml"},
	"google_workbench_instance": {"gce_setup": [{"disable_public_ip": true}]},
}

_path := {
	"aws_sagemaker_notebook_instance": ["properties", "direct_internet_access"],
	"google_workbench_instance": ["properties", "gce_setup"],
}

_finding(type) := {"message": "main has its own way to the internet", "path": _path[type]}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_sagemaker_notebook_instance": {
		"/direct_internet_access": ["Enabled", "disabled", "", null, true, false, ["Disabled"]],
		"/subnet_id": ["", " ", null, true, 0, [], {}, ["x"]],
	},
	"google_workbench_instance": {
		"/gce_setup/0/disable_public_ip": [false, "true", 1, 0, null, [true], {}],
		"/gce_setup": [[], null, "x", {}],
	},
}

test_pass if {
	every type, properties in _safe {
		rule.deny == set() with input as _resource(type, properties)
	}
}

test_deny_absent if {
	every type, values in _unsafe {
		rule.deny == {_finding(type)} with input as _resource(type, {})
		every pointer, _ in values {
			rule.deny == {_finding(type)} with input as _resource(type, json.remove(_safe[type], [pointer]))
		}
	}
}

test_deny_every_other_value if {
	every type, spoiled in _unsafe {
		every pointer, values in spoiled {
			every value in values {
				patch := [{"op": "replace", "path": pointer, "value": value}]
				rule.deny == {_finding(type)} with input as _resource(type, json.patch(_safe[type], patch))
			}
		}
	}
}
