package encryption.bucket_cmk_test

import data.encryption.bucket_cmk as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"aws_s3_bucket": {
		"attached": {
			"server_side_encryption_configuration": {
				"rule": [
					{
						"apply_server_side_encryption_by_default": [
							{"sse_algorithm": "aws:kms", "kms_master_key_id": "aws_kms_key.models"},
						],
					},
				],
			},
		},
	},
	"google_storage_bucket": {"encryption": [{"default_kms_key_name": "google_kms_crypto_key.models"}]},
}

_path := {
	"aws_s3_bucket": ["properties", "attached", "server_side_encryption_configuration"],
	"google_storage_bucket": ["properties", "encryption"],
}

_finding(type) := {"message": "main does not encrypt with a customer-managed key", "path": _path[type]}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_s3_bucket": {
		"/attached/server_side_encryption_configuration/rule/0/apply_server_side_encryption_by_default/0/sse_algorithm": [
			"AES256", "", null, true,
		],
		"/attached/server_side_encryption_configuration/rule/0/apply_server_side_encryption_by_default/0/kms_master_key_id": [
			"",
			" ",
			null,
			true,
			0,
			[],
			{},
			["x"],
		],
		"/attached/server_side_encryption_configuration": [null, true, "x", [], {}],
	},
	"google_storage_bucket": {
		"/encryption/0/default_kms_key_name": ["", " ", null, true, 0, [], {}, ["x"]],
		"/encryption": [[], null, "x", {}],
	},
}

test_pass if {
	every type, properties in _safe {
		rule.deny == set() with input as _resource(type, properties)
	}
}

test_deny_absent if {
	every type, values in _unsafe {
		rule.deny == {_finding(type)} with input as _resource(type, {})
		every pointer, _ in values {
			rule.deny == {_finding(type)} with input as _resource(type, json.remove(_safe[type], [pointer]))
		}
	}
}

test_deny_every_other_value if {
	every type, spoiled in _unsafe {
		every pointer, values in spoiled {
			every value in values {
				patch := [{"op": "replace", "path": pointer, "value": value}]
				rule.deny == {_finding(type)} with input as _resource(type, json.patch(_safe[type], patch))
			}
		}
	}
}

test_pass_otherwise if {
	rule.deny == set() with input as _resource(
		"aws_s3_bucket",
		{
			"server_side_encryption_configuration": [
				{
					"rule": [
						{
							"apply_server_side_encryption_by_default": [
								{"sse_algorithm": "aws:kms", "kms_master_key_id": "aws_kms_key.models"},
							],
						},
					],
				},
			],
		},
	)
}
