# METADATA
# title: Secrets at AWS and Google must rotate
# description: |
#   A token that leaked works until somebody changes it. The secret must have a rotation of its own, at least as
#   often as facts cloud.secret_rotation_days_max says. A schedule expression of AWS other than rate(N days) proves
#   no interval; say it in days.
# related_resources:
#   - ref: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
#   - ref: https://cloud.google.com/secret-manager/docs/secret-rotation
# custom:
#   severity: medium
#   resources: [aws_secretsmanager_secret, google_secret_manager_secret]
#   controls:
#     nist_800_53: [IA-5]
#   peers:
#     checkov: [CKV2_AWS_57, CKV_AWS_304]
#   remediation: |
#     Add aws_secretsmanager_secret_rotation with rotation_rules { automatically_after_days = 30 } for the secret;
#     rotation { rotation_period = "2592000s", next_rotation_time } and topics of google_secret_manager_secret.
package key_vault.cloud_secret_rotation

import data.lib.cloud

deny contains {"message": _message, "path": _path} if not _rotates

_message := $"{input.resource.name} does not rotate often enough"

default _path := ["properties", "attached", "rotation"]

_path := ["properties", "rotation"] if input.resource.type == "google_secret_manager_secret"

_rotates if {
	some rules in input.resource.properties.attached.rotation.rotation_rules
	cloud.within(_interval(rules), data.facts.cloud.secret_rotation_days_max)
} else if {
	some rotation in input.resource.properties.rotation
	cloud.within(cloud.days(rotation.rotation_period), data.facts.cloud.secret_rotation_days_max)
}

_interval(rules) := to_number(found[0][1]) if {
	is_string(rules.schedule_expression)
	found := regex.find_all_string_submatch_n(`^rate\(([0-9]{1,4}) days?\)$`, rules.schedule_expression, 1)
} else := rules.automatically_after_days
