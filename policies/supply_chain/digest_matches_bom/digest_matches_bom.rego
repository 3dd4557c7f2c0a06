# METADATA
# title: Model files must be the ones that are described
# description: |
#   A bill of materials, or the descriptor of a model, says by its digest which file was evaluated and approved. A file
#   with another digest, one that is listed without a digest, and one that is on no list were not. If nothing in the run
#   describes any file, it cannot be told.
# related_resources:
#   - ref: https://slsa.dev/spec/v1.0/verifying-artifacts
#   - ref: https://cyclonedx.org/capabilities/mlbom/
# custom:
#   severity: high
#   resources: [Artifact]
#   controls:
#     owasp_llm: [LLM03]
#     eu_ai_act: [Art. 15]
#     nist_ai_rmf: [MEASURE 2.7, MANAGE 3.2]
#     nist_800_53: [SI-7]
#   remediation: |
#     Find out where the file comes from. If it is right, list its path and SHA-256 digest: as a component of type file
#     below the model in CycloneDX, or in artifact.files of its descriptor.
package supply_chain.digest_matches_bom

import data.lib.artifact

deny contains {
	"message": $"{input.resource.name} is on no list of the files of a model",
	"path": ["properties", "digest"],
} if {
	not _described
}

deny contains {
	"message": $"{input.resource.name} is not the file that {model.name} describes",
	"path": ["properties", "digest"],
} if {
	_described
	some model in input.resource.relations.described
	described := object.get(model, ["properties", "artifact"], null)
	not _stated_in(described)
}

_described if {
	is_array(input.resource.relations.described)
	count(input.resource.relations.described) > 0
}

_stated_in(described) if {
	artifact.stated(input.resource.id, input.resource.properties.digest, described)
}
