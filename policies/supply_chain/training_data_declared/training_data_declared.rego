# METADATA
# title: Models must say what they were trained on
# description: |
#   What a model has seen decides what it can give away, and whom it may treat unfairly. Every dataset it was trained on
#   is named, described in the run and classified.
# related_resources:
#   - ref: https://artificialintelligenceact.eu/article/10/
# custom:
#   severity: medium
#   resources: [Model]
#   controls:
#     eu_ai_act: [Art. 10, Art. 11, Art. 53]
#     nist_ai_rmf: [MAP 2.3, MAP 4.1]
#     iso_42001: [A.7.3, A.7.5]
#     owasp_llm: [LLM04]
#   remediation: List the datasets in training_data, and describe and classify each of them.
package supply_chain.training_data_declared

import data.lib.classification
import data.lib.lineage

deny contains {
	"message": $"{input.resource.name} does not say what it was trained on",
	"path": ["properties", "training_data"],
} if {
	not _declared
}

deny contains {
	"message": $"{input.resource.name} was trained on {name}, which is not described and classified",
	"path": ["properties", "training_data", i],
} if {
	_declared
	some i, name in input.resource.properties.training_data
	not _classified(name)
}

_declared if {
	is_array(input.resource.properties.training_data)
	count(input.resource.properties.training_data) > 0
}

_classified(name) if {
	datasets := lineage.named(name, input.resource.relations.datasets)
	count(datasets) > 0
	every dataset in datasets {
		classification.level(lineage.label(dataset))
	}
}
