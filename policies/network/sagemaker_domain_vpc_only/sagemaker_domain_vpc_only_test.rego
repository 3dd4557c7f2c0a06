package network.sagemaker_domain_vpc_only_test

import data.network.sagemaker_domain_vpc_only as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {"aws_sagemaker_domain": {"app_network_access_type": "VpcOnly"}}

_finding := {
	"message": "main reaches the internet around the organisation's network",
	"path": ["properties", "app_network_access_type"],
}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_sagemaker_domain": {
		"/app_network_access_type": ["PublicInternetOnly", "vpconly", "", null, true, ["VpcOnly"]],
	},
}

test_pass if {
	every type, properties in _safe {
		rule.deny == set() with input as _resource(type, properties)
	}
}

test_deny_absent if {
	every type, values in _unsafe {
		rule.deny == {_finding} with input as _resource(type, {})
		every pointer, _ in values {
			rule.deny == {_finding} with input as _resource(type, json.remove(_safe[type], [pointer]))
		}
	}
}

test_deny_every_other_value if {
	every type, spoiled in _unsafe {
		every pointer, values in spoiled {
			every value in values {
				patch := [{"op": "replace", "path": pointer, "value": value}]
				rule.deny == {_finding} with input as _resource(type, json.patch(_safe[type], patch))
			}
		}
	}
}
