package monitoring.log_stream_fields_test

import data.monitoring.log_stream_fields as rule

_fields := ["timestamp", "input", "prediction", "confidence", "user_id"]

_stream(properties) := {"resource": {"type": "LogStream", "name": "predictions", "properties": properties}}

_missing(field) := {
	"message": $"predictions does not ask for {field} in its records",
	"path": ["properties", "required_fields"],
}

_all contains _missing(field) if some field in _fields

test_deny_missing if {
	rule.deny == {_missing("user_id")} with input as _stream({
		"kind_of": "Prediction",
		"required_fields": array.slice(_fields, 0, 4),
	})
}

test_deny_absent if {
	rule.deny == _all with input as _stream({})
	rule.deny == _all with input as _stream({"kind_of": "prediction"})
	rule.deny == set() with input as _stream({"required_fields": _fields})
}

test_deny_retyped if {
	every value in ["timestamp", {"a": "timestamp", "b": "input"}, 7, null, [["timestamp"]]] {
		rule.deny == _all with input as _stream({"kind_of": ["access"], "required_fields": value})
	}
}

test_pass_all if {
	rule.deny == set() with input as _stream({
		"kind_of": "prediction",
		"required_fields": array.concat(_fields, ["model_version"]),
	})
	not rule.not_applicable with input as _stream({"kind_of": "prediction", "required_fields": _fields})
}

test_not_applicable_to_others if {
	every properties in [{"kind_of": "Access"}, {"kind_of": "audit"}, {"records": 3, "malformed": 0}] {
		rule.not_applicable with input as _stream(properties)
		rule.deny == set() with input as _stream(properties)
	}
}
