# METADATA
# title: Deployed models must hold back attacks in prompts
# description: |
#   A prompt can tell a model to ignore its instructions, and so can a document or web page that it reads. The filters
#   of facts ai_service.prompt_filters must look at prompts and hold back what they find, not only report it.
#   A policy of the same input is looked at, and so are the ones that Azure brings, as far as it documents them; of a
#   policy that stands elsewhere nothing is known, and a deployment that names none proves nothing. Models without
#   text (facts ai_service.unfiltered_models) are not judged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter
#   - ref: https://learn.microsoft.com/azure/templates/microsoft.cognitiveservices/accounts/raipolicies
# custom:
#   severity: high
#   resources: [Microsoft.CognitiveServices/accounts/deployments, Microsoft.CognitiveServices/accounts/raiPolicies]
#   controls:
#     owasp_llm: [LLM01]
#     eu_ai_act: [Art. 15]
#     nist_ai_rmf: [MEASURE 2.7]
#   peers:
#     azure_policy: [f3a9c2e0-7b4d-4d8f-9c3a-2e1f6b9a8d4e]
#   remediation: |
#     Give properties.contentFilters of the policy an entry for each filter with source Prompt, enabled true and
#     blocking true, and name the policy in properties.raiPolicyName of the deployment (Terraform:
#     azurerm_cognitive_account_rai_policy with content_filter { source = "Prompt", filter_enabled = true,
#     block_enabled = true }, and rai_policy_name in azurerm_cognitive_deployment).
package ai_service.prompt_filter

import data.lib.arm
import data.lib.rai

deny contains {"message": _message, "path": rai.path("contentFilters")} if not _blocked

not_applicable if arm.one_of_fold(input.resource.properties.model.name, data.facts.ai_service.unfiltered_models)

_message := $"{input.resource.name} is not proved to hold back {_missing} in prompts"

_blocked if {
	is_array(data.facts.ai_service.prompt_filters)
	every name in data.facts.ai_service.prompt_filters {
		rai.blocks(name, "Prompt")
	}
}

default _missing := "anything"

_missing := concat(", ", names) if {
	is_array(data.facts.ai_service.prompt_filters)
	names := [name |
		some name in data.facts.ai_service.prompt_filters
		not rai.blocks(name, "Prompt")
	]
}
