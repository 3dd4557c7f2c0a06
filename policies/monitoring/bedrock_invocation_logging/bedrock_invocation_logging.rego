# METADATA
# title: Bedrock must record what models are asked and answer
# description: |
#   Without a record of calls nobody can tell afterwards what was asked, what was answered and for whom: not whether
#   data leaked, not whether an answer did harm. Text must be delivered, to a bucket or a log group.
# related_resources:
#   - ref: https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
# custom:
#   severity: medium
#   resources: [aws_bedrock_model_invocation_logging_configuration]
#   controls:
#     nist_800_53: [AU-2, AU-12]
#     eu_ai_act: [Art. 12]
#     iso_42001: [A.6.2.8]
#   remediation: |
#     Set logging_config of aws_bedrock_model_invocation_logging_configuration: text_data_delivery_enabled = true,
#     and s3_config { bucket_name } or cloudwatch_config { log_group_name, role_arn }.
package monitoring.bedrock_invocation_logging

import data.lib.arm
import data.lib.cloud

deny contains {"message": _message, "path": ["properties", "logging_config"]} if not _recorded

_message := $"{input.resource.name} does not record what models are asked and answer"

_recorded if {
	some logging in input.resource.properties.logging_config
	arm.is_true(logging.text_data_delivery_enabled)
	_has_destination(logging)
}

_has_destination(logging) if {
	some bucket in logging.s3_config
	cloud.is_text(bucket.bucket_name)
}

_has_destination(logging) if {
	some group in logging.cloudwatch_config
	cloud.is_text(group.log_group_name)
}
