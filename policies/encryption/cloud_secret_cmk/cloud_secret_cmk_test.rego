package encryption.cloud_secret_cmk_test

import data.encryption.cloud_secret_cmk as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"aws_secretsmanager_secret": {"kms_key_id": "aws_kms_key.models"},
	"google_secret_manager_secret": {
		"replication": [
			{"auto": [{"customer_managed_encryption": [{"kms_key_name": "google_kms_crypto_key.models"}]}]},
		],
	},
}

_path := {
	"aws_secretsmanager_secret": ["properties", "kms_key_id"],
	"google_secret_manager_secret": ["properties", "replication"],
}

_finding(type) := {"message": "main is not encrypted with a customer-managed key", "path": _path[type]}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_secretsmanager_secret": {"/kms_key_id": ["", " ", null, true, 0, [], {}, ["x"]]},
	"google_secret_manager_secret": {
		"/replication/0/auto/0/customer_managed_encryption/0/kms_key_name": [
			"",
			" ",
			null,
			true,
			0,
			[],
			{},
			["x"],
		],
		"/replication/0/auto": [[], null, true, {}],
		"/replication": [[], null, "x"],
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
		"google_secret_manager_secret",
		{
			"replication": [
				{
					"user_managed": [
						{
							"replicas": [
								{
									"customer_managed_encryption": [
										{"kms_key_name": "google_kms_crypto_key.models"},
									],
								},
							],
						},
					],
				},
			],
		},
	)
}

test_deny_otherwise if {
	rule.deny == {_finding("google_secret_manager_secret")} with input as _resource(
		"google_secret_manager_secret",
		{
			"replication": [
				{
					"user_managed": [
						{
							"replicas": [
								{
									"customer_managed_encryption": [
										{"kms_key_name": "google_kms_crypto_key.models"},
									],
								},
								{"location": "europe-west3"},
							],
						},
					],
				},
			],
		},
	)
	rule.deny == {_finding("google_secret_manager_secret")} with input as _resource(
		"google_secret_manager_secret",
		{"replication": [{"user_managed": [{"replicas": []}]}]},
	)
}
