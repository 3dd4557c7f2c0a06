package supply_chain.linked_template_test

import data.supply_chain.linked_template as rule

_deployment(properties) := {"resource": {
	"type": "Microsoft.Resources/deployments",
	"name": "network",
	"properties": properties,
}}

_elsewhere := {{
	"message": "network deploys a template that is somewhere else",
	"path": ["properties", "templateLink"],
}}

test_deny_address if {
	every address in ["https://example.com/network.json", "", null, 7] {
		rule.deny == _elsewhere with input as _deployment({"templateLink": {"uri": address}})
		rule.deny == _elsewhere with input as _deployment({"templateLink": {"uri": address, "id": "x"}, "template": {}})
	}
}

# Nothing is known of what is beside the template, unless the template is there too.
test_deny_absent if {
	rule.deny == _elsewhere with input as _deployment({"templateLink": {}})
	rule.deny == _elsewhere with input as _deployment({"templateLink": {"relativePath": "network.json"}})
	rule.deny == _elsewhere with input as _deployment({"template": {}})
}

test_deny_retyped if {
	every link in [null, 7, "x", ["x"], true, {"id": 7}, {"relativePath": null}] {
		rule.deny == _elsewhere with input as _deployment({"templateLink": link})
		rule.deny == _elsewhere with input as _deployment({"templateLink": link, "template": {}})
	}
}

test_pass_written_out if rule.deny == set() with input as _deployment({"mode": "Incremental"})

test_pass_seen if {
	every key in ["relativePath", "id"] {
		rule.deny == set() with input as _deployment({"templateLink": {key: "x"}, "template": {"resources": []}})
	}
}
