package monitoring.prediction_log_fields_test

import data.monitoring.prediction_log_fields as rule

_complete := {
	"timestamp": "2026-11-23T02:00:00Z",
	"input": {"amount": 12},
	"prediction": false,
	"confidence": 0,
	"user_id": "u-7",
}

_record(properties) := {"resource": {"type": "PredictionRecord", "name": "app.log#3", "properties": properties}}

_missing(field) := {"message": $"app.log#3 is a prediction without {field}", "path": ["properties", field]}

test_deny_absent if {
	rule.deny == {_missing(field) | some field, _ in _complete} with input as _record({})
	every field, _ in _complete {
		rule.deny == {_missing(field)} with input as _record(object.remove(_complete, [field]))
	}
}

test_deny_empty if {
	every value in [null, "", " \t", [], {}] {
		rule.deny == {_missing("input")} with input as _record(object.union(
			object.remove(_complete, ["input"]),
			{"input": value},
		))
	}
}

test_deny_misspelt if {
	record := object.union(object.remove(_complete, ["user_id"]), {"userid": "u-7"})
	rule.deny == {_missing("user_id")} with input as _record(record)
	rule.deny == {_missing("user_id")} with input as _record(object.union(
		object.remove(_complete, ["user_id"]),
		{"USER_ID": "u-7"},
	))
}

test_deny_another_required_field if {
	rule.deny == {_missing("model_version")} with input as _record(_complete)
		with data.facts.monitoring.required_fields as ["input", "model_version"]
}

test_pass_complete if {
	rule.deny == set() with input as _record(_complete)
	rule.deny == set() with input as _record(object.union(_complete, {"input": ["a"], "user_id": 7}))
}
