# METADATA
# title: Keys must rotate by policy
# description: |
#   A key that people must remember to rotate is not rotated. A rotation policy with a rotate action makes new
#   versions on time; one that only notifies does not. When the next rotation is due is not judged.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation
# custom:
#   severity: medium
#   resources: [Microsoft.KeyVault/vaults/keys]
#   controls:
#     mcsb: [DP-6]
#     nist_800_53: [SC-12]
#   peers:
#     azure_policy: [d8cf8476-a2ec-4916-896e-992351803c44]
#     psrule: [AZR-000123]
#   remediation: |
#     Add an action of type rotate with a trigger to properties.rotationPolicy.lifetimeActions (Terraform:
#     rotation_policy with automatic).
package key_vault.key_rotation_policy

import data.lib.arm

deny contains {"message": _message, "path": ["properties", "rotationPolicy", "lifetimeActions"]} if not _rotates

_message := $"{input.resource.name} does not rotate by policy"

_rotates if {
	is_array(input.resource.properties.rotationPolicy.lifetimeActions)
	some action in input.resource.properties.rotationPolicy.lifetimeActions
	arm.equals_fold(action.action.type, "rotate")
}
