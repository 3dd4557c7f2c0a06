# METADATA
# title: Buckets must refuse connections that are not encrypted
# description: |
#   S3 answers over plain HTTP too, and a client with a wrong address then sends data and signatures in the clear. A
#   policy of the bucket must deny everybody everything where aws:SecureTransport is false. Google refuses plain
#   connections by itself.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# custom:
#   severity: medium
#   resources: [aws_s3_bucket]
#   controls:
#     nist_800_53: [SC-8]
#   remediation: |
#     Add an aws_s3_bucket_policy with the statement Effect Deny, Principal "*", Action "s3:*", Resource the bucket
#     and everything in it, and Condition { Bool = { "aws:SecureTransport" = "false" } }.
package encryption.bucket_tls_only

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "attached", "policy"]} if not _refused

_message := $"{input.resource.name} may be read over connections that are not encrypted"

_refused if {
	some statement in input.resource.properties.attached.policy.policy_document.Statement
	_refuses(statement)
} else if {
	some statement in input.resource.properties.policy_document.Statement
	_refuses(statement)
}

_refuses(statement) if {
	statement.Effect == "Deny"
	"*" in statement.Principal.AWS
	_is_plain(statement.Condition)
	some action in statement.Action
	action in {"*", "s3:*"}
	some resource in statement.Resource
	endswith(resource, "/*")
}

# Other conditions beside it would let some plain connections through.
_is_plain(condition) if {
	is_object(condition)
	count(condition) == 1
	is_object(condition.Bool)
	count(condition.Bool) == 1
	some key, value in condition.Bool
	arm.equals_fold(key, "aws:securetransport")
	_is_false(value)
}

_is_false(value) if value in {"false", false}

_is_false(value) if value == ["false"]
