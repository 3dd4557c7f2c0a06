package monitoring.low_confidence_warning_test

import data.monitoring.low_confidence_warning as rule

_record(properties) := {"resource": {"type": "PredictionRecord", "name": "app.log#3", "properties": properties}}

_quiet := {
	"message": "app.log#3 is a prediction of low confidence that is not logged as a warning",
	"path": ["properties", "level"],
}

_unmeasured := {
	"message": "app.log#3 is a prediction without a confidence from 0 to 1",
	"path": ["properties", "confidence"],
}

test_deny_low_confidence_as_information if {
	every level in ["INFO", "info", "DEBUG", "Notice", "loud", ""] {
		rule.deny == {_quiet} with input as _record({"confidence": 0.69, "level": level})
	}
}

test_deny_absent if {
	rule.deny == {_quiet} with input as _record({"confidence": 0.1})
	rule.deny == {_unmeasured} with input as _record({"level": "WARNING"})
	rule.deny == {_unmeasured} with input as _record({})
}

test_deny_retyped if {
	every confidence in ["0.9", null, true, [0.9], -0.1, 1.5, 97] {
		rule.deny == {_unmeasured} with input as _record({"confidence": confidence, "level": "ERROR"})
	}
	every level in [30, null, ["WARNING"]] {
		rule.deny == {_quiet} with input as _record({"confidence": 0.5, "level": level})
	}
}

test_deny_without_a_floor if {
	rule.deny == {_quiet} with input as _record({"confidence": 0.9, "level": "INFO"})
		with data.facts.monitoring.confidence_floor as null
}

test_pass_at_the_floor if {
	rule.deny == set() with input as _record({"confidence": 0.7, "level": "INFO"})
	rule.deny == set() with input as _record({"confidence": 1})
}

test_pass_warned if {
	every level in ["WARNING", "warn", "Error", "CRITICAL", "fatal"] {
		rule.deny == set() with input as _record({"confidence": 0, "level": level})
	}
}
