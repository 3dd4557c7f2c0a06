# METADATA
# title: Secrets at AWS and Google must be encrypted with a customer-managed key
# description: |
#   With the provider's own key, permission to read a secret is all it takes. With a key of the organisation's,
#   reading needs a second permission, the use of the key is logged, and revoking the key closes all secrets at
#   once. Every replica needs its key.
# related_resources:
#   - ref: https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
#   - ref: https://cloud.google.com/secret-manager/docs/cmek
# custom:
#   severity: medium
#   resources: [aws_secretsmanager_secret, google_secret_manager_secret]
#   controls:
#     nist_800_53: [SC-12, SC-28]
#   peers:
#     checkov: [CKV_AWS_149]
#     trivy: [AVD-AWS-0098]
#   remediation: |
#     Set kms_key_id of aws_secretsmanager_secret; for google_secret_manager_secret customer_managed_encryption {
#     kms_key_name } in replication { auto } or in each of the replicas in replication { user_managed }.
package encryption.cloud_secret_cmk

import data.lib.cloud

deny contains {"message": _message, "path": _path} if not _encrypted

_message := $"{input.resource.name} is not encrypted with a customer-managed key"

default _path := ["properties", "kms_key_id"]

_path := ["properties", "replication"] if input.resource.type == "google_secret_manager_secret"

_encrypted if cloud.is_text(input.resource.properties.kms_key_id)

_encrypted if {
	some replication in input.resource.properties.replication
	some automatic in replication.auto
	_has_key(automatic.customer_managed_encryption)
}

_encrypted if {
	some replication in input.resource.properties.replication
	some managed in replication.user_managed
	is_array(managed.replicas)
	count(managed.replicas) > 0
	every replica in managed.replicas {
		_has_key(replica.customer_managed_encryption)
	}
}

_has_key(encryptions) if {
	some encryption in encryptions
	cloud.is_text(encryption.kms_key_name)
}
