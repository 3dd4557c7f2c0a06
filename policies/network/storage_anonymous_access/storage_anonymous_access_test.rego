package network.storage_anonymous_access_test

import data.network.storage_anonymous_access as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.Storage/storageAccounts",
	"id": "Microsoft.Storage/storageAccounts/stmodels",
	"name": "stmodels",
	"properties": properties,
}}

_finding := {
	"message": "stmodels allows anonymous access to blobs",
	"path": ["properties", "allowBlobPublicAccess"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as _resource({"allowBlobPublicAccesss": false})
}

test_deny_every_other_value if {
	every value in [true, "false", "true", "", 0, 1, null, [], [false], {}] {
		rule.deny == {_finding} with input as _resource({"allowBlobPublicAccess": value})
	}
}

test_pass_false if {
	rule.deny == set() with input as _resource({"allowBlobPublicAccess": false})
}
