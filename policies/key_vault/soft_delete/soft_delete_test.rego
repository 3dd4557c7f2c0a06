package key_vault.soft_delete_test

import data.key_vault.soft_delete as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.KeyVault/vaults",
	"id": "Microsoft.KeyVault/vaults/kv-ai",
	"name": "kv-ai",
	"properties": properties,
}}

_versioned(version, properties) := {"resource": object.union(
	_resource(properties).resource,
	{"api_version": version},
)}

_finding := {"message": "kv-ai does not have soft delete", "path": ["properties", "enableSoftDelete"]}

test_deny_every_other_value if {
	every value in [false, "true", "false", 0, 1, null, [true], {"value": true}] {
		properties := {"enableSoftDelete": value}
		rule.deny == {_finding} with input as _resource(properties)
		rule.deny == {_finding} with input as _versioned("2023-07-01", properties)
	}
}

test_deny_absent_in_old_version if {
	every version in ["2018-02-14", "2019-09-01-preview", "latest", null, 2023] {
		rule.deny == {_finding} with input as _versioned(version, {})
	}
}

test_deny_absent_without_version if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as {"resource": {"name": "kv-ai"}}
}

test_deny_without_defaults if {
	rule.deny == {_finding} with input as _versioned("2023-07-01", {}) with data.facts.azure_defaults as {}
}

test_pass_true if {
	rule.deny == set() with input as _resource({"enableSoftDelete": true})
}

test_pass_absent_in_new_version if {
	rule.deny == set() with input as _versioned("2023-07-01", {})
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
