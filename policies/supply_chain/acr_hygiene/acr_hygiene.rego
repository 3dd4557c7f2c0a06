# METADATA
# title: Container registries must know who pulls and pushes
# description: |
#   The admin user is one password for everybody, with the right to push: who has it can replace the image of a model
#   server, and nobody can tell who it was. Anonymous pull gives what is in the registry to the internet. Both are off
#   unless they are switched on, so that a registry that does not mention them passes.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/container-registry/container-registry-authentication
#   - ref: https://learn.microsoft.com/azure/container-registry/anonymous-pull-access
# custom:
#   severity: high
#   resources: [Microsoft.ContainerRegistry/registries]
#   controls:
#     mcsb: [IM-1]
#     nist_800_53: [IA-2, AC-3]
#     owasp_llm: [LLM03]
#   peers:
#     azure_policy: [dc921057-6b28-4fbe-9b83-f7bec05db6c2, 9f2dea28-e834-476c-99c5-3507b4728395]
#     psrule: [AZR-000005, AZR-000401]
#     checkov: [CKV_AZURE_137, CKV_AZURE_138]
#   remediation: |
#     Set properties.adminUserEnabled and properties.anonymousPullEnabled to false (Terraform: admin_enabled,
#     anonymous_pull_enabled), and let servers pull with a managed identity that has the role AcrPull.
package supply_chain.acr_hygiene

import data.lib.arm

deny contains {"message": $"{input.resource.name} has an admin user", "path": ["properties", "adminUserEnabled"]} if {
	_admin_stated
	not _no_admin
}

deny contains {
	"message": $"{input.resource.name} lets anybody pull from it",
	"path": ["properties", "anonymousPullEnabled"],
} if {
	_pull_stated
	not _no_anonymous_pull
}

deny contains {"message": $"{input.resource.name} has no settings that can be read", "path": ["properties"]} if {
	not _readable
}

_readable if is_object(input.resource.properties)

_admin_stated if arm.present(input.resource.properties.adminUserEnabled)

_no_admin if arm.is_false(input.resource.properties.adminUserEnabled)

_pull_stated if arm.present(input.resource.properties.anonymousPullEnabled)

_no_anonymous_pull if arm.is_false(input.resource.properties.anonymousPullEnabled)
