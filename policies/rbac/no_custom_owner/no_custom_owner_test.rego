package rbac.no_custom_owner_test

import data.rbac.no_custom_owner as rule

_role(properties) := {"resource": {
	"type": "Microsoft.Authorization/roleDefinitions",
	"id": "Microsoft.Authorization/roleDefinitions/role",
	"name": "role",
	"properties": properties,
}}

_scoped(scopes, actions) := _role({
	"type": "CustomRole",
	"assignableScopes": scopes,
	"permissions": [{"actions": ["*/read"]}, {"actions": actions}],
})

_wide(actions) := _scoped(["/subscriptions/s"], actions)

_finding(action, path) := {
	"message": $"role lets its holders take every right by {action}",
	"path": array.concat(["properties", "permissions", 1, "actions"], path),
}

_unreadable(path) := {
	"message": "role has permissions that cannot be read",
	"path": array.concat(["properties", "permissions"], path),
}

test_deny_owner_actions if {
	every action in [
		"*",
		"Microsoft.Authorization/*",
		"Microsoft.Authorization/*/Write",
		"microsoft.authorization/roledefinitions/write",
		"Microsoft.Authorization/roleAssignments/write",
		"*/write",
	] {
		rule.deny == {_finding(action, [1])} with input as _wide(["Microsoft.KeyVault/vaults/read", action])
	}
}

test_deny_action_of_another_type if {
	every action in [null, true, 1, ["*"], {"action": "*"}] {
		rule.deny == {_finding(action, [0])} with input as _wide([action])
	}
}

test_deny_scopes_not_proved_narrow if {
	every scopes in [
		["/"],
		["/subscriptions/s"],
		["/subscriptions/s/resourceGroups/rg", "/subscriptions/s"],
		["/providers/Microsoft.Management/managementGroups/mg"],
		[],
		null,
		"/subscriptions/s/resourceGroups/rg",
		[null],
		{"0": "/subscriptions/s/resourceGroups/rg"},
	] {
		rule.deny == {_finding("*", [0])} with input as _scoped(scopes, ["*"])
	}
	permissions := [{"actions": []}, {"actions": ["*"]}]
	rule.deny == {_finding("*", [0])} with input as _role({"permissions": permissions})
}

test_deny_permissions_of_another_type if {
	rule.deny == {_unreadable([])} with input as _role({})
	every value in [[], null, true, "*"] {
		rule.deny == {_unreadable([])} with input as _role({"permissions": value})
	}
	_unreadable([]) in rule.deny with input as _role({"permissions": {"0": {"actions": ["*/read"]}}})
	every value in [null, true, "*", ["*"]] {
		rule.deny == {_unreadable([0, "actions"])} with input as _role({"permissions": [value]})
	}
	every value in [null, true, "*", {"0": "*/read"}] {
		permissions := [{"actions": value}]
		_unreadable([0, "actions"]) in rule.deny with input as _role({"permissions": permissions})
	}
}

test_deny_without_facts if {
	rule.deny == {
		_finding("*/read", [0]),
		{
			"message": "role lets its holders take every right by */read",
			"path": ["properties", "permissions", 0, "actions", 0],
		},
	} with input as _wide(["*/read"]) with data.facts.rbac as {}
}

test_pass_named_actions if {
	actions := ["Microsoft.KeyVault/vaults/*", "Microsoft.Authorization/*/read", "*/read"]
	rule.deny == set() with input as _wide(actions)
	rule.deny == set() with input as _role({"permissions": [{"dataActions": ["*"]}]})
}

test_pass_resource_group if {
	scopes := ["/subscriptions/s/resourceGroups/rg", "/subscriptions/s/resourcegroups/other"]
	rule.deny == set() with input as _scoped(scopes, ["*"])
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
