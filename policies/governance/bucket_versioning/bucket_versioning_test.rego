package governance.bucket_versioning_test

import data.governance.bucket_versioning as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"aws_s3_bucket": {"attached": {"versioning": {"versioning_configuration": [{"status": "Enabled"}]}}},
	"google_storage_bucket": {"versioning": [{"enabled": true}]},
}

_path := {
	"aws_s3_bucket": ["properties", "attached", "versioning"],
	"google_storage_bucket": ["properties", "versioning"],
}

_finding(type) := {"message": "main does not keep what is overwritten", "path": _path[type]}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_s3_bucket": {
		"/attached/versioning/versioning_configuration/0/status": [
			"Suspended", "Disabled", "enabled", "", null, true,
		],
		"/attached/versioning": [null, "x", {}, []],
	},
	"google_storage_bucket": {
		"/versioning/0/enabled": [false, "true", 1, 0, null, [true], {}],
		"/versioning": [[], null, "x"],
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
	rule.deny == set() with input as _resource("aws_s3_bucket", {"versioning": [{"enabled": true}]})
}
