package key_vault.cloud_key_deletion_window_test

import data.key_vault.cloud_key_deletion_window as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_finding(path) := {"message": "main is lost too soon after it was deleted", "path": path}

test_deny_short if {
	window := {_finding(["properties", "deletion_window_in_days"])}
	every days in [7, 29, 0, "30", true, [30], {}] {
		rule.deny == window with input as _resource("aws_kms_key", {"deletion_window_in_days": days})
	}
	scheduled := {_finding(["properties", "destroy_scheduled_duration"])}
	every duration in ["86400s", "30d", "", 2592000, true, ["2592000s"]] {
		key := _resource("google_kms_crypto_key", {"destroy_scheduled_duration": duration})
		rule.deny == scheduled with input as key
	}
}

test_deny_default_too_short_for_the_organisation if {
	expected := {_finding(["properties"])}
	minimum := {"aws": 31, "google": 31}
	rule.deny == expected with input as _resource("aws_kms_key", {}) with data.facts.cloud.key_deletion_days_min as minimum
	rule.deny == expected with input as _resource("aws_kms_key", {}) with data.facts.cloud as {}
}

test_pass_long if {
	rule.deny == set() with input as _resource("aws_kms_key", {"deletion_window_in_days": 30})
	rule.deny == set() with input as _resource("google_kms_crypto_key", {"destroy_scheduled_duration": "2592000s"})
}

test_pass_absent_is_thirty_days if {
	rule.deny == set() with input as _resource("aws_kms_key", {})
	rule.deny == set() with input as _resource("aws_kms_key", {"deletion_window_in_days": null})
	rule.deny == set() with input as _resource("google_kms_crypto_key", {})
}
