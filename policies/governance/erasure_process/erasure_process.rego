# METADATA
# title: Personal data must be erasable on request
# description: |
#   People may ask for their data to be erased, and the answer is due within a month. A dataset with personal data
#   says by which procedure, and how long that takes at most.
# related_resources:
#   - ref: https://gdpr-info.eu/art-17-gdpr/
# custom:
#   severity: medium
#   resources: [Dataset]
#   controls:
#     gdpr: [Art. 12, Art. 17]
#     ccpa: ["1798.105", "1798.130"]
#     nist_ai_rmf: [MEASURE 2.10]
#   remediation: Set erasure.procedure to the document or runbook, and erasure.max_days to how long it takes at most.
package governance.erasure_process

import data.lib.personal_data
import data.lib.text

# METADATA
# description: A dataset that proves to hold no personal data has nothing to erase on request.
not_applicable if _exempt

deny contains {
	"message": $"{input.resource.name} may hold personal data but names no procedure for erasing it",
	"path": ["properties", "erasure", "procedure"],
} if {
	not _exempt
	not _described
}

deny contains {
	"message": $"{input.resource.name} does not promise erasure in time",
	"path": ["properties", "erasure", "max_days"],
} if {
	not _exempt
	not _in_time
}

_exempt if personal_data.absent(input.resource.properties)

_described if text.filled(input.resource.properties.erasure.procedure)

_in_time if {
	is_number(input.resource.properties.erasure.max_days)
	input.resource.properties.erasure.max_days >= 0
	input.resource.properties.erasure.max_days <= data.facts.governance.erasure_days_max
}
