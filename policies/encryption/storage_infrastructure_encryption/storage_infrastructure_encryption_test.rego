package encryption.storage_infrastructure_encryption_test

import data.encryption.storage_infrastructure_encryption as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.Storage/storageAccounts",
	"id": "Microsoft.Storage/storageAccounts/stmodels",
	"name": "stmodels",
	"properties": properties,
}}

_finding := {
	"message": "stmodels encrypts data once only",
	"path": ["properties", "encryption", "requireInfrastructureEncryption"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
	every value in [{}, null, true, "true", [true], {"requireInfrastructureEncryptions": true}] {
		rule.deny == {_finding} with input as _resource({"encryption": value})
	}
}

test_deny_every_other_value if {
	every value in [false, "true", "false", 0, 1, null, [true], {"value": true}] {
		properties := {"encryption": {"requireInfrastructureEncryption": value}}
		rule.deny == {_finding} with input as _resource(properties)
	}
}

test_pass_true if {
	rule.deny == set() with input as _resource({"encryption": {"requireInfrastructureEncryption": true}})
}
