# METADATA
# title: Models at AWS must be trained and served in a network of the organisation
# description: |
#   Without subnets of the organisation's, a training job of Bedrock and a model of SageMaker read their data over
#   the provider's network: no endpoint policy keeps them to the organisation's buckets, and no flow log shows what
#   they did. Subnets and security groups must be named.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sagemaker/latest/dg/host-vpc.html
#   - ref: https://docs.aws.amazon.com/bedrock/latest/userguide/vpc-model-customization.html
# custom:
#   severity: low
#   resources: [aws_sagemaker_model, aws_bedrock_custom_model]
#   controls:
#     nist_800_53: [AC-4, SC-7]
#   remediation: |
#     Set vpc_config of aws_sagemaker_model (subnets, security_group_ids) and of aws_bedrock_custom_model
#     (subnet_ids, security_group_ids).
package network.aws_model_vpc

import data.lib.cloud

deny contains {"message": _message, "path": ["properties", "vpc_config"]} if not _inside

_message := $"{input.resource.name} does not run in a network of the organisation"

_inside if {
	some network in input.resource.properties.vpc_config
	cloud.is_listed(network.security_group_ids)
	_has_subnets(network)
}

_has_subnets(network) if cloud.is_listed(network.subnets)

_has_subnets(network) if cloud.is_listed(network.subnet_ids)
