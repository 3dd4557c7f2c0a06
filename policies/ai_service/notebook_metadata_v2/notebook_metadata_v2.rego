# METADATA
# title: SageMaker notebooks must demand sessions of their metadata service
# description: |
#   Version 1 of the metadata service gives the credentials of the notebook's role to any request from the instance,
#   such as one that a web page or a package made it send. Version 2 asks for a session first, which such a request
#   does not have.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-imds.html
# custom:
#   severity: medium
#   resources: [aws_sagemaker_notebook_instance]
#   controls:
#     nist_800_53: [AC-3, IA-5]
#   peers:
#     checkov: [CKV_AWS_371]
#   remediation: |
#     Set instance_metadata_service_configuration { minimum_instance_metadata_service_version = "2" } of
#     aws_sagemaker_notebook_instance.
package ai_service.notebook_metadata_v2

deny contains {"message": _message, "path": _path} if not _version_two

_path := ["properties", "instance_metadata_service_configuration"]

_message := $"{input.resource.name} hands out its credentials to every request that reaches it"

_version_two if {
	some service in input.resource.properties.instance_metadata_service_configuration
	service.minimum_instance_metadata_service_version == "2"
}
