# METADATA
# title: SageMaker domains must use only the network of the organisation
# description: |
#   With PublicInternetOnly, the default, every app of a domain reaches the internet through a network of
#   SageMaker's own, past the organisation's firewalls and logs. With VpcOnly it goes through the subnets of the
#   domain.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sagemaker/latest/dg/studio-notebooks-and-internet-access.html
# custom:
#   severity: medium
#   resources: [aws_sagemaker_domain]
#   controls:
#     nist_800_53: [AC-4, SC-7]
#     owasp_llm: [LLM02]
#   remediation: |
#     Set app_network_access_type = "VpcOnly" of aws_sagemaker_domain. It cannot be changed while apps run.
package network.sagemaker_domain_vpc_only

deny contains {"message": _message, "path": ["properties", "app_network_access_type"]} if not _inside

_message := $"{input.resource.name} reaches the internet around the organisation's network"

_inside if input.resource.properties.app_network_access_type == "VpcOnly"
