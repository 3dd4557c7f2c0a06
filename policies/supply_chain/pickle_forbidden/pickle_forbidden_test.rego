package supply_chain.pickle_forbidden_test

import data.supply_chain.pickle_forbidden as rule

_model(properties) := {"resource": {"type": "Model", "name": "scorer", "properties": properties}}

_finding := {{
	"message": "scorer is not stated to be in a format that holds no code",
	"path": ["properties", "format"],
}}

test_deny_pickle if {
	every format in ["pickle", "joblib", "pytorch", "Pickle", "keras", "savedmodel", "other"] {
		rule.deny == _finding with input as _model({"risk": "high", "format": format})
	}
}

test_deny_absent if {
	rule.deny == _finding with input as _model({})
	rule.deny == _finding with input as _model({"risk": "high"})
	rule.deny == _finding with input as _model({"format": "pickle"})
}

test_deny_retyped if {
	rule.deny == _finding with input as _model({"risk": "high", "format": ["safetensors"]})
	rule.deny == _finding with input as _model({"risk": ["minimal"], "format": "pickle"})
	rule.deny == _finding with input as _model({"risk": "low", "format": "pickle"})
}

test_pass_safe_format if {
	rule.deny == set() with input as _model({"risk": "HIGH", "format": "SafeTensors"})
	rule.deny == set() with input as _model({"format": "onnx"})
	not rule.not_applicable with input as _model({"risk": "high", "format": "onnx"})
}

test_not_applicable_to_lower_risks if {
	rule.not_applicable with input as _model({"risk": "Minimal", "format": "pickle"})
	rule.deny == set() with input as _model({"risk": "limited", "format": "pickle"})
}
