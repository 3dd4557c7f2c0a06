package governance.region_residency_test

import data.governance.region_residency as rule

_dataset(properties) := {"resource": {"type": "Dataset", "name": "customers", "properties": properties}}

_vault(attributes) := {"resource": object.union(
	{"type": "Microsoft.KeyVault/vaults", "name": "kv-ai", "properties": {}},
	attributes,
)}

_finding(name, path) := {{"message": $"{name} is not stated to be in an allowed region", "path": path}}

test_deny_dataset_elsewhere if {
	rule.deny == _finding("customers", ["properties", "region"]) with input as _dataset({"region": "eastus"})
}

test_deny_vault_elsewhere if {
	rule.deny == _finding("kv-ai", ["location"]) with input as _vault({"location": "East US"})
	rule.deny == _finding("kv-ai", ["location"]) with input as _vault({"location": "global"})
}

test_deny_absent if {
	rule.deny == _finding("customers", ["properties", "region"]) with input as _dataset({})
	rule.deny == _finding("kv-ai", ["location"]) with input as _vault({})
}

test_deny_attribute_of_another_type if {
	rule.deny == _finding("kv-ai", ["location"]) with input as _vault({"properties": {"region": "westeurope"}})
}

test_deny_retyped if {
	every region in [null, 7, ["westeurope"], {"name": "westeurope"}, ""] {
		rule.deny == _finding("customers", ["properties", "region"]) with input as _dataset({"region": region})
	}
}

test_pass_dataset if rule.deny == set() with input as _dataset({"region": "eu-west-1"})

test_pass_vault_in_either_spelling if {
	rule.deny == set() with input as _vault({"location": "West Europe"})
	rule.deny == set() with input as _vault({"type": "microsoft.keyvault/vaults", "location": "westeurope"})
}
