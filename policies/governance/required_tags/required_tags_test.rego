package governance.required_tags_test

import data.governance.required_tags as rule

_vault(tags) := {"resource": {"type": "Microsoft.KeyVault/vaults", "name": "kv", "tags": tags}}

_required := [{"key": "CostCentre", "format": "[0-9]{4}"}, {"key": "owner", "format": ".+@example\\.com"}]

_missing(key) := {"message": $"kv has no tag {key} of the required form", "path": ["tags", key]}

_unreadable := {
	"message": "kv cannot be judged: required_tags in facts/governance is no list of keys and formats",
	"path": ["tags"],
}

test_deny_other_value if {
	every value in ["", "12345", "a1234", 1234, null, ["1234"]] {
		rule.deny == {_missing("CostCentre")} with input as _vault({"CostCentre": value, "owner": "risk@example.com"})
			with data.facts.governance.required_tags as _required
	}
}

test_deny_absent if {
	rule.deny == {_missing("CostCentre"), _missing("owner")} with input as {"resource": {"name": "kv"}}
		with data.facts.governance.required_tags as _required
	rule.deny == {_missing("owner")} with input as _vault({"CostCentre": "1234"})
		with data.facts.governance.required_tags as _required
}

test_deny_retyped if {
	every tags in [null, 7, "owner=x", ["CostCentre"], {}] {
		rule.deny == {_missing("CostCentre"), _missing("owner")} with input as _vault(tags)
			with data.facts.governance.required_tags as _required
	}
}

# What is required and cannot be read is not taken for nothing.
test_deny_unreadable_facts if {
	every required in [null, "owner", {"key": "owner", "format": ".*"}, ["owner"], [{"format": ".*"}]] {
		_unreadable in rule.deny with input as _vault({"owner": "x"})
			with data.facts.governance.required_tags as required
		not rule.not_applicable with input as _vault({"owner": "x"})
			with data.facts.governance.required_tags as required
	}
	rule.deny == {_missing("owner"), _unreadable} with input as _vault({"owner": "x"})
		with data.facts.governance.required_tags as [{"key": "owner"}]
}

test_pass_tagged if {
	rule.deny == set() with input as _vault({"costcentre": "1234", "Owner": "risk@example.com", "x": "y"})
		with data.facts.governance.required_tags as _required
	not rule.not_applicable with input as _vault({}) with data.facts.governance.required_tags as _required
}

test_not_applicable_until_listed if rule.not_applicable with input as _vault({})
