# METADATA
# title: Buckets must keep what is overwritten
# description: |
#   A model that was replaced, by mistake or on purpose, is gone unless the bucket keeps versions; and nobody can
#   show which data a model was trained on. Versioning must be on; Suspended keeps nothing new.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
#   - ref: https://cloud.google.com/storage/docs/object-versioning
# custom:
#   severity: medium
#   resources: [aws_s3_bucket, google_storage_bucket]
#   controls:
#     nist_800_53: [CP-9]
#     iso_42001: [A.7.5]
#   peers:
#     checkov: [CKV_AWS_21, CKV_GCP_78]
#     trivy: [AVD-AWS-0090]
#   remediation: |
#     Add aws_s3_bucket_versioning with versioning_configuration { status = "Enabled" } for the bucket; versioning {
#     enabled = true } of google_storage_bucket.
package governance.bucket_versioning

import data.lib.arm

deny contains {"message": _message, "path": _path} if not _kept

_message := $"{input.resource.name} does not keep what is overwritten"

default _path := ["properties", "attached", "versioning"]

_path := ["properties", "versioning"] if input.resource.type == "google_storage_bucket"

_kept if {
	some versioning in input.resource.properties.attached.versioning.versioning_configuration
	versioning.status == "Enabled"
} else if {
	some versioning in input.resource.properties.versioning
	arm.is_true(versioning.enabled)
}
