# METADATA
# title: Special categories of data must have an impact assessment
# description: |
#   Health, biometric and other special categories can hurt people badly. Before they are handled, the impact on
#   those people is assessed, and assessed again when the assessment is old.
# related_resources:
#   - ref: https://gdpr-info.eu/art-35-gdpr/
# custom:
#   severity: high
#   resources: [Dataset]
#   controls:
#     gdpr: [Art. 9, Art. 35]
#     ccpa: ["1798.121", "1798.185"]
#     eu_ai_act: [Art. 10, Art. 27]
#     nist_ai_rmf: [MAP 5.1, MEASURE 2.10]
#     iso_42001: [A.5.2, A.5.4]
#   remediation: |
#     Carry out a data protection impact assessment and set dpia.reference and dpia.date; or list sensitive_data and
#     contains_personal_data, if the dataset holds no special category.
package governance.special_category_dpia

import data.lib.clock
import data.lib.personal_data
import data.lib.text

# METADATA
# description: A dataset that proves to hold no special category needs no assessment.
not_applicable if _exempt

deny contains {
	"message": $"{input.resource.name} may hold a special category of personal data but refers to no impact assessment",
	"path": ["properties", "dpia", "reference"],
} if {
	not _exempt
	not _referenced
}

deny contains {
	"message": $"{input.resource.name} has no impact assessment of the last years",
	"path": ["properties", "dpia", "date"],
} if {
	not _exempt
	not _recent
}

_exempt if personal_data.special_absent(input.resource.properties)

_referenced if text.filled(input.resource.properties.dpia.reference)

_recent if {
	now := clock.start(input.run.now)
	clock.start(input.resource.properties.dpia.date) <= now
	now <= clock.finish(input.resource.properties.dpia.date) + (data.facts.governance.dpia_days_max * clock.day)
}
