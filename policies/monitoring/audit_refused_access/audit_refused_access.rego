# METADATA
# title: Refused access to a vault must be looked into
# description: |
#   A workload that is refused a key stands still; a person who is refused one may be looking for what they must not
#   have. The refusal with which a vault answers every client's first call, before it has shown a token, is none.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/key-vault/general/rest-error-codes
# custom:
#   severity: low
#   resources: [AuditRecord]
#   controls:
#     mcsb: [LT-2, LT-3]
#     nist_800_53: [AC-3, AU-6]
#     gdpr: [Art. 32]
#     iso_42001: [A.6.2.8]
#   remediation: Give the caller the role it needs, or find out why it asked; waive refusals that are expected.
package monitoring.audit_refused_access

# METADATA
# description: The log of the control plane says little of who was refused what.
not_applicable if input.resource.properties.service == "activity"

deny contains {
	"message": $"{input.resource.name} records access that was refused, or does not say how it ended",
	"path": ["properties", "result"],
} if {
	not _answered
}

_answered if {
	is_string(input.resource.properties.result)
	lower(input.resource.properties.result) in data.facts.monitoring.successful_results
}

_answered if input.resource.properties.challenge == true

# What failed for another reason, as a secret that is not there, was not refused.
_answered if {
	regex.match(`^[1-5][0-9]{2}$`, _code)
	not _refused
}

_refused if _code in data.facts.monitoring.refusing_status_codes

_code := $"{input.resource.properties.status_code}"
