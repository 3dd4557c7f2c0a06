# METADATA
# title: Templates must hold what they deploy
# description: |
#   What a linked template deploys is not in the template that is judged. At an address anybody who can write there
#   changes what is deployed, after it was judged; that fails. A path beside the template, or a template spec, is as
#   good as the template itself, but its resources with these parameters were not seen: the result is unknown, rather
#   than that nothing is wrong with them. Bicep writes modules into the template.
# related_resources:
#   - ref: https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates
# custom:
#   severity: medium
#   resources: [Microsoft.Resources/deployments]
#   controls:
#     nist_800_53: [CM-3]
#     nist_ai_rmf: [GOVERN 6.1]
#   remediation: |
#     Write the template into properties.template, or make modules of it in Bicep. Until then judge a linked template
#     by itself, with the parameters that it is given.
package supply_chain.linked_template

import data.lib.arm

deny contains {
	"message": $"{input.resource.name} deploys a template that is somewhere else",
	"path": ["properties", "templateLink"],
} if {
	not _held
}

# A template that is written out is not among the properties: its resources are resources of their own. One that could
# not be read is unknown.
_held if {
	not _linked
	not _left
}

_held if {
	_fixed
	_left
}

_linked if arm.present(input.resource.properties.templateLink)

_left if arm.present(input.resource.properties.template)

_fixed if {
	some key in ["relativePath", "id"]
	is_string(input.resource.properties.templateLink[key])
	not _addressed
}

_addressed if arm.present(input.resource.properties.templateLink.uri)
