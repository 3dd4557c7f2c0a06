# METADATA
# title: Datasets must be classified
# description: |
#   Who may see data, how long it is kept and where it may lie all follow from its label. Without one, everything
#   that handles the dataset has to guess.
# related_resources:
#   - ref: https://airc.nist.gov/airmf-resources/airmf/5-sec-core/
# custom:
#   severity: high
#   resources: [Dataset]
#   controls:
#     nist_ai_rmf: [MAP 2.1]
#     iso_42001: [A.7.2]
#     eu_ai_act: [Art. 10]
#     gdpr: [Art. 32]
#   remediation: Set classification to a level of the organisation (public, internal, confidential, restricted).
package governance.classified

import data.lib.classification

deny contains {
	"message": $"{input.resource.name} carries no known classification",
	"path": ["properties", "classification"],
} if {
	not _classified
}

_classified if classification.level(input.resource.properties.classification)
