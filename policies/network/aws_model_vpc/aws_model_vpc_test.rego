package network.aws_model_vpc_test

import data.network.aws_model_vpc as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"aws_sagemaker_model": {
		"vpc_config": [{"subnets": ["aws_subnet.ml"], "security_group_ids": ["aws_security_group.ml"]}],
	},
	"aws_bedrock_custom_model": {
		"vpc_config": [{"subnet_ids": ["aws_subnet.ml"], "security_group_ids": ["aws_security_group.ml"]}],
	},
}

_finding := {
	"message": "main does not run in a network of the organisation",
	"path": ["properties", "vpc_config"],
}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_sagemaker_model": {
		"/vpc_config/0/subnets": [[], null, "x", [""], {}],
		"/vpc_config/0/security_group_ids": [[], null, "x", [null]],
		"/vpc_config": [[], null, "x", {}],
	},
	"aws_bedrock_custom_model": {
		"/vpc_config/0/subnet_ids": [[], null, "x", [""], {}],
		"/vpc_config/0/security_group_ids": [[], null, "x", [null]],
		"/vpc_config": [[], null, "x", {}],
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
