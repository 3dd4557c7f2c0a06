package key_vault.cloud_secret_rotation_test

import data.key_vault.cloud_secret_rotation as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"aws_secretsmanager_secret": {
		"attached": {"rotation": {"rotation_rules": [{"automatically_after_days": 30}]}},
	},
	"google_secret_manager_secret": {"rotation": [{"rotation_period": "2592000s"}]},
}

_path := {
	"aws_secretsmanager_secret": ["properties", "attached", "rotation"],
	"google_secret_manager_secret": ["properties", "rotation"],
}

_finding(type) := {"message": "main does not rotate often enough", "path": _path[type]}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_secretsmanager_secret": {
		"/attached/rotation/rotation_rules/0/automatically_after_days": [91, 0, -1, "30", null, true],
		"/attached/rotation/rotation_rules": [[], null, {}, true],
		"/attached": [null, {}, "x"],
	},
	"google_secret_manager_secret": {
		"/rotation/0/rotation_period": ["7862400s", "0s", "", null, true, 30],
		"/rotation": [[], null, "x"],
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
		"aws_secretsmanager_secret",
		{"attached": {"rotation": {"rotation_rules": [{"schedule_expression": "rate(30 days)"}]}}},
	)
}

test_deny_otherwise if {
	rule.deny == {_finding("aws_secretsmanager_secret")} with input as _resource(
		"aws_secretsmanager_secret",
		{"attached": {"rotation": {"rotation_rules": [{"schedule_expression": "rate(365 days)"}]}}},
	)
	rule.deny == {_finding("aws_secretsmanager_secret")} with input as _resource(
		"aws_secretsmanager_secret",
		{"attached": {"rotation": {"rotation_rules": [{"schedule_expression": "cron(0 8 1 * ? *)"}]}}},
	)
}
