# METADATA
# title: Datasets with personal data must honour the choice not to be sold
# description: |
#   Consumers can forbid that their data is sold or shared. A dataset says whether they did, and where they did it
#   goes to nobody but service providers, who may use it for us alone.
# related_resources:
#   - ref: https://oag.ca.gov/privacy/ccpa
# custom:
#   severity: medium
#   resources: [Dataset]
#   controls:
#     ccpa: ["1798.120", "1798.135"]
#     gdpr: [Art. 21]
#   remediation: |
#     Set do_not_sell to true or false, list everybody who gets the data in shared_with ([] for nobody), and stop
#     sharing data that must not be sold with anybody who is not in facts/governance as a service provider.
package governance.do_not_sell

import data.lib.personal_data

# METADATA
# description: Without personal data, or where the act does not apply, there is no choice to honour.
not_applicable if _exempt

deny contains {
	"message": $"{input.resource.name} does not say whether its data may be sold",
	"path": ["properties", "do_not_sell"],
} if {
	not _exempt
	not _decided
}

deny contains {
	"message": $"{input.resource.name} must not be sold but does not list who gets it",
	"path": ["properties", "shared_with"],
} if {
	not _exempt
	not _may_be_sold
	not _listed
}

deny contains {
	"message": $"{input.resource.name} must not be sold but goes to a receiver that is no service provider",
	"path": ["properties", "shared_with", i],
} if {
	not _exempt
	not _may_be_sold
	_listed
	some i, receiver in input.resource.properties.shared_with
	not _provider(receiver)
}

_exempt if personal_data.absent(input.resource.properties)

_exempt if data.facts.governance.ccpa_applies == false

_decided if is_boolean(input.resource.properties.do_not_sell)

_may_be_sold if input.resource.properties.do_not_sell == false

_listed if is_array(input.resource.properties.shared_with)

_provider(receiver) if {
	is_string(receiver)
	lower(receiver) in data.facts.governance.service_providers
}
