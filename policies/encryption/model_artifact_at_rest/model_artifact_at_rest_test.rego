package encryption.model_artifact_at_rest_test

import data.encryption.model_artifact_at_rest as rule

_file(properties, models) := {"resource": {
	"type": "Artifact",
	"name": "scorer.onnx",
	"properties": properties,
	"relations": {"described": models},
}}

_encrypted(looks) := {"encryption": {"looks": looks}, "inspected": "none"}

_model(encryption) := {"name": "scorer", "properties": {"encryption": encryption}}

_kept := _model({"method": "Platform-CMK"})

_finding := {
	"message": "scorer.onnx does not look encrypted, and nothing says that the place where it lies is",
	"path": ["properties", "encryption", "looks"],
}

test_deny_plain if {
	rule.deny == {_finding} with input as _file({"format": "onnx", "inspected": "full"}, [])
	rule.deny == {_finding} with input as _file({"inspected": "full"}, [_kept, _model({"method": "none"})])
	rule.deny == {_finding} with input as _file({"inspected": "full"}, [_model({"method": "aes-256-gcm"})])
}

test_deny_only_partly_encrypted if {
	properties := {"encryption": {"looks": "fernet"}, "inspected": "part"}
	rule.deny == {_finding} with input as _file(properties, [])
}

test_deny_absent if {
	rule.deny == {_finding} with input as {"resource": {"name": "scorer.onnx"}}
	rule.deny == {_finding} with input as _file({"encryption": {"looks": "fernet"}}, [])
	rule.deny == {_finding} with input as _file({"encryption": {}, "inspected": "none"}, [])
	rule.deny == {_finding} with input as _file({}, [_model({}), _kept])
}

test_deny_retyped if {
	every value in [null, true, 7, "", "zip", ["fernet"], {}] {
		rule.deny == {_finding} with input as _file(_encrypted(value), [])
		rule.deny == {_finding} with input as _file({}, [_model({"method": value})])
		rule.deny == {_finding} with input as _file({}, value)
	}
}

test_deny_without_facts if {
	rule.deny == {_finding} with input as _file(_encrypted("fernet"), [_kept])
		with data.facts.encryption as {}
}

test_pass_encrypted if {
	every looks in ["fernet", "age", "pgp", "cms"] {
		rule.deny == set() with input as _file(_encrypted(looks), [])
	}
}

test_pass_kept_encrypted if {
	rule.deny == set() with input as _file({"inspected": "full"}, [_kept, _kept])
}
