package monitoring.log_time_zone_test

import data.monitoring.log_time_zone as rule

_stream(properties) := {"resource": {"type": "LogStream", "name": "app.log", "properties": properties}}

_unzoned := {"message": "app.log has times without a zone", "path": ["properties", "has_time_zone"]}

_unstated := {
	"message": "app.log does not say in which time zone it is",
	"path": ["properties", "time_zone"],
}

test_deny_times_without_zone if {
	rule.deny == {_unzoned} with input as _stream({"records": 3, "malformed": 0, "has_time_zone": false})
}

test_deny_absent if {
	rule.deny == {_unzoned} with input as _stream({})
	rule.deny == {_unzoned} with input as _stream({"records": 3, "malformed": 0})
	rule.deny == {_unstated} with input as _stream({"owner": "risk"})
}

test_deny_retyped if {
	rule.deny == {_unzoned} with input as _stream({"records": 3, "malformed": 0, "has_time_zone": "true"})
	rule.deny == {_unstated} with input as _stream({"owner": "risk", "time_zone": 1})
}

test_pass_zone if {
	rule.deny == set() with input as _stream({"records": 3, "malformed": 0, "has_time_zone": true})
	rule.deny == set() with input as _stream({"owner": "risk", "time_zone": "Europe/Berlin"})
}
