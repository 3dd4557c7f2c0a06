# METADATA
# title: Datasets must be kept no longer than needed
# description: |
#   Data that is not there cannot leak. Every dataset says when it was created and how long it is kept, within what
#   the organisation allows for its label, and is gone by then. A dataset without label is held to the highest one.
# related_resources:
#   - ref: https://gdpr-info.eu/art-5-gdpr/
# custom:
#   severity: medium
#   resources: [Dataset]
#   controls:
#     gdpr: [Art. 5]
#     ccpa: ["1798.100"]
#     iso_42001: [A.7.2]
#     nist_ai_rmf: [MEASURE 2.10]
#   remediation: Set created and retention_days, and delete the dataset or renew the decision when it is over.
package governance.retention

import data.lib.classification
import data.lib.clock

deny contains {
	"message": $"{input.resource.name} does not say for how many days it is kept",
	"path": ["properties", "retention_days"],
} if {
	not _limited
}

deny contains {
	"message": $"{input.resource.name} is kept for longer than its classification allows",
	"path": ["properties", "retention_days"],
} if {
	_limited
	not _within_maximum
}

deny contains {
	"message": $"{input.resource.name} does not say when it was created",
	"path": ["properties", "created"],
} if {
	not _created
}

deny contains {
	"message": $"{input.resource.name} is past its retention",
	"path": ["properties", "retention_days"],
} if {
	_limited
	_created
	not _current
}

_limited if {
	is_number(input.resource.properties.retention_days)
	input.resource.properties.retention_days > 0
}

_within_maximum if {
	_limited
	level := data.facts.classification.levels[classification.sensitivity(_label)]
	input.resource.properties.retention_days <= data.facts.governance.retention_days_max[level]
}

_created if clock.start(input.resource.properties.created) <= clock.start(input.run.now)

_current if {
	_limited
	end := clock.finish(input.resource.properties.created) + (input.resource.properties.retention_days * clock.day)
	clock.start(input.run.now) <= end
}

default _label := null

_label := input.resource.properties.classification
