package encryption.ml_workspace_cmk_test

import data.encryption.ml_workspace_cmk as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.MachineLearningServices/workspaces",
	"id": "Microsoft.MachineLearningServices/workspaces/ml-main",
	"name": "ml-main",
	"properties": properties,
}}

_finding := {
	"message": "ml-main does not encrypt with a customer-managed key",
	"path": ["properties", "encryption", "status"],
}

test_deny_absent if {
	every properties in [{}, {"encryption": {}}, {"encryption": {"statuss": "Enabled"}}] {
		rule.deny == {_finding} with input as _resource(properties)
	}
	rule.deny == {_finding} with input as {"resource": {"name": "ml-main"}}
}

test_deny_every_other_value if {
	every value in ["Disabled", "", "xEnabled", true, 0, null, ["Enabled"], {}] {
		rule.deny == {_finding} with input as _resource({"encryption": {"status": value}})
	}
}

test_deny_parent_of_another_type if {
	every value in [null, true, "Enabled", ["Enabled"], [{"status": "Enabled"}]] {
		rule.deny == {_finding} with input as _resource({"encryption": value})
	}
}

test_pass_enabled if {
	every value in ["Enabled", "enabled", "ENABLED"] {
		rule.deny == set() with input as _resource({"encryption": {"status": value}})
	}
}

_kind(kind) := {"resource": object.union(_resource({}).resource, {"kind": kind})}

test_not_applicable_by_kind if {
	every kind in ["Project", "project"] {
		rule.not_applicable with input as _kind(kind)
	}
}

test_applicable_unless_proved if {
	every kind in ["Default", "Hub", "", null, true, ["Project"]] {
		not rule.not_applicable with input as _kind(kind)
	}
	not rule.not_applicable with input as _resource({})
}
