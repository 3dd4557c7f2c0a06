# METADATA
# title: High-risk models must be in a format that holds no code
# description: |
#   Loading a pickle, and the formats built on it, runs whatever code is in it. A model that decides about people may
#   not be one. A model without a known risk tier or format counts as high-risk and unsafe.
# related_resources:
#   - ref: https://docs.python.org/3/library/pickle.html
# custom:
#   severity: high
#   resources: [Model]
#   controls:
#     owasp_llm: [LLM03, LLM04]
#     eu_ai_act: [Art. 15]
#     nist_ai_rmf: [MEASURE 2.7, MANAGE 3.2]
#   remediation: Convert the model to safetensors, ONNX or GGUF, and publish that.
package supply_chain.pickle_forbidden

# METADATA
# description: For a model that states a lower risk tier any format will do.
not_applicable if _any_format

deny contains {
	"message": $"{input.resource.name} is not stated to be in a format that holds no code",
	"path": ["properties", "format"],
} if {
	not _any_format
	not _safe_format
}

_any_format if {
	is_string(input.resource.properties.risk)
	lower(input.resource.properties.risk) in data.facts.supply_chain.any_format_risks
}

_safe_format if {
	is_string(input.resource.properties.format)
	lower(input.resource.properties.format) in data.facts.supply_chain.safe_formats
}
