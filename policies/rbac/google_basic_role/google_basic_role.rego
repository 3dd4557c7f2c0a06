# METADATA
# title: Projects at Google must not grant basic roles
# description: |
#   Owner, Editor and Viewer hold thousands of permissions on everything in a project: whoever is to look at one
#   model reads every bucket and secret beside it. Predefined and custom roles are made for one service;
#   roles/aiplatform.user is enough to call a model.
# related_resources:
#   - ref: https://cloud.google.com/iam/docs/roles-overview#basic
# custom:
#   severity: high
#   resources: [google_project_iam_binding, google_project_iam_member]
#   controls:
#     nist_800_53: [AC-3, AC-6]
#   peers:
#     checkov: [CKV_GCP_117]
#   remediation: |
#     Set role to a predefined or custom role that fits the task, such as roles/aiplatform.user.
package rbac.google_basic_role

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "role"]} if not _narrow

_message := $"{input.resource.name} grants a basic role, or one that cannot be read"

_narrow if {
	is_string(input.resource.properties.role)
	is_array(data.facts.cloud.basic_roles)
	regex.match(`^[A-Za-z]\S*$`, input.resource.properties.role)
	not _basic
}

_basic if arm.one_of_fold(input.resource.properties.role, data.facts.cloud.basic_roles)
