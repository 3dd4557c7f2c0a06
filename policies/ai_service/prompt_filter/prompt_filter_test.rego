package ai_service.prompt_filter_test

import data.ai_service.prompt_filter as rule

_policy(filters) := {"resource": {
	"type": "Microsoft.CognitiveServices/accounts/raiPolicies",
	"id": "Microsoft.CognitiveServices/accounts/raiPolicies/strict",
	"name": "strict",
	"properties": {"contentFilters": filters},
}}

_deployment(properties, policies) := {"resource": {
	"type": "Microsoft.CognitiveServices/accounts/deployments",
	"id": "Microsoft.CognitiveServices/accounts/deployments/chat",
	"name": "chat",
	"properties": properties,
	"relations": {"rai_policies": policies},
}}

_filter(name) := {"name": name, "source": "Prompt", "enabled": true, "blocking": true}

_filters := [_filter("Jailbreak"), _filter("Indirect Attack")]

_finding(name, missing, member) := {
	"message": $"{name} is not proved to hold back {missing} in prompts",
	"path": ["properties", member],
}

_both := _finding("strict", "Jailbreak, Indirect Attack", "contentFilters")

_of_chat := _finding("chat", "Jailbreak, Indirect Attack", "raiPolicyName")

test_deny_absent if {
	rule.deny == {_both} with input as _policy([])
	bare := {"type": "Microsoft.CognitiveServices/accounts/raiPolicies", "name": "strict"}
	rule.deny == {_both} with input as {"resource": bare}
	rule.deny == {_of_chat} with input as _deployment({}, [_policy(_filters).resource])
}

test_deny_one_missing if {
	expected := _finding("strict", "Indirect Attack", "contentFilters")
	rule.deny == {expected} with input as _policy([_filter("Jailbreak")])
}

test_deny_not_blocking if {
	every change in [
		{"enabled": false}, {"blocking": false}, {"source": "Completion"}, {"enabled": "true"},
		{"blocking": null}, {"name": "x"},
	] {
		filters := [object.union(filter, change) | some filter in _filters]
		rule.deny == {_both} with input as _policy(filters)
	}
}

test_deny_filters_of_another_type if {
	every value in [null, true, "Jailbreak", {}, [null]] {
		rule.deny == {_both} with input as _policy(value)
	}
}

test_deny_deployment_with_a_lax_policy if {
	rule.deny == {_of_chat} with input as _deployment({"raiPolicyName": "strict"}, [_policy([]).resource])
	rule.deny == {_of_chat} with input as _deployment({"raiPolicyName": "other"}, [_policy(_filters).resource])
	rule.deny == {_of_chat} with input as _deployment({"raiPolicyName": "Microsoft.Default"}, [])
}

test_deny_without_facts if {
	none := _finding("strict", "anything", "contentFilters")
	rule.deny == {none} with input as _policy(_filters) with data.facts.ai_service.prompt_filters as null
}

test_pass_policy if {
	rule.deny == set() with input as _policy(_filters)
}

test_pass_deployment if {
	rule.deny == set() with input as _deployment({"raiPolicyName": "Strict"}, [_policy(_filters).resource])
}

test_pass_other_list_of_the_organisation if {
	policy := _policy([_filter("Profanity")])
	rule.deny == set() with input as policy with data.facts.ai_service.prompt_filters as ["Profanity"]
}

test_not_applicable_to_models_without_text if {
	every name in ["text-embedding-3-large", "Whisper"] {
		rule.not_applicable with input as _deployment({"model": {"name": name}}, [])
	}
}

test_applicable_unless_proved if {
	every name in ["gpt-4.1", "", null, true, ["whisper"]] {
		not rule.not_applicable with input as _deployment({"model": {"name": name}}, [])
	}
	not rule.not_applicable with input as _policy([])
}
