package key_vault.rbac_permission_model_test

import data.key_vault.rbac_permission_model as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.KeyVault/vaults",
	"id": "Microsoft.KeyVault/vaults/kv-ai",
	"name": "kv-ai",
	"properties": properties,
}}

_finding := {
	"message": "kv-ai does not authorise with Azure RBAC",
	"path": ["properties", "enableRbacAuthorization"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
}

test_deny_no_properties if {
	rule.deny == {_finding} with input as {"resource": {"name": "kv-ai"}}
}

test_deny_misspelt if {
	rule.deny == {_finding} with input as _resource({"enableRbacAuthorizations": true})
}

test_deny_every_other_value if {
	every value in [false, "true", "false", 0, 1, null, [true], {"value": true}] {
		rule.deny == {_finding} with input as _resource({"enableRbacAuthorization": value})
	}
}

test_pass_true if {
	rule.deny == set() with input as _resource({"enableRbacAuthorization": true})
}

_versioned(version, properties) := {"resource": object.union(
	_resource(properties).resource,
	{"api_version": version},
)}

test_deny_absent_in_old_version if {
	every version in ["2023-07-01", "2026-02-01-preview", "", null, 2026] {
		rule.deny == {_finding} with input as _versioned(version, {})
	}
}

test_deny_false_in_new_version if {
	every value in [false, "true", null] {
		rule.deny == {_finding} with input as _versioned("2026-02-01", {"enableRbacAuthorization": value})
	}
}

test_deny_without_defaults if {
	rule.deny == {_finding} with input as _versioned("2026-02-01", {}) with data.facts.azure_defaults as {}
}

test_pass_absent_in_new_version if {
	rule.deny == set() with input as _versioned("2026-02-01", {})
}

test_not_applicable_recovered if {
	rule.not_applicable with input as _resource({"createMode": "recover"})
	rule.not_applicable with input as _resource({"createMode": "Recover"})
}

test_applicable_unless_recovered if {
	every value in ["default", "recovered", "", true, null, ["recover"]] {
		not rule.not_applicable with input as _resource({"createMode": value})
	}
	not rule.not_applicable with input as _resource({})
}
