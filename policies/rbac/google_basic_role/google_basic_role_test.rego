package rbac.google_basic_role_test

import data.rbac.google_basic_role as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"google_project_iam_binding": {"role": "roles/aiplatform.user"},
	"google_project_iam_member": {"role": "roles/aiplatform.user"},
}

_finding := {
	"message": "main grants a basic role, or one that cannot be read",
	"path": ["properties", "role"],
}

# What spoils them, by JSON pointer.
_unsafe := {
	"google_project_iam_binding": {
		"/role": [
			"roles/owner",
			"roles/editor",
			"roles/viewer",
			"Roles/Owner",
			" roles/owner",
			"",
			null,
			true,
			["roles/aiplatform.user"],
		],
	},
	"google_project_iam_member": {
		"/role": [
			"roles/owner",
			"roles/editor",
			"roles/viewer",
			"Roles/Owner",
			" roles/owner",
			"",
			null,
			true,
			["roles/aiplatform.user"],
		],
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

test_deny_without_facts if {
	member := _resource("google_project_iam_member", _safe.google_project_iam_member)
	rule.deny == {_finding} with input as member with data.facts.cloud as {}
}
