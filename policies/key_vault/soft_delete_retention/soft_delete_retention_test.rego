package key_vault.soft_delete_retention_test

import data.key_vault.soft_delete_retention as rule

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

_finding := {
	"message": "kv-ai does not keep deleted vaults for 90 days",
	"path": ["properties", "softDeleteRetentionInDays"],
}

test_deny_every_other_value if {
	every value in [89, 7, 0, -90, "90", "365", true, null, [90], {"value": 90}] {
		rule.deny == {_finding} with input as _resource({"softDeleteRetentionInDays": value})
		rule.deny == {_finding} with input as _versioned("2023-07-01", {"softDeleteRetentionInDays": value})
	}
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as _versioned("2018-02-14", {})
	rule.deny == {_finding} with input as _versioned(20230701, {})
}

test_deny_default_shorter_than_wanted if {
	finding := object.union(_finding, {"message": "kv-ai does not keep deleted vaults for 91 days"})
	rule.deny == {finding} with input as _versioned("2023-07-01", {})
		with data.facts.key_vault.min_retention_days as 91
}

test_deny_without_facts if {
	finding := object.union(_finding, {"message": "kv-ai does not keep deleted vaults for <undefined> days"})
	rule.deny == {finding} with input as _resource({"softDeleteRetentionInDays": 90}) with data.facts.key_vault as {}
}

test_pass_long_enough if {
	rule.deny == set() with input as _resource({"softDeleteRetentionInDays": 90})
}

test_pass_absent_in_new_version if {
	rule.deny == set() with input as _versioned("2023-07-01", {})
}

test_pass_what_the_organisation_decides if {
	properties := {"softDeleteRetentionInDays": 30}
	rule.deny == set() with input as _resource(properties) with data.facts.key_vault.min_retention_days as 30
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
