package lib.rbac_test

import data.lib.rbac

_write := "Microsoft.Authorization/roleDefinitions/write"

_values := [null, true, 1, "", [], ["*"], {}, {"a": 1}]

test_covers if {
	every pattern in [
		"*",
		"**",
		"*/write",
		"Microsoft.Authorization/*",
		"Microsoft.Authorization/*/Write",
		"microsoft.authorization/roledefinitions/WRITE",
		"Microsoft.Authorization/role*",
		" * ",
	] {
		rbac.covers(pattern, _write)
	}
}

test_does_not_cover if {
	every pattern in array.concat(_values, [
		"Microsoft.Authorization/*/read",
		"Microsoft.Authorization/roleDefinitions",
		"Microsoft.Authorization/roleDefinitions/write/more",
		"MicrosoftxAuthorization/*",
		"Microsoft.Authorization/role?efinitions/write",
		"Microsoft.Authorization/{roleDefinitions}/write",
		"(",
		`\`,
	]) {
		not rbac.covers(pattern, _write)
	}
	every wanted in [null, true, 1, [], {}] {
		not rbac.covers("*", wanted)
	}
}

test_is_within_group if {
	rbac.is_within_group("/subscriptions/s/resourceGroups/rg")
	rbac.is_within_group("/subscriptions/s/resourcegroups/rg/providers/Microsoft.KeyVault/vaults/kv")
}

test_is_not_within_group if {
	every scope in array.concat(_values, [
		"/",
		"/subscriptions/s",
		"/subscriptions/s/resourceGroups",
		"/subscriptions/s/resourceGroups/",
		"/subscriptions/s/resourceGroups/*",
		"/providers/Microsoft.Management/managementGroups/mg",
		"x/subscriptions/s/resourceGroups/rg",
	]) {
		not rbac.is_within_group(scope)
	}
}

test_is_resource if {
	every scope in [
		"/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv",
		"/subscriptions/s/resourcegroups/rg/providers/Microsoft.KeyVault/vaults/kv/secrets/s",
		"Microsoft.KeyVault/vaults/kv",
		"azurerm_key_vault.main",
		`module.ai["a.b"].azurerm_key_vault.main[0]`,
	] {
		rbac.is_resource(scope)
	}
}

test_is_not_resource if {
	every scope in array.concat(_values, [
		"/",
		"/subscriptions/s",
		"/subscriptions/s/resourceGroups/rg",
		"/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault",
		"/providers/Microsoft.Management/managementGroups/mg",
		"Microsoft.Resources/resourceGroups/rg",
		"Microsoft.Management/managementGroups/mg",
		"azurerm_resource_group.rg",
		"data.azurerm_subscription.current",
		"module.x.azurerm_management_group.mg[0]",
	]) {
		not rbac.is_resource(scope)
	}
}

test_assigned_at if {
	vault := "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv"
	rbac.assigned_at($"{vault}/providers/Microsoft.Authorization/roleAssignments/a") == vault
	rbac.assigned_at("Microsoft.Search/s/x/providers/microsoft.authorization/roleassignments/a") == "Microsoft.Search/s/x"
	rbac.assigned_at("/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/a") == "/subscriptions/s"
	rbac.assigned_at("Microsoft.Authorization/roleAssignments/a") == ""
}

test_assigned_nowhere if {
	every id in ["", "azurerm_role_assignment.a", "xMicrosoft.Authorization/roleAssignments/a"] {
		not rbac.assigned_at(id)
	}
}
