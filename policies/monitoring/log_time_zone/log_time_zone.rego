# METADATA
# title: Times in logs must have a zone
# description: |
#   Two systems that log local time cannot be put in one order, and twice a year not even one can. Either every time
#   says its zone, or the descriptor of the log does.
# related_resources:
#   - ref: https://datatracker.ietf.org/doc/html/rfc3339
# custom:
#   severity: low
#   resources: [LogStream]
#   controls:
#     eu_ai_act: [Art. 12]
#     nist_ai_rmf: [MEASURE 2.8]
#     iso_42001: [A.6.2.8]
#   remediation: Log RFC 3339 times with a zone, such as 2026-11-24T02:00:00Z, or set time_zone in the descriptor.
package monitoring.log_time_zone

import data.lib.log_stream
import data.lib.text

deny contains {
	"message": $"{input.resource.name} has times without a zone",
	"path": ["properties", "has_time_zone"],
} if {
	not _declared
	not _zoned
}

deny contains {
	"message": $"{input.resource.name} does not say in which time zone it is",
	"path": ["properties", "time_zone"],
} if {
	_declared
	not _zone_stated
}

_declared if log_stream.declared(input.resource.properties)

_zoned if input.resource.properties.has_time_zone == true

_zone_stated if text.filled(input.resource.properties.time_zone)
