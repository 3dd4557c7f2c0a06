package supply_chain.artifact_inspected_test

import data.supply_chain.artifact_inspected as rule

_file(properties) := {"resource": {"type": "Artifact", "name": "model.bin", "properties": properties}}

_partly := {"message": "model.bin could not be inspected in full", "path": ["properties", "inspected"]}

_unreadable := {"message": "model.bin has problems that cannot be read", "path": ["properties", "problems"]}

_truncated := {
	"message": "model.bin is not as files of its kind are: the file ends early",
	"path": ["properties", "problems", 0],
}

test_deny_partly if {
	every inspected in ["part", "none", "", null, true, "FULL"] {
		rule.deny == {_partly} with input as _file({"inspected": inspected, "problems": []})
	}
}

test_deny_problems if {
	rule.deny == {_truncated} with input as _file({
		"inspected": "full",
		"problems": [{"kind": "truncated", "detail": "the file ends early"}],
	})
}

test_deny_absent if {
	rule.deny == {_partly} with input as _file({"problems": []})
	rule.deny == {_unreadable} with input as _file({"inspected": "full"})
	rule.deny == {_partly, _unreadable} with input as _file({})
}

test_deny_retyped if {
	every problems in [null, {}, "", [7], [{"kind": "limit"}]] {
		rule.deny == {_unreadable} with input as _file({"inspected": "full", "problems": problems})
	}
}

test_pass_whole if {
	rule.deny == set() with input as _file({"inspected": "full", "problems": []})
}

test_not_applicable if {
	rule.not_applicable with input as _file({
		"encryption": {"looks": "age"},
		"inspected": "none",
		"problems": [],
	})
	not rule.not_applicable with input as _file({"inspected": "none", "problems": []})
	not rule.not_applicable with input as _file({"encryption": {"looks": "age"}, "inspected": "part", "problems": []})
	not rule.not_applicable with input as _file({"encryption": {"looks": "age"}, "inspected": "none"})
}
