# METADATA
# title: Data must be reached only by those who are cleared for it
# description: |
#   A request by, or a record of access of, somebody whose role is not cleared for the data. The label comes from the
#   dataset where it is part of the run; data without label counts as the most sensitive, a role that nobody defined
#   clears for nothing. Access that was denied was not reached.
# related_resources:
#   - ref: https://airc.nist.gov/airmf-resources/airmf/5-sec-core/
# custom:
#   severity: high
#   resources: [AccessRequest, AccessRecord]
#   controls:
#     nist_ai_rmf: [MEASURE 2.10]
#     iso_42001: [A.7.2]
#     gdpr: [Art. 32]
#     owasp_llm: [LLM02]
#   remediation: Withdraw the access, have the person cleared, or give them a dataset that fits their clearance.
package governance.access_clearance

import data.lib.classification
import data.lib.clock
import data.lib.lineage
import data.lib.protected
import data.lib.subject

# METADATA
# description: A record of access that was denied shows that nobody got in.
not_applicable if _kept_out

deny contains {"message": $"{input.resource.name} reaches data above the clearance of who asks", "path": _path} if {
	not _kept_out
	not _cleared
}

_kept_out if {
	_is_record
	is_string(input.resource.properties.decision)
	lower(input.resource.properties.decision) in {"deny", "denied"}
}

_is_record if lower(input.resource.type) == "accessrecord"

_cleared if {
	_is_record
	is_string(input.resource.properties.role)
	role := data.facts.access.roles[lower(input.resource.properties.role)]
	every label in _labels {
		classification.cleared(role.clearance, label)
	}
}

_cleared if {
	lower(input.resource.type) == "accessrequest"
	who := input.resource.properties.subject
	asking := {"type": who.type, "id": who.id, "properties": who}
	now := clock.start(input.run.now)
	every label in _labels {
		subject.cleared(asking, label, now)
	}
}

_labels := {lineage.label(dataset) | some dataset in input.resource.relations.datasets} if {
	count(input.resource.relations.datasets) > 0
} else := {_stated_label}

default _stated_label := null

_stated_label := input.resource.properties.classification if _is_record

_stated_label := protected.label({"type": asked.type, "id": asked.id, "properties": asked}) if {
	not _is_record
	asked := input.resource.properties.resource
}

default _path := ["properties", "resource", "classification"]

_path := ["properties", "classification"] if _is_record
