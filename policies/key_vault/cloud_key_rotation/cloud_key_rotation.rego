# METADATA
# title: Keys at AWS and Google must rotate
# description: |
#   A key that never changes encrypts everything there ever was, and whoever got hold of it once keeps reading. The
#   key must rotate by itself, at least as often as facts cloud.key_rotation_days_max says; AWS rotates once a year
#   unless told otherwise. Keys that cannot rotate by themselves, for signing and the asymmetric ones, are not
#   judged; a key that does not say what it is for is one that encrypts.
# related_resources:
#   - ref: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
#   - ref: https://cloud.google.com/kms/docs/key-rotation
# custom:
#   severity: medium
#   resources: [aws_kms_key, google_kms_crypto_key]
#   controls:
#     nist_800_53: [SC-12]
#   peers:
#     checkov: [CKV_AWS_7, CKV_GCP_43]
#     trivy: [AVD-AWS-0065, AVD-GCP-0065]
#   remediation: |
#     Set enable_key_rotation = true of aws_kms_key, with rotation_period_in_days if a year is too long, and
#     rotation_period = "7776000s" of google_kms_crypto_key.
package key_vault.cloud_key_rotation

import data.lib.arm
import data.lib.cloud

deny contains {"message": _message, "path": _path} if not _rotates

not_applicable if input.resource.properties.key_usage in {"SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"}

not_applicable if {
	is_string(input.resource.properties.customer_master_key_spec)
	regex.match(`^(RSA|ECC|HMAC|ML_DSA)_`, input.resource.properties.customer_master_key_spec)
}

not_applicable if {
	input.resource.properties.purpose in {"ASYMMETRIC_SIGN", "ASYMMETRIC_DECRYPT", "MAC", "KEY_ENCAPSULATION"}
}

_message := $"{input.resource.name} is not rotated often enough"

default _path := ["properties", "enable_key_rotation"]

_path := ["properties", "rotation_period"] if input.resource.type == "google_kms_crypto_key"

_rotates if {
	arm.is_true(input.resource.properties.enable_key_rotation)
	cloud.within(_aws_days, data.facts.cloud.key_rotation_days_max.aws)
}

_rotates if {
	days := cloud.days(input.resource.properties.rotation_period)
	cloud.within(days, data.facts.cloud.key_rotation_days_max.google)
}

_aws_days := 365 if not _period

_aws_days := input.resource.properties.rotation_period_in_days if _period

_period if {
	arm.present(input.resource.properties.rotation_period_in_days)
	input.resource.properties.rotation_period_in_days != null
}
