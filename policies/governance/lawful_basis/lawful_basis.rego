# METADATA
# title: Personal data must have a purpose and a lawful basis
# description: |
#   Personal data may be used for stated purposes on one of six legal grounds, and for nothing else. A dataset
#   counts as personal until it says and shows that it is not.
# related_resources:
#   - ref: https://gdpr-info.eu/art-6-gdpr/
# custom:
#   severity: high
#   resources: [Dataset]
#   controls:
#     gdpr: [Art. 5, Art. 6]
#     ccpa: ["1798.100"]
#     nist_ai_rmf: [MEASURE 2.10]
#     iso_42001: [A.7.3]
#   remediation: |
#     List the purposes and set lawful_basis; or, for a dataset without personal data, set
#     contains_personal_data to false and list its sensitive_data.
package governance.lawful_basis

import data.lib.personal_data
import data.lib.text

# METADATA
# description: A dataset that proves to hold no personal data needs no lawful basis.
not_applicable if _exempt

deny contains {
	"message": $"{input.resource.name} may hold personal data but states no purpose",
	"path": ["properties", "purposes"],
} if {
	not _exempt
	not _purposes_stated
}

deny contains {
	"message": $"{input.resource.name} may hold personal data but states no lawful basis",
	"path": ["properties", "lawful_basis"],
} if {
	not _exempt
	not _lawful
}

_exempt if personal_data.absent(input.resource.properties)

_purposes_stated if {
	is_array(input.resource.properties.purposes)
	count(input.resource.properties.purposes) > 0
	every purpose in input.resource.properties.purposes {
		text.filled(purpose)
	}
}

_lawful if {
	is_string(input.resource.properties.lawful_basis)
	lower(input.resource.properties.lawful_basis) in data.facts.governance.lawful_bases
}
