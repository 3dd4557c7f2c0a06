package governance.human_oversight_test

import data.governance.human_oversight as rule

_model(properties) := {"resource": {"type": "Model", "name": "scorer", "properties": properties}}

_alone := {
	"message": "scorer is not stated to be overseen by people",
	"path": ["properties", "human_oversight", "required"],
}

_nobody := {
	"message": "scorer names nobody who oversees it",
	"path": ["properties", "human_oversight", "contact"],
}

test_deny_not_required if {
	oversight := {"required": false, "contact": "risk@example.com"}
	rule.deny == {_alone} with input as _model({"risk": "high", "human_oversight": oversight})
}

test_deny_absent if {
	rule.deny == {_alone, _nobody} with input as _model({})
	rule.deny == {_alone, _nobody} with input as _model({"risk": "limited"})
	rule.deny == {_nobody} with input as _model({"human_oversight": {"required": true}})
}

test_deny_retyped if {
	rule.deny == {_alone, _nobody} with input as _model({"risk": ["minimal"], "human_oversight": true})
	rule.deny == {_alone, _nobody} with input as _model({"human_oversight": {"required": "true", "contact": 7}})
}

test_pass_overseen if {
	oversight := {"required": true, "contact": "risk@example.com"}
	rule.deny == set() with input as _model({"risk": "high", "human_oversight": oversight})
	not rule.not_applicable with input as _model({"risk": "high", "human_oversight": oversight})
}

test_not_applicable_to_minimal_risk if {
	rule.not_applicable with input as _model({"risk": "MINIMAL"})
	rule.deny == set() with input as _model({"risk": "minimal"})
}
