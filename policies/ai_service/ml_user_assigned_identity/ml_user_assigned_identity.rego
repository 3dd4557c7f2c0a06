# METADATA
# title: Machine learning workspaces must use a user-assigned identity
# description: |
#   The identity of a workspace may read its storage, vault and registry. A system-assigned one comes and goes with the
#   workspace: its grants cannot be made or reviewed before it exists, and are made anew whenever it is created again.
#   A primary user-assigned identity must be named; having a system-assigned one beside it does no harm.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/machine-learning/how-to-identity-based-service-authentication
# custom:
#   severity: low
#   resources: [Microsoft.MachineLearningServices/workspaces]
#   controls:
#     mcsb: [IM-3]
#     nist_800_53: [AC-6, IA-9]
#   peers:
#     azure_policy: [5f0c7d88-c7de-45b8-ac49-db49e72eaa78]
#     psrule: [AZR-000407]
#   remediation: |
#     Set identity.type to UserAssigned and properties.primaryUserAssignedIdentity to the id of the identity
#     (Terraform: identity { type = "UserAssigned" }, primary_user_assigned_identity).
package ai_service.ml_user_assigned_identity

deny contains {"message": _message, "path": ["properties", "primaryUserAssignedIdentity"]} if not _assigned

_message := $"{input.resource.name} has no user-assigned identity as its own"

_assigned if {
	is_string(input.resource.properties.primaryUserAssignedIdentity)
	trim_space(input.resource.properties.primaryUserAssignedIdentity) != ""
}
