package monitoring.malformed_record_test

import data.monitoring.malformed_record as rule

_record(properties) := {"resource": {"type": "MalformedRecord", "name": "app.log#3", "properties": properties}}

_finding(text) := {{"message": $"app.log#3 {text}", "path": ["properties", "reason"]}}

test_deny_by_reason if {
	rule.deny == _finding("holds more than one JSON object") with input as _record({"reason": "two_objects"})
	rule.deny == _finding("was printed by Python and is not JSON") with input as _record({"reason": "python_repr"})
}

test_deny_whatever_the_reason if {
	every properties in [{}, {"reason": "TWO_OBJECTS"}, {"reason": 7}, {"reason": ["blank"]}, "blank"] {
		rule.deny == _finding("is no record") with input as _record(properties)
	}
}

# No MalformedRecord passes, so there is nothing that could.
test_pass_never if count(rule.deny) == 1 with input as {"resource": {}}
