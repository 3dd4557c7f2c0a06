package ai_service.bedrock_agent_guardrail_test

import data.ai_service.bedrock_agent_guardrail as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"aws_bedrockagent_agent": {
		"guardrail_configuration": [
			{"guardrail_identifier": "aws_bedrock_guardrail.claims", "guardrail_version": "3"},
		],
	},
}

_finding := {
	"message": "main answers without a guardrail",
	"path": ["properties", "guardrail_configuration"],
}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_bedrockagent_agent": {
		"/guardrail_configuration/0/guardrail_identifier": ["", " ", null, true, 0, [], {}, ["x"]],
		"/guardrail_configuration/0/guardrail_version": ["DRAFT", "draft", "", null, true, 3],
		"/guardrail_configuration": [[], null, "x", {}],
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
