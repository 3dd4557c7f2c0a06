package encryption.bucket_tls_only_test

import data.encryption.bucket_tls_only as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"aws_s3_bucket": {
		"attached": {
			"policy": {
				"policy_document": {
					"Statement": [
						{
							"Effect": "Deny",
							"Principal": {"AWS": ["*"]},
							"Action": ["s3:*"],
							"Resource": ["arn:aws:s3:::models", "arn:aws:s3:::models/*"],
							"Condition": {"Bool": {"aws:SecureTransport": "false"}},
						},
					],
				},
			},
		},
	},
}

_finding := {
	"message": "main may be read over connections that are not encrypted",
	"path": ["properties", "attached", "policy"],
}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_s3_bucket": {
		"/attached/policy/policy_document/Statement/0/Effect": ["Allow", "", null],
		"/attached/policy/policy_document/Statement/0/Principal": [
			{"AWS": ["arn:aws:iam::111122223333:root"]},
			{},
			null,
			"*",
		],
		"/attached/policy/policy_document/Statement/0/Action": [["s3:GetObject"], [], null],
		"/attached/policy/policy_document/Statement/0/Resource": [["arn:aws:s3:::models"], [], null],
		"/attached/policy/policy_document/Statement/0/Condition": [
			{"Bool": {"aws:SecureTransport": "true"}},
			{"Bool": {"aws:SecureTransport": "false", "aws:PrincipalIsAWSService": "false"}},
			{"Bool": {"aws:SecureTransport": "false"}, "IpAddress": {"aws:SourceIp": "10.0.0.0/8"}},
			{},
			null,
			{"Bool": {}},
		],
		"/attached/policy": [null, true, {}, "x"],
	},
}

test_pass if {
	every type, properties in _safe {
		rule.deny == set() with input as _resource(type, properties)
	}
}

test_deny_absent if {
	every type, values in _unsafe {
		rule.deny == {_finding} with input as _resource(type, {})
		every pointer, _ in values {
			rule.deny == {_finding} with input as _resource(type, json.remove(_safe[type], [pointer]))
		}
	}
}

test_deny_every_other_value if {
	every type, spoiled in _unsafe {
		every pointer, values in spoiled {
			every value in values {
				patch := [{"op": "replace", "path": pointer, "value": value}]
				rule.deny == {_finding} with input as _resource(type, json.patch(_safe[type], patch))
			}
		}
	}
}

test_pass_otherwise if {
	rule.deny == set() with input as _resource(
		"aws_s3_bucket",
		{
			"policy_document": {
				"Statement": [
					{
						"Effect": "Deny",
						"Principal": {"AWS": ["*"]},
						"Action": ["s3:*"],
						"Resource": ["arn:aws:s3:::models", "arn:aws:s3:::models/*"],
						"Condition": {"Bool": {"aws:SecureTransport": "false"}},
					},
				],
			},
		},
	)
	rule.deny == set() with input as _resource(
		"aws_s3_bucket",
		{
			"policy_document": {
				"Statement": [
					{
						"Effect": "Deny",
						"Principal": {"AWS": ["*"]},
						"Action": ["*"],
						"Resource": ["arn:aws:s3:::models", "arn:aws:s3:::models/*"],
						"Condition": {"Bool": {"aws:securetransport": ["false"]}},
					},
				],
			},
		},
	)
}
