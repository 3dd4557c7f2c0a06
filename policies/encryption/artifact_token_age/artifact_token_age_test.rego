package encryption.artifact_token_age_test

import data.encryption.artifact_token_age as rule

_file(encryption) := {
	"resource": {"type": "Artifact", "name": "scorer.enc", "properties": {"encryption": encryption, "inspected": "none"}},
	"run": {"now": "2026-11-24T02:00:00Z"},
}

_created(at) := _file({"looks": "fernet", "created": at})

_finding := {
	"message": "scorer.enc was not encrypted within the last 365 days",
	"path": ["properties", "encryption", "created"],
}

test_deny_old if {
	rule.deny == {_finding} with input as _created("2025-11-24T01:59:59Z")
	rule.deny == {_finding} with input as _created("1970-01-01T00:00:00Z")
}

test_deny_time_to_come if rule.deny == {_finding} with input as _created("2026-11-24T02:00:01Z")

test_deny_absent if {
	rule.deny == {_finding} with input as _file({"looks": "fernet"})
	rule.deny == {_finding} with input as _file({})
	rule.deny == {_finding} with input as {"resource": {"name": "scorer.enc"}, "run": {"now": "2026-11-24T02:00:00Z"}}
}

test_deny_retyped if {
	every value in [null, true, 1795485600, "", "yesterday", ["2026-11-24T02:00:00Z"]] {
		rule.deny == {_finding} with input as _created(value)
	}
}

test_deny_without_facts if {
	expected := {{
		"message": "scorer.enc was not encrypted within the last 0 days",
		"path": ["properties", "encryption", "created"],
	}}
	rule.deny == expected with input as _created("2026-11-23T00:00:00Z") with data.facts.encryption as {}
}

test_pass_fresh if {
	rule.deny == set() with input as _created("2025-11-24T02:00:00Z")
	rule.deny == set() with input as _created("2026-11-24T02:00:00Z")
}

test_not_applicable if {
	rule.not_applicable with input as _file({"looks": "age"})
	rule.not_applicable with input as {"resource": {"properties": {"inspected": "full"}}}
	not rule.not_applicable with input as _created("2026-11-24T02:00:00Z")
	not rule.not_applicable with input as _file({})
	not rule.not_applicable with input as {"resource": {"properties": {}}}
}
