package supply_chain.licence_allowed_test

import data.supply_chain.licence_allowed as rule

_model(properties) := {"resource": {"type": "Model", "name": "scorer", "properties": properties}}

_finding := {{"message": "scorer has no licence that is allowed", "path": ["properties", "licence"]}}

test_deny_others if {
	every licence in ["GPL-3.0-only", "other", "", "mit or worse"] {
		rule.deny == _finding with input as _model({"licence": licence})
	}
}

test_deny_absent if {
	rule.deny == _finding with input as _model({})
	rule.deny == _finding with input as _model({"license": "MIT"})
}

test_deny_retyped if rule.deny == _finding with input as _model({"licence": ["MIT"]})

test_pass_allowed if {
	every licence in ["MIT", "Apache-2.0", "proprietary-internal"] {
		rule.deny == set() with input as _model({"licence": licence})
	}
}
