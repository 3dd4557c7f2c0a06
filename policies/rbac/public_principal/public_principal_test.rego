package rbac.public_principal_test

import data.rbac.public_principal as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_finding(path) := {"message": "main is open to everybody, or not proved to be closed", "path": ["properties", path]}

_aws := ["aws_kms_key_policy", "aws_s3_bucket_policy", "aws_secretsmanager_secret_policy", "aws_kms_key"]

_open := {"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": ["kms:Decrypt"], "Resource": ["*"]}

_root := {"AWS": ["arn:aws:iam::111122223333:root"]}

_policy(statements) := {"policy": "{}", "policy_document": {"Version": "2012-10-17", "Statement": statements}}

test_deny_everybody if {
	narrow := object.union(_open, {"Principal": _root})
	every type in _aws {
		rule.deny == {_finding("policy")} with input as _resource(type, _policy([_open]))
		rule.deny == {_finding("policy")} with input as _resource(type, _policy([narrow, _open]))
	}
}

test_deny_other_principals if {
	every principal in [
		null, "*", [], {}, {"AWS": []}, {"AWS": null}, {"AWS": "x"},
		{"AWS": ["arn:aws:iam::*:root"]}, {"AWS": [null]}, {"AWS": [""]},
		{"Service": ["s3.amazonaws.com"], "AWS": ["*"]},
	] {
		statement := json.patch(_open, [{"op": "replace", "path": "/Principal", "value": principal}])
		rule.deny == {_finding("policy")} with input as _resource("aws_kms_key_policy", _policy([statement]))
	}
	bare := object.remove(_open, ["Principal"])
	rule.deny == {_finding("policy")} with input as _resource("aws_kms_key_policy", _policy([bare]))
	others := object.union(bare, {"NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:user/mallory"]}})
	rule.deny == {_finding("policy")} with input as _resource("aws_kms_key_policy", _policy([others]))
}

test_deny_conditions_that_narrow_nothing if {
	every condition in [
		{"Bool": {"aws:SecureTransport": "true"}}, {"StringEquals": {"aws:UserAgent": "backup"}},
		{"StringLike": {"aws:PrincipalOrgID": "*"}}, {"StringNotEquals": {"kms:CallerAccount": "111122223333"}},
		{"ArnLike": {"aws:SourceArn": "arn:aws:*:*:*"}}, {"StringEquals": {"kms:CallerAccount": []}},
		{"StringEquals": {"kms:CallerAccount": ["111122223333", "*"]}}, {}, null, "x",
	] {
		statement := object.union(_open, {"Condition": condition})
		rule.deny == {_finding("policy")} with input as _resource("aws_kms_key_policy", _policy([statement]))
	}
}

test_deny_what_cannot_be_read if {
	every document in [null, true, "x", {}, {"Statement": []}] {
		properties := {"policy": "x", "policy_document": document}
		every type in _aws {
			rule.deny == {_finding("policy")} with input as _resource(type, properties)
		}
	}
	rule.deny == {_finding("policy")} with input as _resource("aws_s3_bucket_policy", {})
	rule.deny == {_finding("policy")} with input as _resource("aws_kms_key", {"policy_document": {}})
}

test_pass_named_principals if {
	every principal in [_root, {"Service": ["sagemaker.amazonaws.com"]}] {
		statement := json.patch(_open, [{"op": "replace", "path": "/Principal", "value": principal}])
		every type in _aws {
			rule.deny == set() with input as _resource(type, _policy([statement]))
		}
	}
}

test_pass_narrowed_and_denied if {
	every change in [
		{"Condition": {"StringEquals": {"kms:CallerAccount": "111122223333"}}},
		{"Condition": {"stringequals": {"AWS:PrincipalOrgID": ["o-a1b2c3d4e5"]}}},
		{"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::models"}}}, {"Effect": "Deny"},
	] {
		statement := object.union(_open, change)
		rule.deny == set() with input as _resource("aws_s3_bucket_policy", _policy([statement]))
	}
}

test_pass_key_without_a_policy if {
	rule.deny == set() with input as _resource("aws_kms_key", {})
	rule.deny == set() with input as _resource("aws_kms_key", {"policy": null})
}

test_deny_members_of_google if {
	every member in ["allUsers", "allAuthenticatedUsers", "", " user:x", null, true, {}] {
		single := _resource("google_storage_bucket_iam_member", {"member": member})
		rule.deny == {_finding("member")} with input as single
		binding := _resource("google_kms_crypto_key_iam_binding", {"members": ["user:ada@alder.example", member]})
		rule.deny == {_finding("members")} with input as binding
	}
	every members in [[], null, "user:ada@alder.example", {}] {
		binding := _resource("google_kms_crypto_key_iam_binding", {"members": members})
		rule.deny == {_finding("members")} with input as binding
	}
	rule.deny == {_finding("member")} with input as _resource("google_project_iam_member", {})
}

test_pass_members_of_google if {
	members := ["user:ada@alder.example", "group:ml@alder.example", "serviceAccount:triage@ml.iam.gserviceaccount.com"]
	rule.deny == set() with input as _resource("google_project_iam_binding", {"members": members})
	every member in members {
		rule.deny == set() with input as _resource("google_secret_manager_secret_iam_member", {"member": member})
	}
}
