package rbac.no_wildcard_data_actions_test

import data.rbac.no_wildcard_data_actions as rule

_role(properties) := {"resource": {
	"type": "Microsoft.Authorization/roleDefinitions",
	"id": "Microsoft.Authorization/roleDefinitions/role",
	"name": "role",
	"properties": properties,
}}

_granting(actions) := _role({
	"type": "CustomRole",
	"permissions": [{"dataActions": ["Microsoft.KeyVault/vaults/secrets/getSecret/action"]}, {"dataActions": actions}],
})

_finding(action, path) := {
	"message": $"role grants every data action of {action}",
	"path": array.concat(["properties", "permissions", 1, "dataActions"], path),
}

_unreadable(path) := {
	"message": "role has permissions that cannot be read",
	"path": array.concat(["properties", "permissions"], path),
}

test_deny_wildcard if {
	every action in ["*", "Microsoft.KeyVault/vaults/*", "Microsoft.Storage/*", "Microsoft.Storage*", "* "] {
		rule.deny == {_finding(action, [1])} with input as _granting(["Microsoft.KeyVault/vaults/keys/read", action])
	}
}

test_deny_action_of_another_type if {
	every action in [null, true, 1, ["*"], {"action": "*"}] {
		rule.deny == {_finding(action, [0])} with input as _granting([action])
	}
}

test_deny_permissions_of_another_type if {
	rule.deny == {_unreadable([])} with input as _role({})
	every value in [[], null, true, "*", {"dataActions": ["*"]}] {
		_unreadable([]) in rule.deny with input as _role({"permissions": value})
	}
	every value in [null, true, "*", ["*"]] {
		rule.deny == {_unreadable([0, "dataActions"])} with input as _role({"permissions": [value]})
	}
	every value in [null, true, "*", {"0": "Microsoft.KeyVault/vaults/keys/read"}] {
		rule.deny == {_unreadable([1, "dataActions"])} with input as _granting(value)
	}
}

test_pass_named_actions if {
	actions := ["Microsoft.KeyVault/vaults/secrets/getSecret/action", "Microsoft.KeyVault/vaults/*/read"]
	rule.deny == set() with input as _granting(actions)
	rule.deny == set() with input as _granting([])
}

test_pass_no_data_actions if {
	rule.deny == set() with input as _role({"permissions": [{"actions": ["*"]}]})
}

test_not_applicable_built_in if {
	rule.not_applicable with input as _role({"type": "BuiltInRole"})
	rule.not_applicable with input as _role({"type": "builtInRole"})
}

test_applicable_unless_proved if {
	every value in ["CustomRole", "", null, true, ["BuiltInRole"]] {
		not rule.not_applicable with input as _role({"type": value})
	}
	not rule.not_applicable with input as _role({})
}
