package governance.owner_test

import data.governance.owner as rule

_no_owner := {"message": "customers has no owner", "path": ["properties", "owner"]}

_no_steward := {"message": "customers has no steward", "path": ["properties", "steward"]}

_resource(type, properties) := {"resource": {"type": type, "name": "customers", "properties": properties}}

test_deny_placeholder if {
	rule.deny == {_no_owner} with input as _resource("Dataset", {"owner": "TBD", "steward": "sam@example.com"})
}

test_deny_absent if rule.deny == {_no_owner, _no_steward} with input as _resource("Dataset", {})

test_deny_retyped if {
	rule.deny == {_no_owner, _no_steward} with input as _resource("dataset", {"owner": 7, "steward": ["sam"]})
}

test_deny_model_without_owner if rule.deny == {_no_owner} with input as _resource("Model", {"Owner": "risk"})

test_pass_dataset if {
	rule.deny == set() with input as _resource("Dataset", {"owner": "risk", "steward": "sam@example.com"})
}

test_pass_others_need_no_steward if {
	every type in ["Model", "pipeline", "LogStream"] {
		rule.deny == set() with input as _resource(type, {"owner": "risk"})
	}
}

test_not_applicable_to_logs_as_read if {
	rule.not_applicable with input as _resource("LogStream", {"uri": "app.log", "records": 3, "malformed": 0})
	rule.deny == set() with input as _resource("LogStream", {"uri": "app.log", "records": 3, "malformed": 0})
	rule.deny == {_no_owner} with input as _resource("Model", {"records": 3, "malformed": 0})
}
