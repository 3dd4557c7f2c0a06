package governance.access_grants_test

import data.governance.access_grants as rule

_grant := {
	"principal": "alice@example.com",
	"role": "Data-Scientist",
	"purpose": "fraud detection",
	"expires": "2027-01-31",
}

_orders := {"classification": "confidential", "purposes": [7, "Fraud detection"], "access": [_grant]}

_input(properties) := {
	"resource": {"type": "Dataset", "name": "orders", "properties": properties},
	"run": {"now": "2026-11-24T02:00:00Z", "command": "check"},
}

_granting(change) := _input(object.union(_orders, {"access": [object.union(_grant, change)]}))

_finding(attribute, reason) := {
	"message": $"orders gives access that {reason}",
	"path": ["properties", "access", 0, attribute],
}

_nobody := _finding("principal", "names nobody")

_above := _finding("role", "is above the clearance of the role")

_foreign := _finding("purpose", "is not for a purpose of the dataset")

_ended := _finding("expires", "has ended or has no end")

_unlisted := {"message": "orders does not list who has access", "path": ["properties", "access"]}

test_deny_above_the_clearance if {
	rule.deny == {_above} with input as _input(object.union(_orders, {"classification": "restricted"}))
	rule.deny == {_above} with input as _input(object.remove(_orders, ["classification"]))
	rule.deny == {_above} with input as _granting({"role": "emperor"})
}

test_deny_ended if {
	every end in ["2026-11-23", "never", "soon", 20271231, null] {
		rule.deny == {_ended} with input as _granting({"expires": end})
	}
}

test_deny_other_purpose if {
	rule.deny == {_foreign} with input as _granting({"purpose": "marketing"})
	rule.deny == {_foreign} with input as _input(object.remove(_orders, ["purposes"]))
}

test_deny_absent if {
	rule.deny == {_unlisted} with input as _input({})
	rule.deny == {_nobody, _above, _foreign, _ended} with input as _input(object.union(_orders, {"access": [{}]}))
}

test_deny_retyped if {
	rule.deny == {_unlisted} with input as _input({"access": "everybody"})
	rule.deny == {_nobody, _above, _foreign, _ended} with input as _input(object.union(_orders, {"access": ["alice"]}))
	rule.deny == {_nobody} with input as _granting({"principal": ["alice@example.com"]})
	rule.deny == {_above} with input as _granting({"role": 7})
	rule.deny == {_foreign} with input as _granting({"purpose": 7})
}

test_deny_without_a_clock if rule.deny == {_ended} with input as {"resource": _input(_orders).resource}

test_pass_cleared if rule.deny == set() with input as _input(_orders)

test_pass_nobody if rule.deny == set() with input as _input({"access": []})
