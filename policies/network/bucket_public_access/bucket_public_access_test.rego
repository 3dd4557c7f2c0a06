package network.bucket_public_access_test

import data.network.bucket_public_access as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"aws_s3_bucket": {
		"attached": {
			"public_access_block": {
				"block_public_acls": true,
				"block_public_policy": true,
				"ignore_public_acls": true,
				"restrict_public_buckets": true,
			},
		},
	},
	"google_storage_bucket": {"public_access_prevention": "enforced"},
}

_path := {
	"aws_s3_bucket": ["properties", "attached", "public_access_block"],
	"google_storage_bucket": ["properties", "public_access_prevention"],
}

_finding(type) := {"message": "main may be opened to the public", "path": _path[type]}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_s3_bucket": {
		"/attached/public_access_block/block_public_acls": [false, "true", 1, 0, null, [true], {}],
		"/attached/public_access_block/block_public_policy": [false, "true", 1, 0, null, [true], {}],
		"/attached/public_access_block/ignore_public_acls": [false, "true", 1, 0, null, [true], {}],
		"/attached/public_access_block/restrict_public_buckets": [false, "true", 1, 0, null, [true], {}],
		"/attached": [null, true, "x", [], {}],
	},
	"google_storage_bucket": {
		"/public_access_prevention": ["inherited", "unspecified", "", null, true, ["enforced"]],
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
