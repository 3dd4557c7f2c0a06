# METADATA
# title: Model files must be whole, and of a kind that can be inspected
# description: |
#   What cannot be read to its end may hold anything: a second program behind the first, a member that the directory of
#   an archive does not name, a format that nobody looks into. Such a file is not proved to be safe to load.
# related_resources:
#   - ref: https://genai.owasp.org/llmrisk/llm032025-supply-chain/
# custom:
#   severity: high
#   resources: [Artifact]
#   controls:
#     owasp_llm: [LLM03]
#     eu_ai_act: [Art. 15]
#     nist_ai_rmf: [MEASURE 2.7, MANAGE 3.2]
#   remediation: Get the file again and compare its digest; unpack it, or convert it to safetensors, ONNX or GGUF.
package supply_chain.artifact_inspected

# METADATA
# description: What is encrypted as a whole can only be inspected with its key.
not_applicable if {
	is_string(input.resource.properties.encryption.looks)
	input.resource.properties.inspected == "none"
	_unbroken
}

deny contains {
	"message": $"{input.resource.name} could not be inspected in full",
	"path": ["properties", "inspected"],
} if {
	not _whole
}

deny contains {
	"message": $"{input.resource.name} is not as files of its kind are: {problem.detail}",
	"path": ["properties", "problems", i],
} if {
	some i, problem in input.resource.properties.problems
	is_string(problem.detail)
}

deny contains {
	"message": $"{input.resource.name} has problems that cannot be read",
	"path": ["properties", "problems"],
} if {
	not _readable
}

_whole if input.resource.properties.inspected == "full"

_unbroken if {
	is_array(input.resource.properties.problems)
	count(input.resource.properties.problems) == 0
}

_readable if {
	is_array(input.resource.properties.problems)
	every problem in input.resource.properties.problems {
		is_string(problem.detail)
	}
}
