package monitoring.bedrock_invocation_logging_test

import data.monitoring.bedrock_invocation_logging as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"aws_bedrock_model_invocation_logging_configuration": {
		"logging_config": [{"text_data_delivery_enabled": true, "s3_config": [{"bucket_name": "calls"}]}],
	},
}

_finding := {
	"message": "main does not record what models are asked and answer",
	"path": ["properties", "logging_config"],
}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_bedrock_model_invocation_logging_configuration": {
		"/logging_config/0/text_data_delivery_enabled": [false, "true", 1, 0, null, [true], {}],
		"/logging_config/0/s3_config/0/bucket_name": ["", " ", null, true, 0, [], {}, ["x"]],
		"/logging_config/0/s3_config": [[], null, "x"],
		"/logging_config": [[], null, "x", {}],
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

test_pass_otherwise if {
	rule.deny == set() with input as _resource(
		"aws_bedrock_model_invocation_logging_configuration",
		{
			"logging_config": [
				{
					"text_data_delivery_enabled": true,
					"cloudwatch_config": [{"log_group_name": "/bedrock/calls"}],
				},
			],
		},
	)
}
