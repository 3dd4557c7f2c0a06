package encryption.key_not_with_artifact_test

import data.encryption.key_not_with_artifact as rule

_file(properties) := {"resource": {"type": "KeyFile", "name": "model.key", "properties": properties}}

_open := {{"message": "model.key holds a key in the open", "path": ["properties", "protected"]}}

test_deny_open if rule.deny == _open with input as _file({"kind": "fernet", "protected": false})

test_deny_absent if {
	rule.deny == _open with input as _file({"kind": "pem"})
	rule.deny == _open with input as {"resource": {"name": "model.key"}}
}

test_deny_retyped if {
	every value in [null, 1, "true", [true], {}] {
		rule.deny == _open with input as _file({"kind": "pem", "protected": value})
	}
}

test_pass_protected if rule.deny == set() with input as _file({"kind": "pem", "protected": true})
