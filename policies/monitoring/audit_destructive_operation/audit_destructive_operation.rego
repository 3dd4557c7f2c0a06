# METADATA
# title: Keys, secrets and vaults must not be destroyed for good
# description: |
#   Whoever purges a key destroys every model and every dataset that is encrypted with it, and no backup of the vault
#   brings it back. A purge in the log is an incident, or a decision that somebody can name: then it is waived.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/general/logging
# custom:
#   severity: high
#   resources: [AuditRecord]
#   controls:
#     mcsb: [DP-8, LT-3]
#     nist_800_53: [AU-6, CP-9]
#     nist_ai_rmf: [MANAGE 4.1]
#     iso_42001: [A.6.2.8]
#   remediation: Find out who purged what and why, restore it from a backup, and take the permission to purge away.
package monitoring.audit_destructive_operation

deny contains {
	"message": $"{input.resource.name} records an operation that destroys for good, or none that can be read",
	"path": ["properties", "operation"],
} if {
	not _harmless
}

_harmless if {
	_named
	not _destructive
}

# What failed has destroyed nothing.
_harmless if {
	_named
	is_string(input.resource.properties.result)
	lower(input.resource.properties.result) in data.facts.monitoring.failed_results
}

_named if {
	is_string(input.resource.properties.operation)
	input.resource.properties.operation != ""
	is_array(data.facts.monitoring.destructive_operations)
}

_destructive if lower(input.resource.properties.operation) in data.facts.monitoring.destructive_operations
