package lib.rai_test

import data.lib.rai

_jailbreak := {"name": "Jailbreak", "source": "Prompt", "enabled": true, "blocking": true}

_policy(filters) := {"resource": {
	"type": "microsoft.cognitiveservices/accounts/RAIPolicies",
	"properties": {"contentFilters": filters},
}}

_deployment(name, policies) := {"resource": {
	"type": "Microsoft.CognitiveServices/accounts/deployments",
	"properties": {"raiPolicyName": name},
	"relations": {"rai_policies": policies},
}}

test_in_force_of_a_policy if {
	rai.in_force == {"contentFilters": [_jailbreak]} with input as _policy([_jailbreak])
}

test_in_force_of_a_deployment if {
	policies := [{"name": "lax", "properties": {"a": 1}}, {"name": "Strict", "properties": {"a": 2}}]
	rai.in_force == {"a": 2} with input as _deployment("strict", policies)
	rai.in_force.mode == "Default" with input as _deployment("Microsoft.DefaultV2", [])
}

test_nothing_in_force if {
	two := [{"name": "strict", "properties": {}}, {"name": "STRICT", "properties": {}}]
	every policies in [[], null, "strict", [{}], {"name": "strict"}, two] {
		not rai.in_force with input as _deployment("strict", policies)
	}
	every name in [null, true, "", ["strict"], {}, "Microsoft.DefaultV9"] {
		not rai.in_force with input as _deployment(name, [{"name": "strict", "properties": {}}])
	}
	not rai.in_force with input as {"resource": {"properties": {}}}
}

test_blocks if {
	rai.blocks("jailbreak", "PROMPT") with input as _policy([{}, _jailbreak])
}

test_does_not_block if {
	every change in [
		{"name": "Hate"}, {"source": "Completion"}, {"enabled": false}, {"blocking": false}, {"enabled": "true"},
		{"blocking": 1}, {"name": null}, {"source": ["Prompt"]},
	] {
		not rai.blocks("Jailbreak", "Prompt") with input as _policy([object.union(_jailbreak, change)])
	}
	every filters in [[], null, "Jailbreak", [null], {}] {
		not rai.blocks("Jailbreak", "Prompt") with input as _policy(filters)
	}
}

test_blocks_from if {
	every severity in ["Low", "medium"] {
		filter := object.union(_jailbreak, {"severityThreshold": severity})
		rai.blocks_from("Jailbreak", "Prompt", ["Low", "Medium"]) with input as _policy([filter])
	}
	every severity in ["High", "", null, true, ["Low"]] {
		filter := object.union(_jailbreak, {"severityThreshold": severity})
		not rai.blocks_from("Jailbreak", "Prompt", ["Low", "Medium"]) with input as _policy([filter])
	}
	not rai.blocks_from("Jailbreak", "Prompt", ["Low"]) with input as _policy([_jailbreak])
}

test_path if {
	rai.path("mode") == ["properties", "mode"] with input as _policy([])
	rai.path("mode") == ["properties", "raiPolicyName"] with input as _deployment("strict", [])
}
