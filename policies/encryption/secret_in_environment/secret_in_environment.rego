# METADATA
# title: Containers must get secrets by reference
# description: |
#   A key or password written into a manifest is in version control, in the cluster's database and in every listing of
#   the pod. A reference to a secret keeps it in one place.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/secrets-good-practices/
# custom:
#   severity: high
#   resources: [Workload]
#   controls:
#     gdpr: [Art. 32]
#     nist_ai_rmf: [MEASURE 2.7]
#     owasp_llm: [LLM02]
#   remediation: |
#     Put the value into a secret, best one that is synchronised from Key Vault, and use valueFrom.secretKeyRef.
package encryption.secret_in_environment

import data.lib.environment
import data.lib.kubernetes

deny contains {"message": $"{input.resource.name} has no containers that can be read", "path": ["pods"]} if {
	not _readable
}

deny contains {
	"message": $"{input.resource.name} has an environment that cannot be read",
	"path": path,
} if {
	some path, variables in _environments
	not environment.readable(variables)
}

deny contains {
	"message": $"{input.resource.name} may hold a secret in the open",
	"path": array.concat(path, [i]),
} if {
	some path, variables in _environments
	some i, variable in variables
	not environment.safe(variable)
}

_readable if kubernetes.complete(input.resource.pods)

_environments[path] := container.env if {
	some place, container in kubernetes.containers(input.resource.pods)
	path := array.concat(place, ["env"])
}
