package rbac.aws_wildcard_action_test

import data.rbac.aws_wildcard_action as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"aws_iam_policy": {
		"policy_document": {
			"Statement": [
				{"Effect": "Allow", "Action": ["bedrock:InvokeModel", "s3:Get*", "ec2:*"], "Resource": ["*"]},
				{"Effect": "Deny", "Action": ["*"], "Resource": ["*"]},
			],
		},
	},
}

_finding := {
	"message": "main allows everything of a service that holds models or data",
	"path": ["properties", "policy"],
}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_iam_policy": {
		"/policy_document/Statement/0/Action": [
			["*"],
			["s3:*"],
			["S3:*"],
			["s3:GetObject", "kms:*"],
			["sagemaker:**"],
			["s*:*"],
			["bedrock:?*"],
			["*:*"],
			[""],
			[null],
			[],
			null,
			"s3:Get*",
			{},
		],
		"/policy_document/Statement/0/Effect": ["allow", "", null],
		"/policy_document/Statement": [[], null, "x", [{}]],
		"/policy_document": [null, "x", {}],
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

test_deny_not_action if {
	statement := {"Effect": "Allow", "NotAction": ["iam:*"], "Resource": ["*"]}
	policy := {"policy_document": {"Statement": [statement]}}
	rule.deny == {_finding} with input as _resource("aws_iam_role_policy", policy)
}

test_deny_without_facts if {
	policy := _resource("aws_iam_user_policy", _safe.aws_iam_policy)
	rule.deny == {_finding} with input as policy with data.facts.cloud as {}
}
