package encryption.storage_min_tls_test

import data.encryption.storage_min_tls as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.Storage/storageAccounts",
	"id": "Microsoft.Storage/storageAccounts/stmodels",
	"name": "stmodels",
	"properties": properties,
}}

_finding := {
	"message": "stmodels accepts TLS older than TLS1_2",
	"path": ["properties", "minimumTlsVersion"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as _resource({"minimumTlsVersions": "TLS1_2"})
}

test_deny_every_other_value if {
	every value in ["TLS1_0", "TLS1_1", "TLS1_9", "1.2", "", true, 1.2, 99, null, ["TLS1_2"], {}] {
		rule.deny == {_finding} with input as _resource({"minimumTlsVersion": value})
	}
}

test_deny_what_the_organisation_decides if {
	finding := object.union(_finding, {"message": "stmodels accepts TLS older than TLS1_3"})
	properties := {"minimumTlsVersion": "TLS1_2"}
	rule.deny == {finding} with input as _resource(properties) with data.facts.encryption.min_tls_version as "TLS1_3"
}

test_deny_without_facts if {
	finding := object.union(_finding, {"message": "stmodels accepts TLS older than <undefined>"})
	properties := {"minimumTlsVersion": "TLS1_2"}
	rule.deny == {finding} with input as _resource(properties) with data.facts.encryption as {}
	every value in [{"1": "TLS1_2"}, "TLS1_2", [], null] {
		rule.deny == {_finding} with input as _resource(properties) with data.facts.encryption.tls_versions as value
	}
}

test_pass_current if {
	every value in ["TLS1_2", "tls1_2", "TLS1_3"] {
		rule.deny == set() with input as _resource({"minimumTlsVersion": value})
	}
}
