# METADATA
# title: Models must be evaluated, and approved by somebody else than their owner
# description: |
#   A model that nobody measured, or that only those who built it approved, goes into production on trust. Evaluations
#   grow old as the world changes.
# related_resources:
#   - ref: https://airc.nist.gov/airmf-resources/airmf/5-sec-core/
# custom:
#   severity: medium
#   resources: [Model]
#   controls:
#     nist_ai_rmf: [MEASURE 2.1, MEASURE 2.3, MEASURE 2.5, MANAGE 1.1]
#     eu_ai_act: [Art. 9, Art. 15]
#     iso_42001: [A.6.2.4]
#   remediation: Evaluate the model, record evaluation.date and evaluation.metrics, and have another person approve it.
package governance.evaluation_approved

import data.lib.clock
import data.lib.text

deny contains {
	"message": $"{input.resource.name} has no recent evaluation",
	"path": ["properties", "evaluation", "date"],
} if {
	not _recent
}

deny contains {
	"message": $"{input.resource.name} has no measured metrics",
	"path": ["properties", "evaluation", "metrics"],
} if {
	not _measured
}

deny contains {
	"message": $"{input.resource.name} is approved by nobody but its owner",
	"path": ["properties", "evaluation", "approved_by"],
} if {
	not _approved
}

_recent if {
	now := clock.start(input.run.now)
	clock.start(input.resource.properties.evaluation.date) <= now
	longest := data.facts.governance.evaluation_days_max * clock.day
	now <= clock.finish(input.resource.properties.evaluation.date) + longest
}

_measured if {
	is_object(input.resource.properties.evaluation.metrics)
	some metric in input.resource.properties.evaluation.metrics
	is_number(metric)
}

_approved if {
	text.filled(input.resource.properties.evaluation.approved_by)
	text.filled(input.resource.properties.owner)
	lower(input.resource.properties.evaluation.approved_by) != lower(input.resource.properties.owner)
}
