# METADATA
# title: Policies at AWS must not allow everything of a service that holds models or data
# description: |
#   "s3:*" lets its holder read training data and make the bucket public, "kms:*" hand out keys, "sagemaker:*" run
#   code with any role that can be passed on, and whatever the service learns next year. For the services of facts
#   cloud.services, a statement that allows must name actions, or groups of them such as s3:Get*; "*" and NotAction
#   allow everything of all of them. A policy that cannot be read proves nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   severity: high
#   resources: [aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy]
#   controls:
#     nist_800_53: [AC-3, AC-6]
#   peers:
#     checkov: [CKV_AWS_63]
#     trivy: [AVD-AWS-0057]
#   remediation: |
#     List the actions that are needed in Action of the statements in policy, such as bedrock:InvokeModel and
#     s3:GetObject.
package rbac.aws_wildcard_action

import data.lib.cloud

deny contains {"message": _message, "path": ["properties", "policy"]} if not _narrow

_message := $"{input.resource.name} allows everything of a service that holds models or data"

_narrow if {
	cloud.is_policy(input.resource.properties.policy_document.Statement)
	every statement in input.resource.properties.policy_document.Statement {
		_is_narrow(statement)
	}
}

_is_narrow(statement) if statement.Effect == "Deny"

_is_narrow(statement) if {
	is_array(statement.Action)
	count(statement.Action) > 0
	every action in statement.Action {
		_names_action(action)
	}
}

_names_action(action) if {
	is_string(action)
	regex.match(`^[A-Za-z0-9-]+:[A-Za-z0-9*?]*$`, action)
	[service, name] := split(lower(action), ":")
	_is_limited(service, name)
}

_is_limited(_, name) if regex.match(`[a-z]`, name)

_is_limited(service, _) if {
	is_array(data.facts.cloud.services)
	not _is_watched(service)
}

_is_watched(service) if service in data.facts.cloud.services
