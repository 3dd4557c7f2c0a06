# METADATA
# title: Derived datasets must be labelled as high as what they come from
# description: |
#   A copy, a join or a feature table holds what its sources held. Only an anonymising method, with a reference to how
#   it was done, allows a lower label. A source that is not described in the run proves nothing.
# related_resources:
#   - ref: https://airc.nist.gov/airmf-resources/airmf/5-sec-core/
# custom:
#   severity: high
#   resources: [Dataset]
#   controls:
#     iso_42001: [A.7.5, A.7.6]
#     eu_ai_act: [Art. 10]
#     gdpr: [Art. 32]
#     nist_ai_rmf: [MEASURE 2.10]
#   remediation: |
#     Raise the classification, describe the sources, or set anonymisation.method and anonymisation.reference. A dataset
#     that comes from no other one says derived_from [].
package governance.derived_classification

import data.lib.classification
import data.lib.lineage
import data.lib.text

# METADATA
# description: A dataset that says it comes from no other one has nothing to inherit.
not_applicable if _original

deny contains {
	"message": $"{input.resource.name} does not say what it is derived from",
	"path": ["properties", "derived_from"],
} if {
	not _listed
}

deny contains {
	"message": $"{input.resource.name} is derived from {source}, which is not described or labelled higher",
	"path": ["properties", "derived_from", i],
} if {
	_listed
	not _anonymised
	some i, source in input.resource.properties.derived_from
	not _inherits(source)
}

_original if {
	_listed
	count(input.resource.properties.derived_from) == 0
}

_listed if is_array(input.resource.properties.derived_from)

_anonymised if {
	is_string(input.resource.properties.anonymisation.method)
	lower(input.resource.properties.anonymisation.method) in data.facts.governance.anonymisation_methods
	text.filled(input.resource.properties.anonymisation.reference)
}

_inherits(source) if {
	datasets := lineage.named(source, input.resource.relations.datasets)
	count(datasets) > 0
	every dataset in datasets {
		classification.cleared(input.resource.properties.classification, lineage.label(dataset))
	}
}
