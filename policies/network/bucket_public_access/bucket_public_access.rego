# METADATA
# title: Buckets must not be openable to the public
# description: |
#   One wrong line in an access list or a policy makes a bucket of models and training data public. The block on
#   public access makes such a line fail instead. All four settings of S3 must be on, for the bucket itself;
#   public_access_prevention of Google must be enforced, for inherited leaves it to somebody else. A bucket whose
#   block stands in another configuration, or is set for the whole account, proves nothing here.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#   - ref: https://cloud.google.com/storage/docs/public-access-prevention
# custom:
#   severity: high
#   resources: [aws_s3_bucket, google_storage_bucket]
#   controls:
#     nist_800_53: [AC-3, AC-22]
#   peers:
#     checkov: [CKV2_AWS_6, CKV_AWS_53, CKV_AWS_54, CKV_AWS_55, CKV_AWS_56, CKV_GCP_114]
#     trivy: [AVD-AWS-0086, AVD-AWS-0087, AVD-AWS-0091, AVD-AWS-0093, AVD-AWS-0094]
#   remediation: |
#     Add aws_s3_bucket_public_access_block for the bucket with block_public_acls, block_public_policy,
#     ignore_public_acls and restrict_public_buckets true; set public_access_prevention = "enforced" of
#     google_storage_bucket.
package network.bucket_public_access

import data.lib.arm

deny contains {"message": _message, "path": _path} if not _blocked

_message := $"{input.resource.name} may be opened to the public"

default _path := ["properties", "attached", "public_access_block"]

_path := ["properties", "public_access_prevention"] if input.resource.type == "google_storage_bucket"

_blocked if {
	block := input.resource.properties.attached.public_access_block
	every setting in ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"] {
		arm.is_true(block[setting])
	}
}

_blocked if input.resource.properties.public_access_prevention == "enforced"
