package encryption.key_not_in_environment_test

import data.encryption.key_not_in_environment as rule

_pipeline(properties) := {"resource": {"type": "Pipeline", "name": "train", "properties": properties}}

_fernet := concat("", ["c2VjcmV0LXNlY3JldC1zZWNyZXQt", "c2VjcmV0LXNlY3I="])

_open(path) := {
	"message": "train may hold a key or secret in the open",
	"path": array.concat(["properties"], path),
}

_unreadable(path) := {
	"message": "train has an environment that cannot be read",
	"path": array.concat(["properties"], path),
}

_no_steps := {"message": "train has no steps that can be read", "path": ["properties", "steps"]}

test_deny_literal if {
	rule.deny == {_open(["environment", 0]), _open(["steps", 1, "environment", 1])} with input as _pipeline({
		"environment": [{"name": "MODEL_KEY", "value": "x"}],
		"steps": [
			{"name": "load"},
			{"name": "fit", "environment": [
				{"name": "EPOCHS", "value": "3"},
				{"name": "STORE", "value": _fernet},
			]},
		],
	})
}

test_deny_absent if {
	rule.deny == {_no_steps} with input as _pipeline({})
	rule.deny == {_open(["environment", 0])} with input as _pipeline({
		"steps": [],
		"environment": [{"name": "MODEL_KEY"}],
	})
	rule.deny == {_open(["environment", 0])} with input as _pipeline({"steps": [], "environment": [{"value": "x"}]})
}

test_deny_retyped if {
	rule.deny == {_no_steps, _unreadable(["environment"])} with input as _pipeline({
		"steps": "fit",
		"environment": "MODEL_KEY=x",
	})
	rule.deny == {_open(["environment", 0])} with input as _pipeline({"steps": [], "environment": ["MODEL_KEY=x"]})
	rule.deny == {_open(["environment", 0])} with input as _pipeline({
		"steps": [],
		"environment": [{"name": "MODEL_KEY", "secret_ref": ["kv-ai/model-key"]}],
	})
}

test_pass_reference if {
	rule.deny == set() with input as _pipeline({
		"environment": [{"name": "MODEL_KEY", "secret_ref": "kv-ai/model-key"}],
		"steps": [{"name": "fit", "environment": [{"name": "EPOCHS", "value": "3"}]}],
	})
}

test_pass_no_environment if rule.deny == set() with input as _pipeline({"steps": []})
