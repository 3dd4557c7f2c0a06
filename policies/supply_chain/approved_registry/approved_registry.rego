# METADATA
# title: Models must come from an approved registry and publisher
# description: |
#   Anybody can publish a model under a name that looks familiar. Models come from registries that the organisation
#   knows, and there from publishers that it trusts.
# related_resources:
#   - ref: https://genai.owasp.org/llmrisk/llm032025-supply-chain/
# custom:
#   severity: high
#   resources: [Model]
#   controls:
#     owasp_llm: [LLM03]
#     nist_ai_rmf: [GOVERN 6.1, MANAGE 3.1, MANAGE 3.2]
#     eu_ai_act: [Art. 15, Art. 25]
#     iso_42001: [A.10.3]
#   remediation: Take the model from an approved source, or have registry and publisher added to facts/supply_chain.
package supply_chain.approved_registry

deny contains {
	"message": $"{input.resource.name} does not come from an approved registry",
	"path": ["properties", "source", "registry"],
} if {
	not _from_approved_registry
}

deny contains {
	"message": $"{input.resource.name} does not come from an approved publisher",
	"path": ["properties", "source", "publisher"],
} if {
	_from_approved_registry
	not _from_approved_publisher
}

_publishers := data.facts.supply_chain.registries[lower(input.resource.properties.source.registry)] if {
	is_string(input.resource.properties.source.registry)
}

_from_approved_registry if is_array(_publishers)

_from_approved_publisher if "*" in _publishers

_from_approved_publisher if {
	is_string(input.resource.properties.source.publisher)
	lower(input.resource.properties.source.publisher) in _publishers
}
