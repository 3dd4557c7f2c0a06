# METADATA
# title: Agents of Bedrock must have a guardrail
# description: |
#   An agent reads documents and calls tools on behalf of whoever talks to it. Without a guardrail nothing looks at
#   what it is asked, at what it reads, and at what it answers. A guardrail and a numbered version of it must be
#   named: DRAFT changes under the agent.
# related_resources:
#   - ref: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-guardrail.html
# custom:
#   severity: high
#   resources: [aws_bedrockagent_agent]
#   controls:
#     owasp_llm: [LLM01, LLM05, LLM06]
#     nist_ai_rmf: [MEASURE 2.7]
#   peers:
#     checkov: [CKV_AWS_383]
#   remediation: |
#     Set guardrail_configuration of aws_bedrockagent_agent: guardrail_identifier to the guardrail,
#     guardrail_version to the version of an aws_bedrock_guardrail_version.
package ai_service.bedrock_agent_guardrail

import data.lib.cloud

deny contains {"message": _message, "path": ["properties", "guardrail_configuration"]} if not _guarded

_message := $"{input.resource.name} answers without a guardrail"

_guarded if {
	some guardrail in _guardrails
	cloud.is_text(guardrail.guardrail_identifier)
	cloud.is_text(guardrail.guardrail_version)
	upper(trim_space(guardrail.guardrail_version)) != "DRAFT"
}

_guardrails contains guardrail if some guardrail in input.resource.properties.guardrail_configuration
