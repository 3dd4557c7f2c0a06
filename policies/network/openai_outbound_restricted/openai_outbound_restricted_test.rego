package network.openai_outbound_restricted_test

import data.network.openai_outbound_restricted as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.CognitiveServices/accounts",
	"id": "Microsoft.CognitiveServices/accounts/ai-main",
	"name": "ai-main",
	"properties": properties,
}}

_open := {"message": "ai-main may connect to every host", "path": ["properties", "restrictOutboundNetworkAccess"]}

_unlisted := {
	"message": "ai-main does not list the hosts it may connect to",
	"path": ["properties", "allowedFqdnList"],
}

test_deny_absent if {
	rule.deny == {_open, _unlisted} with input as _resource({})
	rule.deny == {_open} with input as _resource({"allowedFqdnList": ["files.example.com"]})
	rule.deny == {_unlisted} with input as _resource({"restrictOutboundNetworkAccess": true})
}

test_deny_every_other_value if {
	every value in [false, "true", 0, 1, null, [true], {}] {
		rule.deny == {_open, _unlisted} with input as _resource({
			"restrictOutboundNetworkAccess": value,
			"allowedFqdnList": {"0": "files.example.com"},
		})
	}
	every value in [[], "files.example.com", null, true, {}] {
		properties := {"restrictOutboundNetworkAccess": true, "allowedFqdnList": value}
		rule.deny == {_unlisted} with input as _resource(properties)
	}
}

test_pass_restricted_and_listed if {
	properties := {"restrictOutboundNetworkAccess": true, "allowedFqdnList": ["files.example.com"]}
	rule.deny == set() with input as _resource(properties)
}

_kind(kind) := {"resource": object.union(_resource({}).resource, {"kind": kind})}

test_not_applicable_by_kind if {
	every kind in ["SpeechServices", "speechservices", "FormRecognizer"] {
		rule.not_applicable with input as _kind(kind)
	}
}

test_applicable_unless_proved if {
	every kind in ["OpenAI", "openai", "AIServices", "", null, true, ["Face"]] {
		not rule.not_applicable with input as _kind(kind)
	}
	not rule.not_applicable with input as _resource({})
	not rule.not_applicable with input as _kind("Face") with data.facts.network as {}
}
