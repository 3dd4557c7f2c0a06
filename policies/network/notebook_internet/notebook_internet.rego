# METADATA
# title: Notebooks must have no way of their own to the internet
# description: |
#   A notebook runs whatever its user pastes into it, with the rights of its role. With direct internet access, or a
#   public address, what it reads can leave past every firewall and log of the organisation. A SageMaker notebook
#   must be in a subnet with direct access off; a Workbench instance must have no public address. Both on is the
#   default.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html
#   - ref: https://cloud.google.com/vertex-ai/docs/workbench/instances/create
# custom:
#   severity: high
#   resources: [aws_sagemaker_notebook_instance, google_workbench_instance]
#   controls:
#     nist_800_53: [AC-4, SC-7]
#     owasp_llm: [LLM02]
#   peers:
#     checkov: [CKV_AWS_122]
#   remediation: |
#     Set direct_internet_access = "Disabled", subnet_id and security_groups of aws_sagemaker_notebook_instance;
#     gce_setup { disable_public_ip = true } of google_workbench_instance.
package network.notebook_internet

import data.lib.arm
import data.lib.cloud

deny contains {"message": _message, "path": _path} if not _closed

_message := $"{input.resource.name} has its own way to the internet"

default _path := ["properties", "direct_internet_access"]

_path := ["properties", "gce_setup"] if input.resource.type == "google_workbench_instance"

_closed if {
	input.resource.properties.direct_internet_access == "Disabled"
	cloud.is_text(input.resource.properties.subnet_id)
}

_closed if {
	some setup in input.resource.properties.gce_setup
	arm.is_true(setup.disable_public_ip)
}
