package key_vault.cloud_key_rotation_test

import data.key_vault.cloud_key_rotation as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"aws_kms_key": {"enable_key_rotation": true, "rotation_period_in_days": 180},
	"google_kms_crypto_key": {"rotation_period": "7776000s"},
}

_path := {
	"aws_kms_key": ["properties", "enable_key_rotation"],
	"google_kms_crypto_key": ["properties", "rotation_period"],
}

_finding(type) := {"message": "main is not rotated often enough", "path": _path[type]}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_kms_key": {
		"/enable_key_rotation": [false, "true", 1, 0, null, [true], {}],
		"/rotation_period_in_days": [366, 2560, 0, -1, "180", true, [180], {}],
	},
	"google_kms_crypto_key": {
		"/rotation_period": ["7862400s", "0s", "", "90d", null, true, 7776000, ["7776000s"]],
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
		pointers := [pointer |
			some pointer, _ in values
			pointer != "/rotation_period_in_days"
		]
		every pointer in pointers {
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
	rule.deny == set() with input as _resource("aws_kms_key", {"enable_key_rotation": true})
	rule.deny == set() with input as _resource(
		"aws_kms_key",
		{"enable_key_rotation": true, "rotation_period_in_days": null},
	)
}

test_not_applicable_to_keys_that_do_not_encrypt if {
	every usage in ["SIGN_VERIFY", "GENERATE_VERIFY_MAC"] {
		rule.not_applicable with input as _resource("aws_kms_key", {"key_usage": usage})
	}
	rule.not_applicable with input as _resource("aws_kms_key", {"customer_master_key_spec": "RSA_4096"})
	rule.not_applicable with input as _resource("google_kms_crypto_key", {"purpose": "ASYMMETRIC_SIGN"})
}

test_applicable_unless_proved if {
	every value in ["ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "", null] {
		properties := {"key_usage": value, "customer_master_key_spec": value, "purpose": value}
		not rule.not_applicable with input as _resource("aws_kms_key", properties)
	}
	not rule.not_applicable with input as _resource("aws_kms_key", {})
}

test_deny_without_facts if {
	key := _resource("aws_kms_key", _safe.aws_kms_key)
	rule.deny == {_finding("aws_kms_key")} with input as key with data.facts.cloud as {}
}
