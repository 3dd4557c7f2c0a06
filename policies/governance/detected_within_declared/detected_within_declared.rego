# METADATA
# title: Tables must hold nothing more sensitive than what is declared
# description: |
#   A sample of each table is looked into, and every kind of sensitive data that is seen in it asks for a label. The
#   dataset that names the table as its own must carry that label or a higher one. A table that no dataset names, or
#   one without a label, is not governed at all. Medical data and names are seen by the names of columns only, so that
#   nothing seen does not mean nothing there.
# related_resources:
#   - ref: https://gdpr-info.eu/art-32-gdpr/
# custom:
#   severity: high
#   resources: [DatasetSample]
#   controls:
#     nist_ai_rmf: [MAP 4.1, MEASURE 2.10]
#     iso_42001: [A.7.2]
#     eu_ai_act: [Art. 10]
#     gdpr: [Art. 32]
#     owasp_llm: [LLM02]
#   remediation: |
#     Describe the table: a Dataset whose samples list it, with a classification that is high enough. Or take the data
#     that needs such a label out of the table.
package governance.detected_within_declared

import data.lib.classification
import data.lib.lineage

deny contains {
	"message": $"{input.resource.name} is a sample of no dataset with a known classification",
	"path": ["relations", "declared"],
} if {
	not _declared
}

deny contains {
	"message": $"{input.resource.name} does not say what was detected in it",
	"path": ["properties", "sensitive_data_detected"],
} if {
	not _detected
}

deny contains {
	"message": $"{input.resource.name} seems to hold {kind} data, for which {dataset.name} is not labelled",
	"path": ["properties", "sensitive_data_detected", i],
} if {
	_detected
	some i, kind in input.resource.properties.sensitive_data_detected
	some dataset in input.resource.relations.declared
	label := lineage.label(dataset)
	not _labelled_for(label, kind)
}

_declared if {
	count(input.resource.relations.declared) > 0
	every dataset in input.resource.relations.declared {
		classification.level(dataset.properties.classification)
	}
}

_detected if is_array(input.resource.properties.sensitive_data_detected)

_labelled_for(label, kind) if {
	is_string(kind)
	least := object.get(data.facts.classification.sensitive_data, [lower(kind), "level"], null)
	classification.cleared(label, least)
}
