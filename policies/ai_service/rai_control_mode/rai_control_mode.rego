# METADATA
# title: Deployed models must hold back harmful prompts and answers before they are shown
# description: |
#   Without the four harm filters a model answers in the organisation's name with hate, sexual content, violence or
#   advice on self-harm. Each category of facts ai_service.harm_categories must be enabled and blocking for prompts
#   and for answers, from one of ai_service.severity_thresholds on; High alone lets medium content through. The mode
#   must be one of ai_service.filter_modes: an asynchronous filter withdraws what the reader has already seen. A
#   policy of the same input is looked at, and so are the ones that Azure brings, as far as it documents them; of a
#   policy that stands elsewhere nothing is known. Models without text (facts ai_service.unfiltered_models) are not
#   judged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter-severity-levels
#   - ref: https://learn.microsoft.com/azure/templates/microsoft.cognitiveservices/accounts/raipolicies
# custom:
#   severity: high
#   resources: [Microsoft.CognitiveServices/accounts/deployments, Microsoft.CognitiveServices/accounts/raiPolicies]
#   controls:
#     owasp_llm: [LLM05]
#     eu_ai_act: [Art. 15]
#     nist_ai_rmf: [MEASURE 2.6]
#   peers:
#     azure_policy: [930f48f9-f07e-427c-9494-52603581c6a9, c1ad46c6-37f8-4af0-9c71-c208375c87dd]
#   remediation: |
#     Give properties.contentFilters of the policy an entry for each of Hate, Sexual, Violence and Selfharm with source
#     Prompt and one with source Completion, enabled and blocking true and severityThreshold Medium, set
#     properties.mode to Default, and name the policy in properties.raiPolicyName of the deployment (Terraform:
#     content_filter and mode of azurerm_cognitive_account_rai_policy, rai_policy_name of
#     azurerm_cognitive_deployment).
package ai_service.rai_control_mode

import data.lib.arm
import data.lib.rai

deny contains {"message": _harmful, "path": rai.path("contentFilters")} if not _blocked

deny contains {"message": _late, "path": rai.path("mode")} if not _in_time

not_applicable if arm.one_of_fold(input.resource.properties.model.name, data.facts.ai_service.unfiltered_models)

_harmful := $"{input.resource.name} is not proved to hold back {_missing}"

_late := $"{input.resource.name} is not proved to look at answers before they are shown"

_stages := ["Prompt", "Completion"]

_blocked if {
	is_array(data.facts.ai_service.harm_categories)
	every name in data.facts.ai_service.harm_categories {
		every stage in _stages {
			[name, stage] in _held
		}
	}
}

_held contains [name, stage] if {
	some name in data.facts.ai_service.harm_categories
	some stage in _stages
	rai.blocks_from(name, stage, data.facts.ai_service.severity_thresholds)
}

default _missing := "anything"

_missing := concat(", ", names) if {
	is_array(data.facts.ai_service.harm_categories)
	names := [$"{name} ({stage})" |
		some name in data.facts.ai_service.harm_categories
		some stage in _stages
		not [name, stage] in _held
	]
}

_in_time if arm.one_of_fold(rai.in_force.mode, data.facts.ai_service.filter_modes)
