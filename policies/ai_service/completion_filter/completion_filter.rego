# METADATA
# title: Deployed models must hold back protected text and code in answers
# description: |
#   A model repeats text and code from its training that belong to somebody else, and whoever uses the answer takes
#   over the claim. The filters of facts ai_service.completion_filters must look at answers and hold back what they
#   find, not only report it.
#   A policy of the same input is looked at, and so are the ones that Azure brings, as far as it documents them; of a
#   policy that stands elsewhere nothing is known, and a deployment that names none proves nothing. Models without
#   text (facts ai_service.unfiltered_models) are not judged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter
#   - ref: https://learn.microsoft.com/azure/templates/microsoft.cognitiveservices/accounts/raipolicies
# custom:
#   severity: medium
#   resources: [Microsoft.CognitiveServices/accounts/deployments, Microsoft.CognitiveServices/accounts/raiPolicies]
#   controls:
#     owasp_llm: [LLM02, LLM05]
#     nist_ai_rmf: [MAP 4.1]
#   peers:
#     azure_policy: [af253d37-136a-42f8-a1fc-30010c083d41]
#   remediation: |
#     Give properties.contentFilters of the policy an entry for each filter with source Completion, enabled true and
#     blocking true, and name the policy in properties.raiPolicyName of the deployment (Terraform:
#     azurerm_cognitive_account_rai_policy with content_filter { source = "Completion", filter_enabled = true,
#     block_enabled = true }, and rai_policy_name in azurerm_cognitive_deployment).
package ai_service.completion_filter

import data.lib.arm
import data.lib.rai

deny contains {"message": _message, "path": rai.path("contentFilters")} if not _blocked

not_applicable if arm.one_of_fold(input.resource.properties.model.name, data.facts.ai_service.unfiltered_models)

_message := $"{input.resource.name} is not proved to hold back {_missing} in answers"

_blocked if {
	is_array(data.facts.ai_service.completion_filters)
	every name in data.facts.ai_service.completion_filters {
		rai.blocks(name, "Completion")
	}
}

default _missing := "anything"

_missing := concat(", ", names) if {
	is_array(data.facts.ai_service.completion_filters)
	names := [name |
		some name in data.facts.ai_service.completion_filters
		not rai.blocks(name, "Completion")
	]
}
