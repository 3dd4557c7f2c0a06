# METADATA
# title: Models must bring no code and reach no files
# description: |
#   A Lambda layer of Keras is a Python function, an ONNX operator of another domain is a library, an operation of
#   TensorFlow can read and write files, a chat template is run on every conversation, and tensors kept outside of the
#   model's directory are any file of the machine. None of them needs a pickle.
# related_resources:
#   - ref: https://keras.io/api/layers/core_layers/lambda/
#   - ref: https://onnx.ai/onnx/repo-docs/ExternalData.html
# custom:
#   severity: high
#   resources: [Artifact]
#   controls:
#     owasp_llm: [LLM03, LLM04]
#     eu_ai_act: [Art. 15]
#     nist_ai_rmf: [MEASURE 2.7, MANAGE 3.2]
#   remediation: Export the model again without the part that is named, or have its code reviewed and waive the finding.
package supply_chain.code_in_model

# METADATA
# description: What is encrypted shows none of this.
not_applicable if {
	is_string(input.resource.properties.encryption.looks)
	input.resource.properties.inspected == "none"
}

deny contains {
	"message": $"{input.resource.name} has {what}",
	"path": ["properties", list, i],
} if {
	some list, what in _never
	some i, _ in input.resource.properties[list]
}

deny contains {
	"message": $"{input.resource.name} has {what}",
	"path": ["properties", list, i],
} if {
	some list, [_, what] in _unless
	some i, _ in input.resource.properties[list]
	not _cleared[[list, i]]
}

deny contains {
	"message": $"{input.resource.name} does not say whether it has {what}",
	"path": ["properties", list],
} if {
	some list, what in _all
	not _listed[list]
}

# What a model must not have at all, by the list that it would be in.
_never := {
	"lambda_layers": "a layer that holds code",
	"operations": "an operation that reaches files or runs Python",
}

# What a model may have if a member of it is false, or an empty list.
_unless := {
	"external_data": ["outside", "tensors outside of its directory"],
	"operator_domains": ["custom", "operators whose code is in a library of their own"],
	"chat_templates": ["special", "a chat template with parts that no conversation needs"],
}

_all[list] := what if some list, what in _never

_all[list] := what if some list, [_, what] in _unless

_listed contains list if {
	some list, _ in _all
	is_array(input.resource.properties[list])
}

_cleared contains [list, i] if {
	some list, [member, _] in _unless
	some i, item in input.resource.properties[list]
	item[member] in {false, []}
}
