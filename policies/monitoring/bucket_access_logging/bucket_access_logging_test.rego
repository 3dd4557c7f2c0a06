package monitoring.bucket_access_logging_test

import data.monitoring.bucket_access_logging as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"aws_s3_bucket": {"bucket": "models", "attached": {"logging": {"target_bucket": "logs"}}},
	"google_storage_bucket": {"logging": [{"log_bucket": "logs"}]},
}

_path := {"aws_s3_bucket": ["properties", "attached", "logging"], "google_storage_bucket": ["properties", "logging"]}

_finding(type) := {"message": "main does not log who reads it", "path": _path[type]}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_s3_bucket": {
		"/attached/logging/target_bucket": [
			"",
			" ",
			null,
			true,
			0,
			[],
			{},
			["x"],
			"models",
			"aws_s3_bucket.main",
		],
		"/attached": [null, "x", {}, []],
	},
	"google_storage_bucket": {
		"/logging/0/log_bucket": ["", " ", null, true, 0, [], {}, ["x"], "main", "google_storage_bucket.main"],
		"/logging": [[], null, "x"],
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
	rule.deny == set() with input as _resource("aws_s3_bucket", {"logging": [{"target_bucket": "logs"}]})
}
