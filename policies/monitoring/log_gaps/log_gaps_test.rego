package monitoring.log_gaps_test

import data.monitoring.log_gaps as rule

_read := {"kind_of": "prediction", "uri": "app.log", "records": 3, "malformed": 0, "max_gap_seconds": 86400}

_stream(properties) := {"resource": {"type": "LogStream", "name": "app.log", "properties": properties}}

_gap := {
	"message": "app.log has a longer gap than logs of this kind may have",
	"path": ["properties", "max_gap_seconds"],
}

_empty := {"message": "app.log holds no records", "path": ["properties", "records"]}

test_deny_gap if {
	rule.deny == {_gap} with input as _stream(object.union(_read, {"max_gap_seconds": 86400.5}))
}

test_deny_empty if rule.deny == {_empty} with input as _stream(object.union(_read, {"records": 0}))

test_deny_absent if {
	rule.deny == {_empty} with input as _stream({})
	rule.deny == {_empty} with input as _stream(object.remove(_read, ["records"]))
	rule.deny == {_gap} with input as _stream(object.remove(_read, ["max_gap_seconds"]))
	rule.deny == {_gap} with input as _stream(object.remove(_read, ["kind_of"]))
}

test_deny_retyped if {
	rule.deny == {_empty} with input as _stream(object.union(_read, {"records": "3"}))
	rule.deny == {_gap} with input as _stream(object.union(_read, {"max_gap_seconds": "60"}))
	rule.deny == {_gap} with input as _stream(object.union(_read, {"kind_of": ["prediction"]}))
	rule.deny == {_gap} with input as _stream(object.union(_read, {"kind_of": "metrics"}))
}

test_pass_steady if {
	rule.deny == set() with input as _stream(_read)
	rule.deny == set() with input as _stream(object.union(_read, {"kind_of": "Access", "max_gap_seconds": 604800}))
}

test_not_applicable_to_descriptors if {
	rule.not_applicable with input as _stream({"kind_of": "prediction", "owner": "risk"})
	rule.deny == set() with input as _stream({"kind_of": "prediction", "owner": "risk"})
}
