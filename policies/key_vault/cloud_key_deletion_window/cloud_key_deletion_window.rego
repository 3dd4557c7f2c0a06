# METADATA
# title: Deleted keys at AWS and Google must stay recoverable
# description: |
#   When a key is gone, so is everything that it encrypted: models, checkpoints and backups. Between the order to
#   delete a key and the end of it there must be time to notice: the days of facts cloud.key_deletion_days_min. Both
#   providers wait 30 days unless told otherwise.
# related_resources:
#   - ref: https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
#   - ref: https://cloud.google.com/kms/docs/destroy-restore
# custom:
#   severity: medium
#   resources: [aws_kms_key, google_kms_crypto_key]
#   controls:
#     nist_800_53: [CP-9, SC-12]
#   remediation: |
#     Leave deletion_window_in_days of aws_kms_key away, or set it to 30; set destroy_scheduled_duration =
#     "2592000s" of google_kms_crypto_key when the key is created.
package key_vault.cloud_key_deletion_window

import data.lib.arm
import data.lib.cloud

deny contains {"message": _message, "path": ["properties", attribute]} if {
	some attribute in _stated
	not attribute in _long_enough
}

deny contains {"message": _message, "path": ["properties"]} if {
	count(_stated) == 0
	not _default_long_enough
}

_message := $"{input.resource.name} is lost too soon after it was deleted"

_stated contains attribute if {
	some attribute in ["deletion_window_in_days", "destroy_scheduled_duration"]
	object.get(input.resource.properties, attribute, null) != null
}

_long_enough contains "deletion_window_in_days" if {
	days := input.resource.properties.deletion_window_in_days
	arm.at_least(days, data.facts.cloud.key_deletion_days_min.aws)
}

_long_enough contains "destroy_scheduled_duration" if {
	days := cloud.days(input.resource.properties.destroy_scheduled_duration)
	arm.at_least(days, data.facts.cloud.key_deletion_days_min.google)
}

_default_long_enough if {
	arm.at_least(30, data.facts.cloud.key_deletion_days_min.aws)
	arm.at_least(30, data.facts.cloud.key_deletion_days_min.google)
}
