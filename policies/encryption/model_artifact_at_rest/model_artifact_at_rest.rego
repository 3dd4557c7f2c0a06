# METADATA
# title: Model files must look encrypted, or lie where everything is encrypted
# description: |
#   Who copies a plain model file has the model, and perhaps what it was trained on. A file passes if it has the
#   structure of an encrypted one, or if every model that describes it says that the place where it lies encrypts it
#   with a key of the organisation. The structure proves no encryption: only the key could.
# related_resources:
#   - ref: https://github.com/fernet/spec/blob/master/Spec.md
#   - ref: https://age-encryption.org/v1
# custom:
#   severity: medium
#   resources: [Artifact]
#   controls:
#     gdpr: [Art. 32]
#     eu_ai_act: [Art. 15]
#     nist_ai_rmf: [MEASURE 2.7]
#     nist_800_53: [SC-28]
#   remediation: |
#     Encrypt the file and delete the plain one; or keep it in storage with a customer-managed key, and set
#     encryption.method of the model that it belongs to to platform-cmk.
package encryption.model_artifact_at_rest

deny contains {
	"message": $"{input.resource.name} does not look encrypted, and nothing says that the place where it lies is",
	"path": ["properties", "encryption", "looks"],
} if {
	not _encrypted
	not _kept_encrypted
}

_encrypted if {
	is_string(input.resource.properties.encryption.looks)
	input.resource.properties.encryption.looks in data.facts.encryption.artifact_structures
	input.resource.properties.inspected == "none"
}

_kept_encrypted if {
	is_array(input.resource.relations.described)
	count(input.resource.relations.described) > 0
	every model in input.resource.relations.described {
		is_string(model.properties.encryption.method)
		lower(model.properties.encryption.method) in data.facts.encryption.storage_methods
	}
}
