# METADATA
# title: Model servers must load models from a known kind of store
# description: |
#   A model server loads what its storage address leads to, and runs it. Over plain HTTP anybody on the way can put
#   another model in its place; an address that is not stated leads wherever the server's defaults say.
# related_resources:
#   - ref: https://kserve.github.io/website/docs/model-serving/storage/overview
# custom:
#   severity: high
#   resources: [serving.kserve.io/InferenceService]
#   controls:
#     owasp_llm: [LLM03]
#     eu_ai_act: [Art. 15]
#     nist_800_53: [SC-8]
#     nist_ai_rmf: [MANAGE 3.1]
#   remediation: Set storageUri to an address of your registry or object store, with https, s3, gs, oci, abfss or pvc.
package supply_chain.served_model_source

# METADATA
# description: A server that is a container of its own brings its model along, or loads it by its own rules.
not_applicable if {
	is_array(input.resource.properties.spec.predictor.containers)
	count(input.resource.properties.spec.predictor.containers) > 0
	count(_models) == 0
}

deny contains {
	"message": $"{input.resource.name} does not say which model it serves",
	"path": ["properties", "spec", "predictor"],
} if {
	count(_models) == 0
}

deny contains {
	"message": $"{input.resource.name} loads its model from nowhere that is known",
	"path": ["properties", "spec", "predictor", framework, "storageUri"],
} if {
	some framework, _ in _models
	not _known[framework]
}

# The model, or one of the frameworks that stand for one.
_models[framework] := model if {
	some framework in [
		"model", "sklearn", "xgboost", "tensorflow", "pytorch", "triton", "onnx", "huggingface", "pmml", "lightgbm",
		"paddle",
	]
	model := input.resource.properties.spec.predictor[framework]
}

_known contains framework if {
	some framework, model in _models
	is_string(model.storageUri)
	contains(model.storageUri, "://")
	scheme := split(lower(model.storageUri), "://")[0]
	scheme in data.facts.supply_chain.storage_schemes
}

# Storage that is named in the cluster, instead of an address.
_known contains framework if {
	some framework, model in _models
	is_string(model.storage.key)
	model.storage.key != ""
	not model.storageUri
}
