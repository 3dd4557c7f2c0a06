package rbac.google_uniform_bucket_access_test

import data.rbac.google_uniform_bucket_access as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {"google_storage_bucket": {"uniform_bucket_level_access": true}}

_finding := {
	"message": "main has access lists beside IAM",
	"path": ["properties", "uniform_bucket_level_access"],
}

# What spoils them, by JSON pointer.
_unsafe := {"google_storage_bucket": {"/uniform_bucket_level_access": [false, "true", 1, 0, null, [true], {}]}}

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
