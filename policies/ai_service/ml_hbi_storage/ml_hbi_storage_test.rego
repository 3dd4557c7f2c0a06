package ai_service.ml_hbi_storage_test

import data.ai_service.ml_hbi_storage as rule

_resource(properties, tags, account) := {"resource": {
	"type": "Microsoft.MachineLearningServices/workspaces",
	"id": "Microsoft.MachineLearningServices/workspaces/ml-main",
	"name": "ml-main",
	"tags": tags,
	"properties": properties,
	"relations": {"storage_account": account},
}}

_account(value) := {"properties": {"publicNetworkAccess": value}}

_public := {
	"message": "ml-main keeps sensitive data in storage that public networks may reach",
	"path": ["properties", "storageAccount"],
}

_unsaid := {
	"message": "ml-main is for the most sensitive data, without high business impact",
	"path": ["properties", "hbiWorkspace"],
}

test_deny_public_storage if {
	every value in ["Enabled", "SecuredByPerimeter", "", null, true, ["Disabled"]] {
		rule.deny == {_public} with input as _resource({"hbiWorkspace": true}, {}, _account(value))
	}
	every account in [null, {}, [], {"properties": {}}] {
		rule.deny == {_public} with input as _resource({"hbiWorkspace": true}, {}, account)
	}
}

test_deny_values_that_are_no_boolean if {
	every value in ["true", "false", 0, 1, null, [], {}] {
		rule.deny == {_public} with input as _resource({"hbiWorkspace": value}, {}, _account("Enabled"))
	}
}

test_deny_most_sensitive_without_high_impact if {
	every label in ["restricted", "High", "unheard of", null] {
		tags := {"Data_Classification": label}
		rule.deny == {_unsaid} with input as _resource({"hbiWorkspace": false}, tags, _account("Disabled"))
		rule.deny == {_unsaid} with input as _resource({}, tags, _account("Disabled"))
	}
}

test_pass_private_storage if {
	tags := {"data_classification": "restricted"}
	every value in ["Disabled", "disabled"] {
		rule.deny == set() with input as _resource({"hbiWorkspace": true}, tags, _account(value))
	}
}

test_not_applicable_without_high_impact if {
	every tags in [{}, null, {"data_classification": "internal"}, {"owner": "restricted"}] {
		rule.not_applicable with input as _resource({"hbiWorkspace": false}, tags, _account("Enabled"))
		rule.not_applicable with input as _resource({}, tags, _account("Enabled"))
	}
}

test_applicable_otherwise if {
	every value in [true, "false", null, 0] {
		not rule.not_applicable with input as _resource({"hbiWorkspace": value}, {}, _account("Enabled"))
	}
	not rule.not_applicable with input as _resource({}, {"data_classification": "restricted"}, null)
}
