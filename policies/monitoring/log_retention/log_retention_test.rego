package monitoring.log_retention_test

import data.monitoring.log_retention as rule

_stream(properties) := {"resource": {"type": "LogStream", "name": "predictions", "properties": properties}}

_short := {
	"message": "predictions is not stated to be kept for long enough",
	"path": ["properties", "retention_days"],
}

_changeable := {
	"message": "predictions is not stated to be safe from changes",
	"path": ["properties", "immutable"],
}

test_deny_short if {
	rule.deny == {_short} with input as _stream({"kind_of": "prediction", "retention_days": 182, "immutable": true})
	rule.deny == {_short} with input as _stream({"kind_of": "access", "retention_days": 364, "immutable": true})
}

test_deny_absent if {
	rule.deny == {_short, _changeable} with input as _stream({})
	rule.deny == {_short} with input as _stream({"kind_of": "prediction", "immutable": true})
	rule.deny == {_short} with input as _stream({"retention_days": 3650, "immutable": true})
	rule.deny == {_changeable} with input as _stream({"kind_of": "prediction", "retention_days": 365})
}

test_deny_retyped if {
	rule.deny == {_short, _changeable} with input as _stream({
		"kind_of": "prediction",
		"retention_days": "365",
		"immutable": "true",
	})
	rule.deny == {_short} with input as _stream({"kind_of": "metrics", "retention_days": 365, "immutable": true})
}

test_pass_kept if {
	rule.deny == set() with input as _stream({"kind_of": "Prediction", "retention_days": 183, "immutable": true})
	not rule.not_applicable with input as _stream({"kind_of": "prediction", "retention_days": 183})
}

test_not_applicable_to_logs_as_read if {
	rule.not_applicable with input as _stream({"records": 3, "malformed": 0})
	rule.deny == set() with input as _stream({"records": 3, "malformed": 0})
}
