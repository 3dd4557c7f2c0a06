# METADATA
# title: Buckets at Google must be governed by IAM alone
# description: |
#   With access lists of single objects beside IAM, an object can be public while every policy of the bucket says
#   otherwise, and no review of grants shows it. Uniform access switches the lists off.
# related_resources:
#   - ref: https://cloud.google.com/storage/docs/uniform-bucket-level-access
# custom:
#   severity: medium
#   resources: [google_storage_bucket]
#   controls:
#     nist_800_53: [AC-3, AC-6]
#   peers:
#     checkov: [CKV_GCP_29]
#     trivy: [AVD-GCP-0002]
#   remediation: |
#     Set uniform_bucket_level_access = true of google_storage_bucket.
package rbac.google_uniform_bucket_access

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "uniform_bucket_level_access"]} if not _uniform

_message := $"{input.resource.name} has access lists beside IAM"

_uniform if arm.is_true(input.resource.properties.uniform_bucket_level_access)
