package rbac.workload_no_contributor_or_owner_test

import data.rbac.workload_no_contributor_or_owner as rule

_resource(extra) := {"resource": object.union(
	{
		"type": "Microsoft.Authorization/roleAssignments",
		"id": "azurerm_role_assignment.deploy",
		"name": "deploy",
		"properties": {},
	},
	extra,
)}

_assignment(properties) := _resource({"properties": properties})

_role(guid) := $"/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/{guid}"

_owner := _role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635")

_reader := _role("acdd72a7-3385-48ef-bd42-f606fba81ae7")

_message := "deploy may make a workload owner or contributor"

_finding := {"message": _message, "path": ["properties", "roleDefinitionId"]}

_named_finding := {"message": _message, "path": ["properties", "roleDefinitionName"]}

test_deny_owner_and_contributor if {
	every role in [
		_owner,
		upper(_owner),
		_role("b24988ac-6180-42a0-ab88-20f7382dd24c"),
		"b24988ac-6180-42a0-ab88-20f7382dd24c",
	] {
		properties := {"roleDefinitionId": role, "principalType": "ServicePrincipal"}
		rule.deny == {_finding} with input as _assignment(properties)
	}
}

test_deny_role_not_known if {
	rule.deny == {_finding} with input as _assignment({})
	every role in ["", "Reader", "azurerm_role_definition.x", null, true, 1, [_reader], {"id": _reader}] {
		rule.deny == {_finding} with input as _assignment({"roleDefinitionId": role})
	}
}

test_deny_owner_by_name if {
	every name in ["Owner", "owner", " Contributor "] {
		rule.deny == {_named_finding} with input as _assignment({"roleDefinitionName": name})
	}
}

test_deny_name_that_does_not_count if {
	every name in ["", " ", null, true, 1, ["Reader"]] {
		rule.deny == {_finding} with input as _assignment({"roleDefinitionName": name})
	}
	rule.deny == {_finding} with input as _resource({
		"api_version": "2022-04-01",
		"properties": {"roleDefinitionName": "Reader", "roleDefinitionId": _owner},
	})
}

test_deny_harmless_name_of_privileged_role if {
	rule.deny == {_named_finding} with input as _assignment({"roleDefinitionName": "Reader", "roleDefinitionId": _owner})
}

test_deny_scope_that_holds_resources if {
	every scope in ["/", "/subscriptions/s", "/subscriptions/s/resourceGroups/rg", "azurerm_resource_group.rg", null, 1] {
		rule.deny == {_finding} with input as _resource({
			"scope": scope,
			"properties": {"roleDefinitionId": _owner},
		})
	}
}

test_deny_scope_that_the_id_states if {
	every id in [
		"Microsoft.Authorization/roleAssignments/deploy",
		"/subscriptions/s/resourceGroups/rg/providers/Microsoft.Authorization/roleAssignments/deploy",
	] {
		rule.deny == {_finding} with input as _resource({
			"id": id,
			"scope": "Microsoft.KeyVault/vaults/kv",
			"properties": {"roleDefinitionId": _owner},
		})
	}
}

test_deny_principal_not_proved_to_be_people if {
	every type in ["ServicePrincipal", "serviceprincipal", "MSI", "Unknown", "", null, true, ["User"]] {
		properties := {"roleDefinitionId": _owner, "principalType": type}
		rule.deny == {_finding} with input as _assignment(properties)
	}
}

test_deny_definition_not_proved_custom if {
	every type in ["BuiltInRole", "", null, true, ["CustomRole"]] {
		rule.deny == {_finding} with input as _resource({"relations": {"role_definition": {"properties": {"type": type}}}})
	}
}

test_deny_without_facts if {
	properties := {"roleDefinitionId": _reader, "roleDefinitionName": "Reader", "principalType": "User"}
	rule.deny == {_finding} with input as _assignment(properties) with data.facts.rbac as {}
}

test_pass_other_role if {
	rule.deny == set() with input as _assignment({"roleDefinitionId": _reader})
	rule.deny == set() with input as _assignment({"roleDefinitionId": "acdd72a7-3385-48ef-bd42-f606fba81ae7"})
	rule.deny == set() with input as _assignment({"roleDefinitionName": "Key Vault Secrets User"})
}

test_pass_custom_role if {
	rule.deny == set() with input as _resource({
		"properties": {"roleDefinitionId": "azurerm_role_definition.x"},
		"relations": {"role_definition": {"properties": {"type": "CustomRole"}}},
	})
}

test_pass_single_resource if {
	every scope in ["azurerm_key_vault.main", "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Search/x/y"] {
		rule.deny == set() with input as _resource({
			"scope": scope,
			"properties": {"roleDefinitionId": _owner},
		})
	}
}

test_pass_single_resource_that_the_id_states if {
	rule.deny == set() with input as _resource({
		"id": "Microsoft.KeyVault/vaults/kv/providers/Microsoft.Authorization/roleAssignments/deploy",
		"properties": {"roleDefinitionId": _owner},
	})
}

test_pass_people if {
	every type in ["User", "user", "Group", "ForeignGroup"] {
		properties := {"roleDefinitionId": _owner, "principalType": type}
		rule.deny == set() with input as _assignment(properties)
	}
}
