package encryption.acr_cmk_test

import data.encryption.acr_cmk as rule

_registry(properties) := {"resource": {
	"type": "Microsoft.ContainerRegistry/registries",
	"name": "crmodels",
	"properties": properties,
}}

_finding := {
	"message": "crmodels does not encrypt with a customer-managed key",
	"path": ["properties", "encryption", "status"],
}

test_deny_absent if {
	every properties in [{}, {"encryption": {}}, {"encryption": {"statuses": "enabled"}}] {
		rule.deny == {_finding} with input as _registry(properties)
	}
	rule.deny == {_finding} with input as {"resource": {"name": "crmodels"}}
}

test_deny_every_other_value if {
	every value in ["disabled", "", "xenabled", true, 1, null, ["enabled"], {}] {
		rule.deny == {_finding} with input as _registry({"encryption": {"status": value}})
	}
}

test_deny_parent_of_another_type if {
	every value in [null, true, "enabled", ["enabled"], [{"status": "enabled"}]] {
		rule.deny == {_finding} with input as _registry({"encryption": value})
	}
}

test_pass_enabled if {
	every value in ["enabled", "Enabled", "ENABLED"] {
		rule.deny == set() with input as _registry({"encryption": {"status": value}})
	}
}
