# METADATA
# title: Agents must only call approved tools
# description: |
#   What an agent can do is what its tools can do, for whoever writes the prompt, the mail or the web page that it
#   reads. Each tool must be one of facts agents.approved_tools; an agent that does not state its tools may call
#   any.
# related_resources:
#   - ref: https://genai.owasp.org/llmrisk/llm062025-excessive-agency/
# custom:
#   severity: high
#   resources: [Agent]
#   controls:
#     owasp_llm: [LLM06]
#     nist_800_53: [AC-6, CM-7]
#     nist_ai_rmf: [MAP 4.2]
#   remediation: |
#     List all tools in spec.tools, and have those that are missing approved for agents.approved_tools.
package governance.agent_tools_approved

deny contains {"message": _message, "path": ["properties", "tools"]} if not _approved

_message := $"{input.resource.name} may call tools that are not approved"

_approved if {
	is_array(input.resource.properties.tools)
	is_array(data.facts.agents.approved_tools)
	every tool in input.resource.properties.tools {
		tool.name in data.facts.agents.approved_tools
	}
}
