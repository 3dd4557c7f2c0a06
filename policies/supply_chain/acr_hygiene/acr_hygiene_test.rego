package supply_chain.acr_hygiene_test

import data.supply_chain.acr_hygiene as rule

_registry(properties) := {"resource": {
	"type": "Microsoft.ContainerRegistry/registries",
	"name": "crmodels",
	"properties": properties,
}}

_admin := {"message": "crmodels has an admin user", "path": ["properties", "adminUserEnabled"]}

_open := {"message": "crmodels lets anybody pull from it", "path": ["properties", "anonymousPullEnabled"]}

_unreadable := {"message": "crmodels has no settings that can be read", "path": ["properties"]}

test_deny_switched_on if {
	rule.deny == {_admin} with input as _registry({"adminUserEnabled": true, "anonymousPullEnabled": false})
	rule.deny == {_open} with input as _registry({"adminUserEnabled": false, "anonymousPullEnabled": true})
	rule.deny == {_admin, _open} with input as _registry({"adminUserEnabled": true, "anonymousPullEnabled": true})
}

test_deny_every_other_value if {
	every value in [null, "false", "", 0, [], {}] {
		rule.deny == {_admin, _open} with input as _registry({"adminUserEnabled": value, "anonymousPullEnabled": value})
	}
}

test_deny_unreadable if {
	every value in [null, true, "", [], [{"adminUserEnabled": false}]] {
		rule.deny == {_unreadable} with input as _registry(value)
	}
	rule.deny == {_unreadable} with input as {"resource": {"name": "crmodels"}}
}

test_pass_switched_off if {
	rule.deny == set() with input as _registry({"adminUserEnabled": false, "anonymousPullEnabled": false})
}

test_pass_absent if {
	rule.deny == set() with input as _registry({})
	rule.deny == set() with input as _registry({"adminUserEnabled": false})
}
