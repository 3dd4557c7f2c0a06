package ai_service.search_managed_identity_test

import data.ai_service.search_managed_identity as rule

_identity(identity) := {"resource": {
	"type": "Microsoft.Search/searchServices",
	"id": "Microsoft.Search/searchServices/srch-main",
	"name": "srch-main",
	"identity": identity,
	"properties": {},
}}

_finding := {"message": "srch-main has no managed identity", "path": ["identity", "type"]}

test_deny_absent if {
	rule.deny == {_finding} with input as {"resource": {"name": "srch-main", "properties": {}}}
	every identity in [{}, null, true, "SystemAssigned", ["SystemAssigned"], {"types": "SystemAssigned"}] {
		rule.deny == {_finding} with input as _identity(identity)
	}
}

test_deny_every_other_value if {
	every value in ["None", "none", "", "Assigned", true, false, 0, null, ["SystemAssigned"], {}] {
		rule.deny == {_finding} with input as _identity({"type": value})
	}
}

test_pass_managed_identity if {
	every value in ["SystemAssigned", "systemassigned", "UserAssigned", "SystemAssigned, UserAssigned"] {
		rule.deny == set() with input as _identity({"type": value})
	}
}
