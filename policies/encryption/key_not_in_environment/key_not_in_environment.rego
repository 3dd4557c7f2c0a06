# METADATA
# title: Pipelines must get keys and secrets by reference
# description: |
#   A key that stands in the description of a pipeline encrypts nothing: whoever reads the description can read what it
#   protects. A reference to a vault keeps the key where its use is controlled and logged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/general/best-practices
# custom:
#   severity: high
#   resources: [Pipeline]
#   controls:
#     gdpr: [Art. 32]
#     nist_ai_rmf: [MEASURE 2.7]
#     owasp_llm: [LLM02]
#   remediation: Move the value into Key Vault, rotate it, and replace value by secret_ref.
package encryption.key_not_in_environment

import data.lib.environment

deny contains {"message": $"{input.resource.name} has no steps that can be read", "path": ["properties", "steps"]} if {
	not _steps_readable
}

deny contains {
	"message": $"{input.resource.name} has an environment that cannot be read",
	"path": path,
} if {
	some path, variables in _environments
	not environment.readable(variables)
}

deny contains {
	"message": $"{input.resource.name} may hold a key or secret in the open",
	"path": array.concat(path, [i]),
} if {
	some path, variables in _environments
	some i, variable in variables
	not environment.safe(variable)
}

_steps_readable if is_array(input.resource.properties.steps)

_environments[["properties", "environment"]] := input.resource.properties.environment

_environments[["properties", "steps", i, "environment"]] := step.environment if {
	some i, step in input.resource.properties.steps
}
