package monitoring.audit_refused_access_test

import data.monitoring.audit_refused_access as rule

_record(properties) := {"resource": {"type": "AuditRecord", "name": "audit.jsonl#3", "properties": properties}}

_finding := {
	"message": "audit.jsonl#3 records access that was refused, or does not say how it ended",
	"path": ["properties", "result"],
}

test_deny_refused if {
	every code in [401, 403, "403"] {
		rule.deny == {_finding} with input as _record({"result": "Failure", "status_code": code})
	}
}

test_deny_absent if {
	rule.deny == {_finding} with input as _record({"status_code": 403})
	rule.deny == {_finding} with input as _record({"result": "Failure"})
	rule.deny == {_finding} with input as _record({})
}

test_deny_retyped if {
	every result in ["", null, 200, ["Success"]] {
		rule.deny == {_finding} with input as _record({"result": result})
	}
	every code in [null, {}, [404], true, "forbidden"] {
		rule.deny == {_finding} with input as _record({"result": "Failure", "status_code": code})
	}
	every challenge in ["true", 1, false] {
		rule.deny == {_finding} with input as _record({"status_code": 401, "challenge": challenge})
	}
}

test_pass_answered if {
	rule.deny == set() with input as _record({"result": "Success", "status_code": 200})
	rule.deny == set() with input as _record({"result": "success"})
}

test_pass_challenge if {
	rule.deny == set() with input as _record({"result": "Failure", "status_code": 401, "challenge": true})
}

test_pass_failed_otherwise if {
	every code in [404, "409", 429] {
		rule.deny == set() with input as _record({"result": "Failure", "status_code": code})
	}
}

test_not_applicable if {
	rule.not_applicable with input as _record({"service": "activity"})
	not rule.not_applicable with input as _record({"service": "key_vault"})
}
