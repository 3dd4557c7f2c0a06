package ai_service.bedrock_guardrail_filters_test

import data.ai_service.bedrock_guardrail_filters as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_filters := [
	{"type": "HATE", "input_strength": "HIGH", "output_strength": "MEDIUM"},
	{"type": "INSULTS", "input_strength": "HIGH", "output_strength": "MEDIUM"},
	{"type": "MISCONDUCT", "input_strength": "HIGH", "output_strength": "MEDIUM"},
	{"type": "SEXUAL", "input_strength": "HIGH", "output_strength": "MEDIUM"},
	{"type": "VIOLENCE", "input_strength": "HIGH", "output_strength": "MEDIUM"},
	{"type": "PROMPT_ATTACK", "input_strength": "HIGH", "output_strength": "NONE"},
]

_guardrail(filters) := _resource("aws_bedrock_guardrail", {"content_policy_config": [{"filters_config": filters}]})

_finding(missing) := {
	"message": $"main is not proved to hold back {missing}",
	"path": ["properties", "content_policy_config"],
}

_all := "HATE, INSULTS, MISCONDUCT, PROMPT_ATTACK, SEXUAL, VIOLENCE"

test_deny_absent if {
	rule.deny == {_finding(_all)} with input as _resource("aws_bedrock_guardrail", {})
	every value in [[], null, "x", {}, [null]] {
		rule.deny == {_finding(_all)} with input as _guardrail(value)
	}
}

test_deny_one_missing if {
	every i, filter in _filters {
		filters := [f |
			some n, f in _filters
			n != i
		]
		rule.deny == {_finding(filter.type)} with input as _guardrail(filters)
	}
}

test_deny_spoiled if {
	every change in [
		{"input_strength": "LOW"}, {"input_strength": "NONE"}, {"input_strength": null}, {"input_enabled": false},
		{"input_enabled": "true"}, {"input_action": "NONE"}, {"input_action": true}, {"type": null},
	] {
		rule.deny == {_finding(_all)} with input as _guardrail([object.union(f, change) | some f in _filters])
	}
	lax := [object.union(f, {"output_strength": "LOW"}) | some f in _filters]
	rule.deny == {_finding("HATE, INSULTS, MISCONDUCT, SEXUAL, VIOLENCE")} with input as _guardrail(lax)
}

test_deny_without_facts if {
	guardrail := _guardrail(_filters)
	rule.deny == {_finding("anything")} with input as guardrail with data.facts.cloud.guardrail_filters as "HATE"
}

test_pass if {
	rule.deny == set() with input as _guardrail(_filters)
	explicit := [object.union(f, {"input_enabled": true, "input_action": "BLOCK", "output_action": ""}) |
		some f in _filters
	]
	rule.deny == set() with input as _guardrail(explicit)
}
