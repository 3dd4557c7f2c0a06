# METADATA
# title: Prediction logs must be declared to have every required field
# description: |
#   What a log has to record is decided before it is written. The descriptor of a prediction log asks for at least the
#   fields that the organisation asks for.
# related_resources:
#   - ref: https://artificialintelligenceact.eu/article/12/
# custom:
#   severity: low
#   resources: [LogStream]
#   controls:
#     eu_ai_act: [Art. 12]
#     nist_ai_rmf: [MEASURE 2.4]
#     iso_42001: [A.6.2.8]
#   remediation: Add the field to required_fields, and log it.
package monitoring.log_stream_fields

import data.lib.log_stream

# METADATA
# scope: document
# description: Logs as they were read declare nothing, and logs of access and audits have other fields.
not_applicable if _measured

not_applicable if _of_another_kind

deny contains {
	"message": $"{input.resource.name} does not ask for {field} in its records",
	"path": ["properties", "required_fields"],
} if {
	not _measured
	not _of_another_kind
	some field in data.facts.monitoring.required_fields
	not _asked_for(field)
}

_measured if log_stream.measured(input.resource.properties)

_of_another_kind if {
	is_string(input.resource.properties.kind_of)
	lower(input.resource.properties.kind_of) in {"access", "audit"}
}

_asked_for(field) if {
	is_array(input.resource.properties.required_fields)
	field in input.resource.properties.required_fields
}
