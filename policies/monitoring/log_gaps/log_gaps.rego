# METADATA
# title: Logs must have no gaps
# description: |
#   A log that is silent for longer than the system ever is has lost records, or somebody took them out. An empty log
#   is all gap.
# related_resources:
#   - ref: https://artificialintelligenceact.eu/article/12/
# custom:
#   severity: medium
#   resources: [LogStream]
#   controls:
#     eu_ai_act: [Art. 12, Art. 72]
#     nist_ai_rmf: [MEASURE 2.4, MANAGE 4.1]
#     iso_42001: [A.6.2.6, A.6.2.8]
#   remediation: Find out what was lost; if the system is idle for so long, raise gap_seconds_max in facts/monitoring.
package monitoring.log_gaps

import data.lib.log_stream

# METADATA
# description: The descriptor of a log holds no records to measure.
not_applicable if _declared

deny contains {"message": $"{input.resource.name} holds no records", "path": ["properties", "records"]} if {
	not _declared
	not _holds_records
}

deny contains {
	"message": $"{input.resource.name} has a longer gap than logs of this kind may have",
	"path": ["properties", "max_gap_seconds"],
} if {
	not _declared
	_holds_records
	not _steady
}

_declared if log_stream.declared(input.resource.properties)

_holds_records if {
	is_number(input.resource.properties.records)
	input.resource.properties.records > 0
}

_steady if {
	is_number(input.resource.properties.max_gap_seconds)
	longest := log_stream.limit(input.resource.properties.kind_of, data.facts.monitoring.gap_seconds_max)
	input.resource.properties.max_gap_seconds <= longest
}
