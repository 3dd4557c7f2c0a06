package monitoring.agent_records_test

import data.monitoring.agent_records as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {"Agent": {"records": {"prompts": true, "answers": true, "redaction": "presidio"}}}

_finding := {
	"message": "main does not keep a redacted record of what it is asked and does",
	"path": ["properties", "records"],
}

# What spoils them, by JSON pointer.
_unsafe := {
	"Agent": {
		"/records/prompts": [false, "true", 1, 0, null, [true], {}],
		"/records/answers": [false, "true", 1, 0, null, [true], {}],
		"/records/redaction": ["none", "", null, true, ["presidio"]],
		"/records": [null, true, "x", [], {}],
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

test_deny_without_facts if {
	rule.deny == {_finding} with input as _resource("Agent", _safe.Agent) with data.facts.agents as {}
}
