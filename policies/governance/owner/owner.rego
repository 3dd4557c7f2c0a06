# METADATA
# title: Datasets, models, pipelines and logs must have an owner
# description: |
#   Somebody has to answer for what is in a dataset or what a model decides, and a dataset also needs a steward who
#   looks after its quality from day to day.
# related_resources:
#   - ref: https://airc.nist.gov/airmf-resources/airmf/5-sec-core/
# custom:
#   severity: medium
#   resources: [Dataset, Model, Pipeline, LogStream]
#   controls:
#     nist_ai_rmf: [GOVERN 2.1]
#     iso_42001: [A.3.2]
#     gdpr: [Art. 5]
#   remediation: Set owner, and for a dataset steward, to a person or team that can be reached.
package governance.owner

import data.lib.log_stream
import data.lib.text

# METADATA
# description: A log that was read has no owner written in it; the descriptor of the log has.
not_applicable if _measured

deny contains {"message": $"{input.resource.name} has no owner", "path": ["properties", "owner"]} if {
	not _measured
	not _owned
}

deny contains {"message": $"{input.resource.name} has no steward", "path": ["properties", "steward"]} if {
	not _needs_no_steward
	not _has_steward
}

_measured if {
	lower(input.resource.type) == "logstream"
	log_stream.measured(input.resource.properties)
}

_owned if text.filled(input.resource.properties.owner)

_has_steward if text.filled(input.resource.properties.steward)

_needs_no_steward if lower(input.resource.type) in {"model", "pipeline", "logstream"}
