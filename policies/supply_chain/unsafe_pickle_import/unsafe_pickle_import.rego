# METADATA
# title: Model files must import nothing but what is known to be harmless
# description: |
#   Loading a pickle imports whatever it names and calls it: os.system is as good as a layer of a network. What is on no
#   list may do the same. A pickle that could not be followed to its end may import anything. Nothing is loaded to find
#   this out.
# related_resources:
#   - ref: https://docs.python.org/3/library/pickle.html
# custom:
#   severity: critical
#   resources: [Artifact]
#   controls:
#     owasp_llm: [LLM03, LLM04]
#     eu_ai_act: [Art. 15]
#     nist_ai_rmf: [MEASURE 2.7, MANAGE 3.2]
#   remediation: Do not load the file. Take the model from where it was made, in safetensors, ONNX or GGUF.
package supply_chain.unsafe_pickle_import

# METADATA
# description: What is encrypted shows no imports.
not_applicable if {
	is_string(input.resource.properties.encryption.looks)
	input.resource.properties.inspected == "none"
}

deny contains {
	"message": $"{input.resource.name} imports {imported.module}.{imported.name}, which is not known to be harmless",
	"path": ["properties", "imports", i],
} if {
	some i, imported in input.resource.properties.imports
	_named[i]
	not _harmless[i]
}

deny contains {
	"message": $"{input.resource.name} imports what cannot be read",
	"path": ["properties", "imports"],
} if {
	not _followed
}

_harmless contains i if {
	some i, imported in input.resource.properties.imports
	imported.listed == "allowed"
}

_followed if {
	is_array(input.resource.properties.imports)
	count(_named) == count(input.resource.properties.imports)
	_unbroken
}

# Those that a finding can name.
_named contains i if {
	some i, imported in input.resource.properties.imports
	is_string(imported.module)
	is_string(imported.name)
}

_unbroken if input.resource.properties.pickles == 0

_unbroken if {
	is_array(input.resource.properties.problems)
	count(input.resource.properties.problems) == 0
}
