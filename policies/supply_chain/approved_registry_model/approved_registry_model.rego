# METADATA
# title: Deployed models must come from an approved publisher or registry
# description: |
#   The catalogues of Azure hold models of many publishers, some of which nobody has looked at, and one line deploys
#   any of them. A deployment in an AI services account names the publisher, or only the format, by which Azure means
#   the publisher too, or an asset; one in machine learning an asset of a registry or a model of its workspace.
#   Anything else, such as a file in a data store, comes from nowhere that is known.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/ai-foundry/how-to/built-in-policy-model-deployment
#   - ref: https://learn.microsoft.com/azure/machine-learning/how-to-regulate-registry-deployments
# custom:
#   severity: high
#   resources:
#     - Microsoft.CognitiveServices/accounts/deployments
#     - Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments
#   controls:
#     mcsb: [AM-2]
#     owasp_llm: [LLM03]
#     nist_ai_rmf: [GOVERN 6.1, MANAGE 3.1, MANAGE 3.2]
#     eu_ai_act: [Art. 15, Art. 25]
#   peers:
#     azure_policy: [aafe3651-cb78-4f68-9f81-e7e41509110f, 12e5dd16-d201-47ff-849b-8454061c293d]
#   remediation: |
#     Deploy a model of an approved source, or have the source added to model_publishers or model_sources in
#     facts/supply_chain.
package supply_chain.approved_registry_model

deny contains {
	"message": $"{input.resource.name} does not deploy a model of an approved publisher",
	"path": ["properties", "model"],
} if {
	not _in_machine_learning
	not _published
}

deny contains {
	"message": $"{input.resource.name} does not deploy a model from an approved registry or its workspace",
	"path": ["properties", "model"],
} if {
	_in_machine_learning
	not _registered
}

_in_machine_learning if startswith(lower(input.resource.type), "microsoft.machinelearningservices/")

# A publisher that is stated is the one that counts; it is not replaced by the format.
_published if {
	is_string(_publisher)
	lower(_publisher) in data.facts.supply_chain.model_publishers
}

_published if _sourced(input.resource.properties.model.assetId)

_publisher := input.resource.properties.model.publisher if {
	input.resource.properties.model.publisher != null
} else := input.resource.properties.model.format

_registered if _sourced(input.resource.properties.model)

# Not one of the assets that are closed by name, in whatever version.
_sourced(asset) if {
	is_string(asset)
	some source in data.facts.supply_chain.model_sources
	_source(lower(asset)) == source
	every restricted in data.facts.supply_chain.restricted_assets {
		not startswith(lower(asset), $"{restricted}/")
	}
}

# The registry that an asset is in, as registries/NAME; or workspace.
_source(asset) := $"registries/{registry}" if {
	[[_, registry]] = regex.find_all_string_submatch_n(_in_registry, asset, 1)
}

_source(asset) := "workspace" if regex.match(_in_workspace, asset)

_in_registry := `^azureml://registries/([^/]+)/models/[^/]+/(?:versions|labels)/[^/]+$`

# By name and version; or by the id in Azure, which may leave out the subscription in a template.
_in_workspace := concat("", [
	`^azureml:[^:/]+:[^:/]+$|`,
	`^(?:azureml:)?(?:/subscriptions/[^/]+/resourcegroups/[^/]+/providers/)?`,
	`microsoft\.machinelearningservices/workspaces/[^/]+/models/[^/]+/versions/[^/]+$`,
])
