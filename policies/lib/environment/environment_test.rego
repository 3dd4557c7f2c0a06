package lib.environment_test

import data.lib.environment

_fernet := concat("", ["c2VjcmV0LXNlY3JldC1zZWNyZXQt", "c2VjcmV0LXNlY3I="])

_kubernetes(name) := {"valueFrom": {"secretKeyRef": {"name": name, "key": "k"}}}

test_safe if {
	every variable in [
		{"name": "LOG_LEVEL", "value": "info"},
		{"name": "MONKEY", "value": "chimp"},
		{"name": "PUBLIC_KEY", "value": "ssh-ed25519"},
		{"name": "KEY_VAULT_URI", "value": "https://kv-ai.vault.azure.net"},
		{"name": "API_KEY", "secret_ref": "kv-ai/api-key"},
		{"name": "API_KEY", "value": null, "secret_ref": "kv-ai/api-key"},
		object.union({"name": "API_KEY"}, _kubernetes("scorer")),
		{"name": "HOST"},
	] {
		environment.safe(variable)
	}
}

test_named_as_a_secret if {
	every name in [
		"API_KEY", "apikey", "KEY", "OPENAI_API_KEY", "GITHUB_TOKEN", "db-password", "CLIENT_SECRET",
		"AZURE_STORAGE_CONNECTION_STRING", "tokens",
	] {
		every rest in [
			{"value": "x"}, {"value": "", "secret_ref": "kv-ai/x"}, {}, {"secret_ref": " "}, {"secret_ref": 7},
			{"valueFrom": "scorer"}, {"valueFrom": {"configMapKeyRef": {"name": "x"}}}, _kubernetes(""),
			object.union({"value": "x"}, _kubernetes("scorer")),
		] {
			not environment.safe(object.union({"name": name}, rest))
		}
	}
}

test_looks_like_a_secret if {
	every value in [
		_fernet,
		"-----BEGIN RSA PRIVATE KEY-----\nMIIE",
		"DefaultEndpointsProtocol=https;AccountKey=abc",
		"https://st.blob.core.windows.net/c?sp=r&sig=abc",
		"eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.",
	] {
		not environment.safe({"name": "SETTING", "value": value})
	}
}

test_retyped if {
	every variable in [
		{}, {"value": "info"}, {"name": 7, "value": "info"}, {"name": "LOG_LEVEL", "value": 7},
		{"name": "LOG_LEVEL", "value": ["info"]}, {"name": 7}, {"name": "", "value": "info"}, "LOG_LEVEL=info", null, [],
	] {
		not environment.safe(variable)
	}
}

test_without_patterns_nothing_is_safe if {
	every pattern in ["secret_name", "secret_value"] {
		facts := object.remove(data.facts.supply_chain, [pattern])
		not environment.safe({"name": "HOST", "value": "x"}) with data.facts.supply_chain as facts
	}
}

test_without_exceptions_every_key_is_secret if {
	not environment.safe({"name": "PUBLIC_KEY", "value": "x"}) with data.facts.supply_chain.secret_name_exceptions as []
}

test_readable if {
	environment.readable(null)
	environment.readable([])
	not environment.readable({})
	not environment.readable("LOG_LEVEL=info")
}
