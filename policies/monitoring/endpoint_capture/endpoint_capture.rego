# METADATA
# title: Endpoints at AWS and Google must record their predictions
# description: |
#   Drift, low confidence and misuse show only in what a model was asked and answered. The endpoint must capture
#   both: an enabled data_capture_config with a destination for SageMaker, prediction logging with a destination for
#   Vertex AI. How large a share is recorded is the organisation's choice, as long as it is not nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture.html
#   - ref: https://cloud.google.com/vertex-ai/docs/predictions/online-prediction-logging
# custom:
#   severity: medium
#   resources: [aws_sagemaker_endpoint_configuration, google_vertex_ai_endpoint]
#   controls:
#     nist_800_53: [AU-2, AU-12]
#     eu_ai_act: [Art. 12]
#     iso_42001: [A.6.2.8]
#     nist_ai_rmf: [MEASURE 2.4]
#   remediation: |
#     Set data_capture_config of aws_sagemaker_endpoint_configuration (enable_capture = true,
#     initial_sampling_percentage, destination_s3_uri, capture_options for Input and Output), and
#     predict_request_response_logging_config of google_vertex_ai_endpoint (enabled = true, sampling_rate,
#     bigquery_destination { output_uri }).
package monitoring.endpoint_capture

import data.lib.arm
import data.lib.cloud

deny contains {"message": _message, "path": _path} if not _captured

_message := $"{input.resource.name} does not record its predictions"

default _path := ["properties", "data_capture_config"]

_path := ["properties", "predict_request_response_logging_config"] if {
	input.resource.type == "google_vertex_ai_endpoint"
}

_captured if {
	some capture in input.resource.properties.data_capture_config
	arm.is_true(capture.enable_capture)
	cloud.within(capture.initial_sampling_percentage, 100)
	cloud.is_text(capture.destination_s3_uri)
	modes := {option.capture_mode | some option in capture.capture_options}
	every mode in ["Input", "Output"] {
		mode in modes
	}
}

_captured if {
	some logging in input.resource.properties.predict_request_response_logging_config
	arm.is_true(logging.enabled)
	is_number(logging.sampling_rate)
	logging.sampling_rate > 0
	some table in logging.bigquery_destination
	cloud.is_text(table.output_uri)
}
