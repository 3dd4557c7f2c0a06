package encryption.search_cmk_test

import data.encryption.search_cmk as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.Search/searchServices",
	"id": "Microsoft.Search/searchServices/search-main",
	"name": "search-main",
	"properties": properties,
}}

_cmk(cmk) := _resource({"encryptionWithCmk": cmk})

_lax := {
	"message": "search-main does not enforce customer-managed keys",
	"path": ["properties", "encryptionWithCmk", "enforcement"],
}

_open := {
	"message": "search-main holds objects without a customer-managed key",
	"path": ["properties", "encryptionWithCmk", "encryptionComplianceStatus"],
}

test_deny_absent if {
	rule.deny == {_lax} with input as _resource({})
	every cmk in [{}, null, true, "Enabled", ["Enabled"], {"enforcements": "Enabled"}] {
		rule.deny == {_lax} with input as _cmk(cmk)
	}
}

test_deny_not_enforced if {
	every value in ["Disabled", "Unspecified", "", true, false, 0, null, ["Enabled"], {}] {
		rule.deny == {_lax} with input as _cmk({"enforcement": value})
		rule.deny == {_lax} with input as _cmk({"enforcement": value, "encryptionComplianceStatus": "Compliant"})
	}
}

test_deny_not_compliant if {
	every value in ["NonCompliant", "", true, null, ["Compliant"]] {
		rule.deny == {_open} with input as _cmk({"enforcement": "Enabled", "encryptionComplianceStatus": value})
	}
}

test_pass_enforced if {
	every value in ["Enabled", "enabled", "ENABLED"] {
		rule.deny == set() with input as _cmk({"enforcement": value})
	}
}

test_pass_compliant if {
	cmk := {"enforcement": "Enabled", "encryptionComplianceStatus": "compliant"}
	rule.deny == set() with input as _cmk(cmk)
}
