package network.vertex_private_endpoint_test

import data.network.vertex_private_endpoint as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"google_vertex_ai_endpoint": {"network": "projects/1/global/networks/ml"},
	"google_vertex_ai_index_endpoint": {"network": "projects/1/global/networks/ml"},
}

_finding := {
	"message": "main can be reached from public networks",
	"path": ["properties", "network"],
}

# What spoils them, by JSON pointer.
_unsafe := {
	"google_vertex_ai_endpoint": {"/network": ["", " ", null, true, 0, [], {}, ["x"]]},
	"google_vertex_ai_index_endpoint": {"/network": ["", " ", null, true, 0, [], {}, ["x"]]},
}

test_pass if {
	every type, properties in _safe {
		rule.deny == set() with input as _resource(type, properties)
	}
}

test_deny_absent if {
	every type, values in _unsafe {
		rule.deny == {_finding} with input as _resource(type, {})
		every pointer, _ in values {
			rule.deny == {_finding} with input as _resource(type, json.remove(_safe[type], [pointer]))
		}
	}
}

test_deny_every_other_value if {
	every type, spoiled in _unsafe {
		every pointer, values in spoiled {
			every value in values {
				patch := [{"op": "replace", "path": pointer, "value": value}]
				rule.deny == {_finding} with input as _resource(type, json.patch(_safe[type], patch))
			}
		}
	}
}

test_pass_otherwise if {
	rule.deny == set() with input as _resource(
		"google_vertex_ai_endpoint",
		{"private_service_connect_config": [{"enable_private_service_connect": true}]},
	)
	rule.deny == set() with input as _resource(
		"google_vertex_ai_index_endpoint",
		{"private_service_connect_config": [{"enable_private_service_connect": true}]},
	)
}

test_deny_otherwise if {
	rule.deny == {_finding} with input as _resource(
		"google_vertex_ai_endpoint",
		{"private_service_connect_config": [{"enable_private_service_connect": false}]},
	)
	rule.deny == {_finding} with input as _resource(
		"google_vertex_ai_endpoint",
		{"private_service_connect_config": [{"enable_private_service_connect": "true"}]},
	)
	rule.deny == {_finding} with input as _resource(
		"google_vertex_ai_endpoint",
		{"private_service_connect_config": [{"enable_private_service_connect": null}]},
	)
	rule.deny == {_finding} with input as _resource(
		"google_vertex_ai_index_endpoint",
		{"private_service_connect_config": [{"enable_private_service_connect": false}]},
	)
	rule.deny == {_finding} with input as _resource(
		"google_vertex_ai_index_endpoint",
		{"private_service_connect_config": [{"enable_private_service_connect": "true"}]},
	)
	rule.deny == {_finding} with input as _resource(
		"google_vertex_ai_index_endpoint",
		{"private_service_connect_config": [{"enable_private_service_connect": null}]},
	)
}

test_deny_public_beside_a_network if {
	expected := {object.union(_finding, {"path": ["properties", "public_endpoint_enabled"]})}
	every value in [true, "true", "false", 0, 1, [], {}] {
		properties := object.union(_safe.google_vertex_ai_index_endpoint, {"public_endpoint_enabled": value})
		rule.deny == expected with input as _resource("google_vertex_ai_index_endpoint", properties)
	}
}

test_pass_not_public if {
	every value in [false, null] {
		properties := object.union(_safe.google_vertex_ai_index_endpoint, {"public_endpoint_enabled": value})
		rule.deny == set() with input as _resource("google_vertex_ai_index_endpoint", properties)
	}
}
