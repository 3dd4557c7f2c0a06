# METADATA
# title: Model artefacts must have a digest
# description: |
#   Without a digest nobody can tell whether the file that is loaded is the one that was evaluated and approved.
# related_resources:
#   - ref: https://slsa.dev/spec/v1.0/verifying-artifacts
# custom:
#   severity: medium
#   resources: [Model]
#   controls:
#     owasp_llm: [LLM03]
#     eu_ai_act: [Art. 15]
#     nist_ai_rmf: [MEASURE 2.7, MANAGE 3.2]
#     iso_42001: [A.6.2.7]
#   remediation: |
#     Set artifact.digest, or digest of each of artifact.files, to sha256 and the 64 hexadecimal digits that sha256sum
#     prints for the file.
package supply_chain.digest_declared

deny contains {
	"message": $"{input.resource.name} has no SHA-256 digest of its artefact",
	"path": ["properties", "artifact", "digest"],
} if {
	not _declared
}

_declared if _is_digest(input.resource.properties.artifact.digest)

_declared if {
	is_array(input.resource.properties.artifact.files)
	count(input.resource.properties.artifact.files) > 0
	every file in input.resource.properties.artifact.files {
		_is_digest(file.digest)
	}
}

# The digest of nothing is that of a file that was not there.
_is_digest(value) if {
	is_string(value)
	digest := lower(value)
	regex.match(`^sha256:[0-9a-f]{64}$`, digest)
	digest != "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	not regex.match(`^sha256:0{64}$`, digest)
}
