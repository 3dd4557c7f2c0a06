package governance.evaluation_approved_test

import data.governance.evaluation_approved as rule

_good := {
	"owner": "bob@example.com",
	"evaluation": {"date": "2026-06-01", "metrics": {"auc": 0.91}, "approved_by": "erin@example.com"},
}

_input(properties) := {
	"resource": {"type": "Model", "name": "scorer", "properties": properties},
	"run": {"now": "2026-11-24T02:00:00Z", "command": "check"},
}

_with(evaluation) := _input(object.union(_good, {"evaluation": evaluation}))

_old := {"message": "scorer has no recent evaluation", "path": ["properties", "evaluation", "date"]}

_unmeasured := {"message": "scorer has no measured metrics", "path": ["properties", "evaluation", "metrics"]}

_unapproved := {
	"message": "scorer is approved by nobody but its owner",
	"path": ["properties", "evaluation", "approved_by"],
}

test_deny_old_or_future if {
	every date in ["2025-11-23", "2026-11-25", "last week", 20260601, null] {
		rule.deny == {_old} with input as _with({"date": date})
	}
}

test_deny_own_approval if {
	every who in ["bob@example.com", "BOB@example.com", "tbd", "", null, ["erin@example.com"]] {
		rule.deny == {_unapproved} with input as _with({"approved_by": who})
	}
}

test_deny_absent if {
	rule.deny == {_old, _unmeasured, _unapproved} with input as _input({})
	rule.deny == {_unapproved} with input as _input(object.remove(_good, ["owner"]))
}

test_deny_retyped if {
	every metrics in ["good", ["good"], [0.91], null] {
		rule.deny == {_unmeasured} with input as _with({"metrics": metrics})
	}
	rule.deny == {_old, _unmeasured, _unapproved} with input as _with("done")
	unmeasured := {"date": "2026-06-01", "metrics": {"auc": "good"}, "approved_by": "erin@example.com"}
	rule.deny == {_unmeasured} with input as _input({"owner": "bob@example.com", "evaluation": unmeasured})
}

test_deny_without_a_clock if rule.deny == {_old} with input as {"resource": _input(_good).resource}

test_pass_evaluated if rule.deny == set() with input as _input(_good)
