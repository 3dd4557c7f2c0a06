# METADATA
# title: Logs must be kept long enough, unchanged
# description: |
#   What a system did is often asked for months later. Logs of predictions are kept for half a year at least, those of
#   access for a year, where nobody can change or delete them before.
# related_resources:
#   - ref: https://artificialintelligenceact.eu/article/19/
# custom:
#   severity: medium
#   resources: [LogStream]
#   controls:
#     eu_ai_act: [Art. 12, Art. 19, Art. 26]
#     nist_ai_rmf: [MEASURE 2.4]
#     iso_42001: [A.6.2.8]
#     gdpr: [Art. 30]
#   remediation: Set retention_days to the least for this kind_of log or more, and immutable to true on such storage.
package monitoring.log_retention

import data.lib.log_stream

# METADATA
# description: How long lines are kept is not written in the lines.
not_applicable if _measured

deny contains {
	"message": $"{input.resource.name} is not stated to be kept for long enough",
	"path": ["properties", "retention_days"],
} if {
	not _measured
	not _kept
}

deny contains {
	"message": $"{input.resource.name} is not stated to be safe from changes",
	"path": ["properties", "immutable"],
} if {
	not _measured
	not _immutable
}

_measured if log_stream.measured(input.resource.properties)

_kept if {
	is_number(input.resource.properties.retention_days)
	least := log_stream.limit(input.resource.properties.kind_of, data.facts.monitoring.retention_days_min)
	input.resource.properties.retention_days >= least
}

_immutable if input.resource.properties.immutable == true
