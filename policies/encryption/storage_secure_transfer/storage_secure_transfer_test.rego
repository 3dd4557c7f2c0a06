package encryption.storage_secure_transfer_test

import data.encryption.storage_secure_transfer as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.Storage/storageAccounts",
	"id": "Microsoft.Storage/storageAccounts/stmodels",
	"name": "stmodels",
	"properties": properties,
}}

_finding := {
	"message": "stmodels accepts connections that are not encrypted",
	"path": ["properties", "supportsHttpsTrafficOnly"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
}

test_deny_no_properties if {
	rule.deny == {_finding} with input as {"resource": {"name": "stmodels"}}
}

test_deny_misspelt if {
	rule.deny == {_finding} with input as _resource({"supportsHttpsTrafficOnlys": true})
}

test_deny_every_other_value if {
	every value in [false, "true", "false", 0, 1, null, [true], {"value": true}] {
		rule.deny == {_finding} with input as _resource({"supportsHttpsTrafficOnly": value})
	}
}

test_pass_true if {
	rule.deny == set() with input as _resource({"supportsHttpsTrafficOnly": true})
}

_versioned(version, properties) := {"resource": object.union(
	_resource(properties).resource,
	{"api_version": version},
)}

test_deny_absent_in_old_version if {
	every version in ["2018-11-01", "2019-04-01-preview", "", null, 2023, true] {
		rule.deny == {_finding} with input as _versioned(version, {})
	}
}

test_deny_every_other_value_in_new_version if {
	every value in [false, "true", "false", 0, 1, null, [true], {"value": true}] {
		rule.deny == {_finding} with input as _versioned("2023-01-01", {"supportsHttpsTrafficOnly": value})
	}
}

test_deny_without_defaults if {
	rule.deny == {_finding} with input as _versioned("2023-01-01", {}) with data.facts.azure_defaults as {}
}

test_pass_absent_in_new_version if {
	every version in ["2019-04-01", "2023-01-01", "2023-01-01-preview"] {
		rule.deny == set() with input as _versioned(version, {})
	}
}
