# METADATA
# title: AI resources at AWS and Google must encrypt with a customer-managed key
# description: |
#   Notebooks, data sets, endpoints, indexes, agents and tuned models hold copies of the data they were made from.
#   With a key that the provider holds, the organisation can neither revoke access nor see the use of the key;
#   storage of SageMaker and Bedrock falls back to such a key unless one is named. The rule asks for the key of the
#   resource itself, and of the boot disk of a Workbench instance.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html
#   - ref: https://docs.aws.amazon.com/bedrock/latest/userguide/data-encryption.html
#   - ref: https://cloud.google.com/vertex-ai/docs/general/cmek
# custom:
#   severity: medium
#   resources:
#     - aws_sagemaker_notebook_instance
#     - aws_sagemaker_domain
#     - aws_sagemaker_endpoint_configuration
#     - aws_bedrock_custom_model
#     - aws_bedrock_guardrail
#     - aws_bedrockagent_agent
#     - google_vertex_ai_dataset
#     - google_vertex_ai_endpoint
#     - google_vertex_ai_featurestore
#     - google_vertex_ai_index
#     - google_vertex_ai_index_endpoint
#     - google_workbench_instance
#   controls:
#     nist_800_53: [SC-12, SC-28]
#     eu_ai_act: [Art. 15]
#   peers:
#     checkov: [CKV_AWS_22, CKV_AWS_98, CKV_AWS_187, CKV_AWS_373, CKV_GCP_92]
#   remediation: |
#     Set the key: kms_key_id of aws_sagemaker_notebook_instance and aws_sagemaker_domain, kms_key_arn of
#     aws_sagemaker_endpoint_configuration and aws_bedrock_guardrail, custom_model_kms_key_id of
#     aws_bedrock_custom_model, customer_encryption_key_arn of aws_bedrockagent_agent, encryption_spec {
#     kms_key_name } of resources of Vertex AI, and gce_setup { boot_disk { disk_encryption = "CMEK", kms_key } } of
#     google_workbench_instance.
package encryption.cloud_ai_cmk

import data.lib.cloud

deny contains {"message": _message, "path": _path} if not _encrypted

_message := $"{input.resource.name} does not encrypt with a customer-managed key"

default _path := ["properties", "encryption_spec"]

_path := ["properties", _attributes[input.resource.type]]

_path := ["properties", "gce_setup"] if input.resource.type == "google_workbench_instance"

_attributes := {
	"aws_sagemaker_notebook_instance": "kms_key_id",
	"aws_sagemaker_domain": "kms_key_id",
	"aws_sagemaker_endpoint_configuration": "kms_key_arn",
	"aws_bedrock_custom_model": "custom_model_kms_key_id",
	"aws_bedrock_guardrail": "kms_key_arn",
	"aws_bedrockagent_agent": "customer_encryption_key_arn",
}

_encrypted if cloud.is_text(input.resource.properties[_attributes[input.resource.type]])

_encrypted if {
	some spec in input.resource.properties.encryption_spec
	cloud.is_text(spec.kms_key_name)
}

_encrypted if {
	some setup in input.resource.properties.gce_setup
	some disk in setup.boot_disk
	disk.disk_encryption == "CMEK"
	cloud.is_text(disk.kms_key)
}
