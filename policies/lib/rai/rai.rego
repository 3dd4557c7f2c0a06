# METADATA
# title: Content filters of Azure's model deployments
# description: |
#   The filters are in a policy (accounts/raiPolicies), which deployments name. It may stand in the same input, or be
#   one that Azure brings (data.facts.ai_service.built_in_policies); otherwise nothing is known of it.
package lib.rai

import data.lib.arm

# METADATA
# scope: document
# description: |
#   The properties of the policy that input.resource is, or that its calls go through. Undefined for a deployment that
#   names none, or one that is not known.
in_force := input.resource.properties if {
	arm.equals_fold(input.resource.type, "Microsoft.CognitiveServices/accounts/raiPolicies")
} else := policy if {
	some name, policy in data.facts.ai_service.built_in_policies
	arm.equals_fold(input.resource.properties.raiPolicyName, name)
} else := named[0] if {
	named := [policy.properties |
		some policy in input.resource.relations.rai_policies
		arm.equals_fold(policy.name, input.resource.properties.raiPolicyName)
	]
	count(named) == 1
}

# METADATA
# description: Holds if what the filter called name finds at a stage, Prompt or Completion, is held back
blocks(name, stage) if {
	some filter in in_force.contentFilters
	_is_blocking(filter, name, stage)
}

# METADATA
# description: Holds if blocks does, from one of the severities on
blocks_from(name, stage, severities) if {
	some filter in in_force.contentFilters
	_is_blocking(filter, name, stage)
	arm.one_of_fold(filter.severityThreshold, severities)
}

# METADATA
# description: Where a finding about a member of the policy is to be shown
path(member) := ["properties", member] if {
	arm.equals_fold(input.resource.type, "Microsoft.CognitiveServices/accounts/raiPolicies")
} else := ["properties", "raiPolicyName"]

_is_blocking(filter, name, stage) if {
	arm.equals_fold(filter.name, name)
	arm.equals_fold(filter.source, stage)
	arm.is_true(filter.enabled)
	arm.is_true(filter.blocking)
}
