package supply_chain.approved_registry_model_test

import data.supply_chain.approved_registry_model as rule

_account(model) := {"resource": {
	"type": "Microsoft.CognitiveServices/accounts/deployments",
	"name": "chat",
	"properties": {"model": model},
}}

_endpoint(model) := {"resource": {
	"type": "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments",
	"name": "blue",
	"properties": {"model": model},
}}

_publisher := {{"message": "chat does not deploy a model of an approved publisher", "path": ["properties", "model"]}}

_registry := {{
	"message": "blue does not deploy a model from an approved registry or its workspace",
	"path": ["properties", "model"],
}}

_workspace := concat("/", [
	"/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/ws",
	"models/triage/versions/3",
])

test_deny_other_publisher if {
	every publisher in ["DeepSeek", "", "0penAI", 7, ["OpenAI"]] {
		rule.deny == _publisher with input as _account({"publisher": publisher, "format": "OpenAI"})
		rule.deny == _publisher with input as _account({"format": publisher})
	}
}

test_deny_absent if {
	rule.deny == _publisher with input as _account({})
	rule.deny == _publisher with input as _account({"name": "gpt-4.1"})
	rule.deny == _publisher with input as {"resource": {"name": "chat"}}
		with input.resource.type as "microsoft.cognitiveservices/accounts/deployments"
	rule.deny == _registry with input as {"resource": {"name": "blue", "properties": {}}}
		with input.resource.type as "microsoft.machinelearningservices/workspaces/onlineendpoints/deployments"
}

test_deny_other_registry if {
	every asset in [
		"azureml://registries/somebody/models/m/versions/1",
		"azureml://registries/azureml/environments/e/versions/1",
		"azureml://registries/azureml/models/m",
		"https://example.com/azureml://registries/azureml/models/m/versions/1",
		"azureml://datastores/workspaceblobstore/paths/model.pkl",
		"",
	] {
		rule.deny == _registry with input as _endpoint(asset)
		rule.deny == _publisher with input as _account({"publisher": "Somebody", "assetId": asset})
	}
}

test_deny_restricted if {
	rule.deny == _registry with input as _endpoint("azureml://registries/azureml/models/Old/versions/1")
		with data.facts.supply_chain.restricted_assets as ["azureml://registries/azureml/models/old"]
	rule.deny == set() with input as _endpoint("azureml://registries/azureml/models/older/versions/1")
		with data.facts.supply_chain.restricted_assets as ["azureml://registries/azureml/models/old"]
}

test_deny_retyped if {
	every model in [null, 7, ["OpenAI"], true, {}] {
		rule.deny == _registry with input as _endpoint(model)
		rule.deny == _publisher with input as _account(model)
	}
}

test_deny_without_facts if {
	rule.deny == _publisher with input as _account({"format": "OpenAI"}) with data.facts.supply_chain as {}
	rule.deny == _registry with input as _endpoint(_workspace) with data.facts.supply_chain as {}
}

test_pass_publisher if {
	every publisher in ["OpenAI", "microsoft", "Mistral AI"] {
		rule.deny == set() with input as _account({"publisher": publisher, "format": "x"})
		rule.deny == set() with input as _account({"format": publisher})
		rule.deny == set() with input as _account({"format": publisher, "publisher": null})
	}
}

test_pass_source if {
	every asset in [
		"azureml://registries/azureml/models/phi-4/versions/1",
		"AzureML://registries/azureml-meta/models/llama/labels/latest",
		_workspace,
		concat("", ["azureml:", _workspace]),
		"azureml:triage:3",
	] {
		rule.deny == set() with input as _endpoint(asset)
	}
	rule.deny == set() with input as _account({
		"publisher": "Somebody",
		"assetId": "azureml://registries/azureml/models/m/versions/1",
	})
}
