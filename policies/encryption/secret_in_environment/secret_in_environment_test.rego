package encryption.secret_in_environment_test

import data.encryption.secret_in_environment as rule

_deployment(containers) := {"resource": {
	"type": "apps/Deployment",
	"name": "scorer",
	"pods": [{"spec": {"containers": containers}}],
}}

_pod_path := ["pods", 0, "spec"]

_open(i) := {
	"message": "scorer may hold a secret in the open",
	"path": array.concat(_pod_path, ["containers", 0, "env", i]),
}

_unreadable := {{"message": "scorer has no containers that can be read", "path": ["pods"]}}

_reference := {"secretKeyRef": {"name": "scorer", "key": "api-key"}}

test_deny_literal if {
	rule.deny == {_open(0), _open(2)} with input as _deployment([{"name": "main", "env": [
		{"name": "API_KEY", "value": "x"},
		{"name": "LOG_LEVEL", "value": "info"},
		{"name": "db-password", "value": "x"},
	]}])
}

test_deny_literal_beside_reference if {
	variable := {"name": "API_KEY", "value": "x", "valueFrom": _reference}
	rule.deny == {_open(0)} with input as _deployment([{"name": "main", "env": [variable]}])
}

test_deny_absent if {
	rule.deny == {_open(0)} with input as _deployment([{"name": "main", "env": [{"name": "API_KEY"}]}])
	rule.deny == {_open(0)} with input as _deployment([{"name": "main", "env": [{"value": "x"}]}])
	rule.deny == _unreadable with input as _deployment([])
	rule.deny == _unreadable with input as {"resource": {"type": "apps/Deployment", "name": "scorer"}}
}

test_deny_reference_to_a_config_map if {
	variable := {"name": "API_KEY", "valueFrom": {"configMapKeyRef": {"name": "scorer", "key": "api-key"}}}
	rule.deny == {_open(0)} with input as _deployment([{"name": "main", "env": [variable]}])
}

test_deny_retyped if {
	every env in ["API_KEY=x", {}, 7] {
		rule.deny == {{
			"message": "scorer has an environment that cannot be read",
			"path": array.concat(_pod_path, ["containers", 0, "env"]),
		}} with input as _deployment([{"name": "main", "env": env}])
	}
	rule.deny == {_open(0)} with input as _deployment([{"name": "main", "env": ["API_KEY=x"]}])
	rule.deny == {_open(0)} with input as _deployment([{"name": "main", "env": [{"name": ["API_KEY"], "value": "x"}]}])
}

test_deny_containers_that_are_none if {
	every container in ["scorer", {}, null, {"name": 7, "env": []}] {
		rule.deny == _unreadable with input as _deployment([container])
	}
}

test_pass_reference if {
	rule.deny == set() with input as _deployment([{"name": "main", "env": [{"name": "API_KEY", "valueFrom": _reference}]}])
}

test_pass_no_secrets if {
	rule.deny == set() with input as _deployment([{"name": "main", "env": [{"name": "LOG_LEVEL", "value": "info"}]}])
	rule.deny == set() with input as _deployment([{"name": "scorer"}])
}
