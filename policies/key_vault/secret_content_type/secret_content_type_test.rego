package key_vault.secret_content_type_test

import data.key_vault.secret_content_type as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.KeyVault/vaults/secrets",
	"id": "Microsoft.KeyVault/vaults/kv-ai/secrets/ai-api-key",
	"name": "ai-api-key",
	"properties": properties,
}}

_finding := {"message": "ai-api-key has no content type", "path": ["properties", "contentType"]}

test_deny_absent if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as _resource({"content_type": "token"})
	rule.deny == {_finding} with input as {"resource": {"name": "ai-api-key"}}
}

test_deny_blank if {
	every value in ["", " ", "\t\n"] {
		rule.deny == {_finding} with input as _resource({"contentType": value})
	}
}

test_deny_every_other_value if {
	every value in [null, true, false, 1, ["token"], {"type": "token"}] {
		rule.deny == {_finding} with input as _resource({"contentType": value})
	}
}

test_pass_described if {
	every value in ["x", "application/vnd.api-key", "text/plain"] {
		rule.deny == set() with input as _resource({"contentType": value})
	}
}
