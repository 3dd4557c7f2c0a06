# METADATA
# title: Agents must keep a redacted record of what they are asked and do
# description: |
#   Without prompts and answers nobody can tell what made an agent act; with them unredacted, the record is a second
#   store of personal data and secrets that none of the rules for the first one reach. Both must be recorded, and
#   redacted by one of facts agents.redaction_methods.
# related_resources:
#   - ref: https://genai.owasp.org/llmrisk/llm022025-sensitive-information-disclosure/
# custom:
#   severity: medium
#   resources: [Agent]
#   controls:
#     owasp_llm: [LLM02]
#     eu_ai_act: [Art. 12]
#     gdpr: [Art. 5]
#     nist_800_53: [AU-2, AU-3]
#   remediation: |
#     Set records.prompts and records.answers to true and records.redaction to the method that is used.
package monitoring.agent_records

deny contains {"message": _message, "path": ["properties", "records"]} if not _recorded

_message := $"{input.resource.name} does not keep a redacted record of what it is asked and does"

_recorded if {
	input.resource.properties.records.prompts == true
	input.resource.properties.records.answers == true
	input.resource.properties.records.redaction in data.facts.agents.redaction_methods
}
