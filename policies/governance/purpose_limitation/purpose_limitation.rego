# METADATA
# title: Pipelines must use datasets for the purposes they are for
# description: |
#   Data collected for one purpose may not quietly train a model for another. A pipeline states its purpose, and every
#   dataset it reads has that purpose among its own. A dataset that is not described in the run proves nothing.
# related_resources:
#   - ref: https://gdpr-info.eu/art-5-gdpr/
# custom:
#   severity: high
#   resources: [Pipeline]
#   controls:
#     gdpr: [Art. 5]
#     ccpa: ["1798.100"]
#     eu_ai_act: [Art. 10]
#     nist_ai_rmf: [MAP 1.1]
#     iso_42001: [A.7.3]
#   remediation: Use another dataset, or have the owner of the dataset add the purpose if that is lawful.
package governance.purpose_limitation

import data.lib.lineage
import data.lib.text

# METADATA
# description: A pipeline that says it reads no dataset uses none.
not_applicable if _reads_nothing

deny contains {"message": $"{input.resource.name} does not list what it reads", "path": ["properties", "inputs"]} if {
	not _listed
}

deny contains {"message": $"{input.resource.name} states no purpose", "path": ["properties", "purpose"]} if {
	not _reads_nothing
	not _stated
}

deny contains {
	"message": $"{input.resource.name} reads {name}, which is not described as being for that purpose",
	"path": ["properties", "inputs", i],
} if {
	_listed
	_stated
	some i, name in input.resource.properties.inputs
	not _is_for_it(name)
}

_listed if is_array(input.resource.properties.inputs)

_reads_nothing if {
	_listed
	count(input.resource.properties.inputs) == 0
}

_stated if text.filled(input.resource.properties.purpose)

_is_for_it(name) if {
	datasets := lineage.named(name, input.resource.relations.datasets)
	count(datasets) > 0
	wanted := lower(input.resource.properties.purpose)
	every dataset in datasets {
		wanted in _lowered(dataset.properties.purposes)
	}
}

_lowered(purposes) := {lower(purpose) |
	some purpose in purposes
	is_string(purpose)
}
