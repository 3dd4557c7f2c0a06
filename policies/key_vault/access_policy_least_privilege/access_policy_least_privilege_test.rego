package key_vault.access_policy_least_privilege_test

import data.key_vault.access_policy_least_privilege as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.KeyVault/vaults",
	"id": "Microsoft.KeyVault/vaults/kv-ai",
	"name": "kv-ai",
	"properties": properties,
}}

_policies(policies) := _resource({"accessPolicies": policies})

_granting(permissions) := _policies([
	{"objectId": "a", "permissions": {"keys": ["get"]}},
	{"objectId": "b", "permissions": permissions},
])

_unreadable(path) := {
	"message": "kv-ai has access policies that cannot be read",
	"path": array.concat(["properties", "accessPolicies"], path),
}

test_deny_all_and_purge if {
	every kind in ["keys", "secrets", "certificates", "storage"] {
		rule.deny == {
			{
				"message": $"kv-ai grants All on {kind}",
				"path": ["properties", "accessPolicies", 1, "permissions", kind, 1],
			},
			{
				"message": $"kv-ai grants purge on {kind}",
				"path": ["properties", "accessPolicies", 1, "permissions", kind, 2],
			},
		} with input as _granting({kind: ["get", "All", "purge"]})
	}
}

test_deny_permission_of_another_type if {
	every value in [true, null, 1, ["all"], {"all": true}] {
		finding := {
			"message": $"kv-ai grants {value} on keys",
			"path": ["properties", "accessPolicies", 1, "permissions", "keys", 0],
		}
		rule.deny == {finding} with input as _granting({"keys": [value]})
	}
}

test_deny_lists_of_another_type if {
	every value in ["all", null, true, 1] {
		rule.deny == {_unreadable([1, "permissions", "keys"])} with input as _granting({"keys": value})
		rule.deny == {_unreadable([1])} with input as _granting(value)
		rule.deny == {_unreadable([0])} with input as _policies([value])
		rule.deny == {_unreadable([])} with input as _policies(value)
	}
}

test_deny_without_facts if {
	finding := {
		"message": "kv-ai grants get on keys",
		"path": ["properties", "accessPolicies", 0, "permissions", "keys", 0],
	}
	input_value := _policies([{"permissions": {"keys": ["get"]}}])
	rule.deny == {finding} with input as input_value with data.facts.key_vault as {}
}

test_pass_narrow if {
	rule.deny == set() with input as _granting({"keys": ["get", "wrapKey", "unwrapKey"], "secrets": []})
}

test_pass_no_policies if {
	rule.deny == set() with input as _resource({})
	rule.deny == set() with input as _policies([])
	rule.deny == set() with input as _policies([{"objectId": "a"}])
}

test_not_applicable_with_azure_rbac if {
	rule.not_applicable with input as _resource({"enableRbacAuthorization": true})
}

test_applicable_unless_proved if {
	every value in [false, "true", 1, null] {
		not rule.not_applicable with input as _resource({"enableRbacAuthorization": value})
	}
	not rule.not_applicable with input as _resource({})
}
