package monitoring.endpoint_capture_test

import data.monitoring.endpoint_capture as rule

_resource(type, properties) := {"resource": {
	"type": type,
	"id": $"{type}.main",
	"name": "main",
	"properties": properties,
}}

_safe := {
	"aws_sagemaker_endpoint_configuration": {
		"data_capture_config": [
			{
				"enable_capture": true,
				"initial_sampling_percentage": 20,
				"destination_s3_uri": "s3://captures",
				"capture_options": [{"capture_mode": "Input"}, {"capture_mode": "Output"}],
			},
		],
	},
	"google_vertex_ai_endpoint": {
		"predict_request_response_logging_config": [
			{"enabled": true, "sampling_rate": 0.1, "bigquery_destination": [{"output_uri": "bq://ml.calls"}]},
		],
	},
}

_path := {
	"aws_sagemaker_endpoint_configuration": ["properties", "data_capture_config"],
	"google_vertex_ai_endpoint": ["properties", "predict_request_response_logging_config"],
}

_finding(type) := {"message": "main does not record its predictions", "path": _path[type]}

# What spoils them, by JSON pointer.
_unsafe := {
	"aws_sagemaker_endpoint_configuration": {
		"/data_capture_config/0/enable_capture": [false, "true", 1, 0, null, [true], {}],
		"/data_capture_config/0/initial_sampling_percentage": [0, -1, "20", null],
		"/data_capture_config/0/destination_s3_uri": ["", " ", null, true, 0, [], {}, ["x"]],
		"/data_capture_config/0/capture_options": [[], [{"capture_mode": "Input"}], null, "x"],
		"/data_capture_config": [[], null, "x"],
	},
	"google_vertex_ai_endpoint": {
		"/predict_request_response_logging_config/0/enabled": [false, "true", 1, 0, null, [true], {}],
		"/predict_request_response_logging_config/0/sampling_rate": [0, -1, "0.1", null],
		"/predict_request_response_logging_config/0/bigquery_destination/0/output_uri": [
			"",
			" ",
			null,
			true,
			0,
			[],
			{},
			["x"],
		],
		"/predict_request_response_logging_config": [[], null, "x"],
	},
}

test_pass if {
	every type, properties in _safe {
		rule.deny == set() with input as _resource(type, properties)
	}
}

test_deny_absent if {
	every type, values in _unsafe {
		rule.deny == {_finding(type)} with input as _resource(type, {})
		every pointer, _ in values {
			rule.deny == {_finding(type)} with input as _resource(type, json.remove(_safe[type], [pointer]))
		}
	}
}

test_deny_every_other_value if {
	every type, spoiled in _unsafe {
		every pointer, values in spoiled {
			every value in values {
				patch := [{"op": "replace", "path": pointer, "value": value}]
				rule.deny == {_finding(type)} with input as _resource(type, json.patch(_safe[type], patch))
			}
		}
	}
}
