package key_vault.key_rotation_policy_test

import data.key_vault.key_rotation_policy as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.KeyVault/vaults/keys",
	"id": "Microsoft.KeyVault/vaults/kv-ai/keys/model-key",
	"name": "model-key",
	"properties": properties,
}}

_actions(actions) := _resource({"rotationPolicy": {"lifetimeActions": actions}})

_finding := {
	"message": "model-key does not rotate by policy",
	"path": ["properties", "rotationPolicy", "lifetimeActions"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as _resource({"rotationPolicy": {}})
	rule.deny == {_finding} with input as _resource({"rotationPolicy": null})
}

test_deny_notify_only if {
	every value in ["notify", "", "rotation", true, null, 1, ["rotate"], {"type": "rotate"}] {
		rule.deny == {_finding} with input as _actions([{"action": {"type": value}}])
	}
}

test_deny_actions_of_another_type if {
	every value in [[], null, "rotate", true, ["rotate"], [{"type": "rotate"}], {"a": {"action": {"type": "rotate"}}}] {
		rule.deny == {_finding} with input as _actions(value)
	}
}

test_pass_rotates if {
	every value in ["rotate", "Rotate"] {
		actions := [{"action": {"type": "notify"}}, {"trigger": {"timeAfterCreate": "P1Y"}, "action": {"type": value}}]
		rule.deny == set() with input as _actions(actions)
	}
}
