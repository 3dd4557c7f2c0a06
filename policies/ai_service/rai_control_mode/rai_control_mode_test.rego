package ai_service.rai_control_mode_test

import data.ai_service.rai_control_mode as rule

_policy(properties) := {"resource": {
	"type": "Microsoft.CognitiveServices/accounts/raiPolicies",
	"id": "Microsoft.CognitiveServices/accounts/raiPolicies/strict",
	"name": "strict",
	"properties": properties,
}}

_deployment(name, policies) := {"resource": {
	"type": "Microsoft.CognitiveServices/accounts/deployments",
	"id": "Microsoft.CognitiveServices/accounts/deployments/chat",
	"name": "chat",
	"properties": {"raiPolicyName": name, "model": {"name": "gpt-4.1"}},
	"relations": {"rai_policies": policies},
}}

_filters(change) := [filter |
	some name in ["Hate", "Sexual", "Violence", "Selfharm"]
	some source in ["Prompt", "Completion"]
	filter := object.union(
		{"name": name, "source": source, "enabled": true, "blocking": true, "severityThreshold": "Medium"},
		change,
	)
]

_safe := {"mode": "Default", "contentFilters": _filters({})}

_all := concat(", ", [$"{name} ({stage})" |
	some name in ["Hate", "Sexual", "Violence", "Selfharm"]
	some stage in ["Prompt", "Completion"]
])

_harmful(name, missing, member) := {
	"message": $"{name} is not proved to hold back {missing}",
	"path": ["properties", member],
}

_late(name, member) := {
	"message": $"{name} is not proved to look at answers before they are shown",
	"path": ["properties", member],
}

test_deny_absent if {
	expected := {_harmful("strict", _all, "contentFilters"), _late("strict", "mode")}
	rule.deny == expected with input as _policy({})
	chat := {_harmful("chat", _all, "raiPolicyName"), _late("chat", "raiPolicyName")}
	rule.deny == chat with input as _deployment(null, [_policy(_safe).resource])
}

test_deny_filters if {
	every change in [
		{"enabled": false}, {"blocking": false}, {"severityThreshold": "High"}, {"severityThreshold": ""},
		{"severityThreshold": null}, {"enabled": "true"}, {"source": "x"}, {"name": "Profanity"},
	] {
		properties := {"mode": "Default", "contentFilters": _filters(change)}
		rule.deny == {_harmful("strict", _all, "contentFilters")} with input as _policy(properties)
	}
}

test_deny_one_missing if {
	filters := [f | some f in _filters({}); f != _filters({})[7]]
	expected := _harmful("strict", "Selfharm (Completion)", "contentFilters")
	rule.deny == {expected} with input as _policy({"mode": "Default", "contentFilters": filters})
}

test_deny_mode if {
	every mode in ["Asynchronous_filter", "Deferred", "", null, true, ["Default"]] {
		rule.deny == {_late("strict", "mode")} with input as _policy(object.union(_safe, {"mode": mode}))
	}
}

test_deny_deployment_of_a_late_policy if {
	late := _policy(object.union(_safe, {"mode": "Deferred"})).resource
	rule.deny == {_late("chat", "raiPolicyName")} with input as _deployment("strict", [late])
}

test_deny_without_facts if {
	expected := {_harmful("strict", "anything", "contentFilters"), _late("strict", "mode")}
	rule.deny == expected with input as _policy(_safe) with data.facts.ai_service as {"harm_categories": null}
}

test_pass_policy if {
	every mode in ["Default", "blocking"] {
		rule.deny == set() with input as _policy(object.union(_safe, {"mode": mode}))
	}
}

test_pass_deployment if {
	rule.deny == set() with input as _deployment("strict", [_policy(_safe).resource])
	rule.deny == set() with input as _deployment("Microsoft.Default", [])
	rule.deny == set() with input as _deployment("Microsoft.DefaultV2", [])
}

test_not_applicable_to_models_without_text if {
	rule.not_applicable with input as {"resource": {"properties": {"model": {"name": "text-embedding-3-small"}}}}
	not rule.not_applicable with input as _deployment("strict", [])
	not rule.not_applicable with input as _policy({})
}
