# METADATA
# title: Buckets must log who reads them
# description: |
#   When models or training data turn up elsewhere, the log of the bucket is the only record of who read them.
#   Logging must name a bucket for the log, and another one: a bucket that logs to itself writes a line about every
#   line. Data events of CloudTrail and audit logs of Google record the same; where they are used instead, waive the
#   rule.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
#   - ref: https://cloud.google.com/storage/docs/access-logs
# custom:
#   severity: low
#   resources: [aws_s3_bucket, google_storage_bucket]
#   controls:
#     nist_800_53: [AU-2, AU-12]
#   peers:
#     checkov: [CKV_AWS_18, CKV_GCP_62]
#     trivy: [AVD-AWS-0089]
#   remediation: |
#     Add aws_s3_bucket_logging with target_bucket for the bucket; logging { log_bucket } of google_storage_bucket.
package monitoring.bucket_access_logging

import data.lib.cloud

deny contains {"message": _message, "path": _path} if not _logged

_message := $"{input.resource.name} does not log who reads it"

default _path := ["properties", "attached", "logging"]

_path := ["properties", "logging"] if input.resource.type == "google_storage_bucket"

_logged if {
	_is_other(input.resource.properties.attached.logging.target_bucket)
} else if {
	some logging in input.resource.properties.logging
	_is_other(logging.target_bucket)
} else if {
	some logging in input.resource.properties.logging
	_is_other(logging.log_bucket)
}

_is_other(bucket) if {
	cloud.is_text(bucket)
	not bucket in _own_names
}

_own_names contains input.resource.id

_own_names contains input.resource.name

_own_names contains input.resource.properties.bucket
