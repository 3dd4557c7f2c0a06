# METADATA
# title: SageMaker notebooks must not give their users root
# description: |
#   As root, a user of a notebook reads the credentials of everything else on it, switches its logging off and
#   installs what stays behind for the next user. Enabled is the default.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html
# custom:
#   severity: medium
#   resources: [aws_sagemaker_notebook_instance]
#   controls:
#     nist_800_53: [AC-6]
#   peers:
#     checkov: [CKV_AWS_307]
#   remediation: |
#     Set root_access = "Disabled" of aws_sagemaker_notebook_instance. Lifecycle scripts still run as root.
package ai_service.notebook_root_access

deny contains {"message": _message, "path": ["properties", "root_access"]} if not _refused

_message := $"{input.resource.name} lets its users be root"

_refused if input.resource.properties.root_access == "Disabled"
