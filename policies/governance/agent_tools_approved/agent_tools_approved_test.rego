package governance.agent_tools_approved_test

import data.governance.agent_tools_approved as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"Agent": {
		"tools": [
			{"name": "read_claim", "effects": ["read"]},
			{
				"name": "send_letter",
				"effects": ["send", "read"],
				"approval": "human",
				"approver": "adjusters@alder.example",
			},
		],
	},
}

_finding := {
	"message": "main may call tools that are not approved",
	"path": ["properties", "tools"],
}

# What spoils them, by JSON pointer.
_unsafe := {
	"Agent": {
		"/tools/0/name": ["run_shell", "", "Read_Claim", null, true, ["read_claim"]],
		"/tools": [null, true, "read_claim", {}, [{}], [null]],
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
	rule.deny == set() with input as _resource("Agent", {"tools": []})
}

test_deny_without_facts if {
	rule.deny == {_finding} with input as _resource("Agent", _safe.Agent) with data.facts.agents as {}
}
