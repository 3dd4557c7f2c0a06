# METADATA
# title: Keys, secrets and buckets at AWS and Google must not be open to everybody
# description: |
#   A policy whose principal is "*" is for every account of every customer of AWS, and allUsers and
#   allAuthenticatedUsers are for everybody with or without a Google account. What they may do to a key, a secret or
#   a bucket, anybody may. At AWS a condition on the organisation, an account, a network or a source (facts
#   cloud.narrowing_conditions) narrows such a statement; NotPrincipal does not. A policy that cannot be read proves
#   nothing; a key without one has the default, for its own account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - ref: https://cloud.google.com/iam/docs/principals-overview
# custom:
#   severity: critical
#   resources:
#     - aws_kms_key
#     - aws_kms_key_policy
#     - aws_s3_bucket_policy
#     - aws_secretsmanager_secret_policy
#     - google_kms_crypto_key_iam_binding
#     - google_kms_crypto_key_iam_member
#     - google_project_iam_binding
#     - google_project_iam_member
#     - google_secret_manager_secret_iam_binding
#     - google_secret_manager_secret_iam_member
#     - google_storage_bucket_iam_binding
#     - google_storage_bucket_iam_member
#   controls:
#     nist_800_53: [AC-3, AC-6]
#   peers:
#     checkov: [CKV_AWS_33, CKV_AWS_70, CKV_GCP_28]
#     trivy: [AVD-GCP-0001]
#   remediation: |
#     Name the accounts, roles and groups: Principal of the statements in policy at AWS, member or members of the
#     google_*_iam resources.
package rbac.public_principal

import data.lib.arm
import data.lib.cloud

deny contains {"message": _message, "path": ["properties", "policy"]} if {
	_is_aws
	not _readable
}

deny contains {"message": _message, "path": ["properties", "policy"]} if {
	some i, _ in input.resource.properties.policy_document.Statement
	not i in _narrow
}

deny contains {"message": _message, "path": ["properties", _members]} if {
	not _is_aws
	not _named
}

_message := $"{input.resource.name} is open to everybody, or not proved to be closed"

_is_aws if startswith(input.resource.type, "aws_")

_readable if cloud.is_policy(input.resource.properties.policy_document.Statement)

_readable if {
	input.resource.type == "aws_kms_key"
	not _stated
}

_stated if object.get(input.resource.properties, "policy", null) != null

_stated if object.get(input.resource.properties, "policy_document", null) != null

_narrow contains i if {
	some i, statement in input.resource.properties.policy_document.Statement
	_is_narrow(statement)
}

_is_narrow(statement) if statement.Effect == "Deny"

_is_narrow(statement) if {
	is_object(statement.Principal)
	count(statement.Principal) > 0
	every names in statement.Principal {
		cloud.is_listed(names)
		every name in names {
			not contains(name, "*")
		}
	}
}

_is_narrow(statement) if {
	some operator, keys in statement.Condition
	arm.one_of_fold(operator, ["StringEquals", "StringLike", "ArnEquals", "ArnLike"])
	some key, value in keys
	arm.one_of_fold(key, data.facts.cloud.narrowing_conditions)
	_is_specific(value)
}

_is_specific(value) if {
	is_string(value)
	regex.match(`[A-Za-z0-9]{4}`, replace(value, "arn:aws", ""))
}

_is_specific(value) if {
	cloud.is_listed(value)
	every entry in value {
		regex.match(`[A-Za-z0-9]{4}`, replace(entry, "arn:aws", ""))
	}
}

default _members := "member"

_members := "members" if endswith(input.resource.type, "_binding")

_named if _is_somebody(input.resource.properties.member)

_named if {
	is_array(input.resource.properties.members)
	count(input.resource.properties.members) > 0
	every member in input.resource.properties.members {
		_is_somebody(member)
	}
}

# Everybody has no colon; who is named does: user:, group:, serviceAccount:, principalSet:.
_is_somebody(member) if {
	is_string(member)
	regex.match(`^[A-Za-z]+:.+`, member)
}
