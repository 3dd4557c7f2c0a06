package monitoring.app_insights_local_auth_test

import data.monitoring.app_insights_local_auth as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.Insights/components",
	"id": "Microsoft.Insights/components/appi-claims",
	"name": "appi-claims",
	"properties": properties,
}}

_finding := {
	"message": "appi-claims takes telemetry from whoever has its key",
	"path": ["properties", "DisableLocalAuth"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as {"resource": {"name": "appi-claims"}}
}

test_deny_every_other_value if {
	every value in [false, "true", 0, 1, null, [true], {"value": true}] {
		rule.deny == {_finding} with input as _resource({"DisableLocalAuth": value})
		rule.deny == {_finding} with input as _resource({"disableLocalAuth": value})
	}
}

test_pass_disabled if {
	rule.deny == set() with input as _resource({"DisableLocalAuth": true})
	rule.deny == set() with input as _resource({"disableLocalAuth": true})
}
