# METADATA
# title: Model artefacts must be signed
# description: |
#   A digest shows that a file is the one described; a signature shows who described it. The descriptor says where the
#   signature is, so that it can be verified before the model is loaded.
# related_resources:
#   - ref: https://github.com/ossf/model-signing-spec
# custom:
#   severity: medium
#   resources: [Model]
#   controls:
#     owasp_llm: [LLM03]
#     eu_ai_act: [Art. 15]
#     nist_ai_rmf: [MEASURE 2.7, MANAGE 3.2]
#   remediation: Sign the artefact, and set artifact.signed to true and artifact.signature to where the signature is.
package supply_chain.signature_declared

import data.lib.text

deny contains {
	"message": $"{input.resource.name} is not stated to be signed",
	"path": ["properties", "artifact", "signed"],
} if {
	not _signed
}

deny contains {
	"message": $"{input.resource.name} does not say where its signature is",
	"path": ["properties", "artifact", "signature"],
} if {
	not _found
}

_signed if input.resource.properties.artifact.signed == true

_found if text.filled(input.resource.properties.artifact.signature)
