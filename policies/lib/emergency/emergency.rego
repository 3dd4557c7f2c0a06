# METADATA
# title: Emergency
# description: |
#   When a request may break the glass. An emergency opens a way in; it lifts no clearance and no other guard.
package lib.emergency

import data.lib.approval
import data.lib.subject

# METADATA
# description: Holds if the request is an emergency that the organisation provides for, with a ticket and an approver.
declared(request, now) if {
	_provided_for(request)
	is_string(request.context.break_glass.ticket)
	regex.match(data.facts.access.break_glass.ticket, request.context.break_glass.ticket)
	approval.granted(request.context.break_glass.approver, {request.subject.id}, now)
	some role in subject.roles(request.subject, now)
	role in data.facts.access.break_glass.roles
}

_provided_for(request) if {
	is_string(request.action.name)
	is_string(request.resource.type)
	lower(request.action.name) in data.facts.access.break_glass.actions
	lower(request.resource.type) in data.facts.access.break_glass.resource_types
}
