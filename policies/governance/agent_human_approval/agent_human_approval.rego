# METADATA
# title: Agents must have a person approve what cannot be taken back
# description: |
#   A model that is talked into a payment, a mail or a deletion has done it before anybody reads the log. Every tool
#   with an effect other than those of facts agents.unattended_effects must have approval human and name who
#   approves; a tool that does not state its effects may have any.
# related_resources:
#   - ref: https://genai.owasp.org/llmrisk/llm062025-excessive-agency/
# custom:
#   severity: high
#   resources: [Agent]
#   controls:
#     owasp_llm: [LLM06]
#     eu_ai_act: [Art. 14]
#     nist_ai_rmf: [MAP 3.5]
#     iso_42001: [A.9.2]
#   remediation: |
#     Set approval to human and approver to who approves for each tool in spec.tools that does more than read, and
#     state effects for the others.
package governance.agent_human_approval

import data.lib.text

deny contains {"message": _message, "path": ["properties", "tools"]} if not _attended

_message := $"{input.resource.name} may act without anybody's approval"

_attended if {
	is_array(input.resource.properties.tools)
	every tool in input.resource.properties.tools {
		_is_safe(tool)
	}
}

_is_safe(tool) if {
	tool.approval == "human"
	text.filled(tool.approver)
}

_is_safe(tool) if {
	is_array(tool.effects)
	count(tool.effects) > 0
	every effect in tool.effects {
		effect in data.facts.agents.unattended_effects
	}
}
