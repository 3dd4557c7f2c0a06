# METADATA
# title: Buckets must encrypt with a customer-managed key
# description: |
#   Models and training data rest in buckets. With a key that the provider holds, whoever may read an object needs
#   no permission on a key, and the organisation can neither revoke that key nor see its use. The default encryption
#   must name a key of the organisation's; AES256 and aws:kms without a key use one of the provider's.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
#   - ref: https://cloud.google.com/storage/docs/encryption/customer-managed-keys
# custom:
#   severity: medium
#   resources: [aws_s3_bucket, google_storage_bucket]
#   controls:
#     nist_800_53: [SC-12, SC-28]
#   peers:
#     checkov: [CKV_AWS_145]
#     trivy: [AVD-AWS-0132, AVD-GCP-0066]
#   remediation: |
#     Add aws_s3_bucket_server_side_encryption_configuration with rule { apply_server_side_encryption_by_default {
#     sse_algorithm = "aws:kms", kms_master_key_id } } for the bucket; encryption { default_kms_key_name } of
#     google_storage_bucket.
package encryption.bucket_cmk

import data.lib.cloud

deny contains {"message": _message, "path": _path} if not _encrypted

_message := $"{input.resource.name} does not encrypt with a customer-managed key"

default _path := ["properties", "attached", "server_side_encryption_configuration"]

_path := ["properties", "encryption"] if input.resource.type == "google_storage_bucket"

_encrypted if {
	some rule in input.resource.properties.attached.server_side_encryption_configuration.rule
	_names_key(rule.apply_server_side_encryption_by_default)
} else if {
	some configuration in input.resource.properties.server_side_encryption_configuration
	some rule in configuration.rule
	_names_key(rule.apply_server_side_encryption_by_default)
} else if {
	some encryption in input.resource.properties.encryption
	cloud.is_text(encryption.default_kms_key_name)
}

_names_key(defaults) if {
	some default_encryption in defaults
	default_encryption.sse_algorithm in {"aws:kms", "aws:kms:dsse"}
	cloud.is_text(default_encryption.kms_master_key_id)
}
