# METADATA
# title: SageMaker models must be isolated from the network
# description: |
#   A model container needs no network to answer: its input and output go through SageMaker. Code in a model that
#   somebody tampered with needs one, to carry the input away. An absent enable_network_isolation means none.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html
# custom:
#   severity: medium
#   resources: [aws_sagemaker_model]
#   controls:
#     nist_800_53: [AC-4, SC-7]
#     owasp_llm: [LLM03]
#   peers:
#     checkov: [CKV_AWS_370]
#   remediation: |
#     Set enable_network_isolation = true of aws_sagemaker_model. Models that fetch from elsewhere while they serve
#     need a waiver.
package network.sagemaker_model_isolation

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "enable_network_isolation"]} if not _isolated

_message := $"{input.resource.name} can make connections while it serves"

_isolated if arm.is_true(input.resource.properties.enable_network_isolation)
