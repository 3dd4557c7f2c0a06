package ai_service.customer_owned_storage_test

import data.ai_service.customer_owned_storage as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.CognitiveServices/accounts",
	"id": "Microsoft.CognitiveServices/accounts/speech",
	"name": "speech",
	"kind": "SpeechServices",
	"properties": properties,
}}

_finding := {
	"message": "speech keeps data in storage that is not the organisation's",
	"path": ["properties", "userOwnedStorage"],
}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as _resource({"capabilities": [{"name": "CustomerManagedStorage"}]})
}

test_deny_every_other_value if {
	every value in [
		[], null, true, "x", {}, [{}], [null], [{"resourceId": ""}], [{"resourceId": ["x"]}], ["x"],
		[{"identityClientId": "x"}],
	] {
		rule.deny == {_finding} with input as _resource({"userOwnedStorage": value})
	}
}

test_pass_own_storage if {
	storage := [{"resourceId": "azurerm_storage_account.speech"}]
	rule.deny == set() with input as _resource({"userOwnedStorage": storage})
}

_kind(kind, properties) := {"resource": object.union(_resource(properties).resource, {"kind": kind})}

test_not_applicable_without_the_capability if {
	capabilities := [{"name": "VirtualNetworks"}, {"name": "CustomerManagedKey"}]
	rule.not_applicable with input as _resource({"capabilities": capabilities})
}

test_not_applicable_by_kind if {
	every kind in ["OpenAI", "openai", "ComputerVision"] {
		rule.not_applicable with input as _kind(kind, {})
	}
}

test_applicable_by_capability_whatever_the_kind if {
	capabilities := [{"name": "VirtualNetworks"}, {"name": "customermanagedstorage"}]
	not rule.not_applicable with input as _kind("OpenAI", {"capabilities": capabilities})
}

test_applicable_unless_proved if {
	every kind in ["TextAnalytics", "AIServices", "", null, true, ["OpenAI"]] {
		not rule.not_applicable with input as _kind(kind, {})
	}
	every value in [[], null, true, "", {}, [{}], [{"name": null}], [{"name": " CustomerManagedStorage"}], ["x"]] {
		not rule.not_applicable with input as _kind("OpenAI", {"capabilities": value})
	}
	not rule.not_applicable with input as _resource({})
}
