# METADATA
# title: Guardrails of Bedrock must hold back harm and attacks in prompts
# description: |
#   A guardrail without content filters is a guardrail in name. The harm filters of facts cloud.guardrail_filters
#   must look at prompts and at answers with one of cloud.guardrail_strengths, and PROMPT_ATTACK at prompts. A
#   filter that is switched off, or only reports (action NONE), holds nothing back.
# related_resources:
#   - ref: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-content-filters.html
# custom:
#   severity: high
#   resources: [aws_bedrock_guardrail]
#   controls:
#     owasp_llm: [LLM01, LLM05]
#     nist_ai_rmf: [MEASURE 2.6, MEASURE 2.7]
#     eu_ai_act: [Art. 15]
#   remediation: |
#     Give content_policy_config of aws_bedrock_guardrail a filters_config for each of the types with input_strength
#     and output_strength HIGH (PROMPT_ATTACK: output_strength NONE), and leave input_action and output_action
#     BLOCK.
package ai_service.bedrock_guardrail_filters

deny contains {"message": _message, "path": ["properties", "content_policy_config"]} if not _complete

_message := $"{input.resource.name} is not proved to hold back {_missing}"

_complete if {
	is_array(data.facts.cloud.guardrail_filters)
	"PROMPT_ATTACK" in _held.input
	every name in data.facts.cloud.guardrail_filters {
		name in _held.input
		name in _held.output
	}
}

default _missing := "anything"

_missing := concat(", ", names) if {
	is_array(data.facts.cloud.guardrail_filters)
	wanted := {"PROMPT_ATTACK"} | {name | some name in data.facts.cloud.guardrail_filters}
	held := {name | some name in _held.input; _needs_no_output(name)}
	names := sort(wanted - held)
}

_needs_no_output("PROMPT_ATTACK")

_needs_no_output(name) if name in _held.output

# The types of filters that hold something back, by where they look.
_held[side] contains filter.type if {
	some side in ["input", "output"]
	some policy in input.resource.properties.content_policy_config
	some filter in policy.filters_config
	is_string(filter.type)
	filter[$"{side}_strength"] in data.facts.cloud.guardrail_strengths
	_is_on(object.get(filter, $"{side}_enabled", null))
	_is_blocking(object.get(filter, $"{side}_action", null))
}

# Absent, a filter is on and blocks; an empty action is how Terraform writes that it is absent.
_is_on(enabled) if enabled in {null, true}

_is_blocking(action) if action in {null, "", "BLOCK"}
