# METADATA
# title: Permission
# description: |
#   What roles and grants allow. A request is {subject, action, resource}, so that the same question can be asked
#   of an agent and of those it acts for.
package lib.permission

import data.lib.clock
import data.lib.subject

# METADATA
# description: The roles of the subject that allow the request now, a time in nanoseconds.
by_role(request, now) := {role |
	is_string(request.action.name)
	is_string(request.resource.type)
	some role in subject.roles(request.subject, now)
	some permission in data.facts.access.roles[role].permissions
	lower(request.action.name) in permission.actions
	lower(request.resource.type) in permission.resource_types
}

# METADATA
# description: The grants that allow the request now. One that the subject approved for itself allows nothing.
by_grant(request, now) := {id |
	subject.known(request.subject)
	is_string(request.action.name)
	is_string(request.resource.type)
	some id, grant in data.facts.access.grants
	grant.subject == {"type": subject.kind(request.subject.type), "id": request.subject.id}
	lower(request.action.name) in grant.actions
	grant.resource == {"type": lower(request.resource.type), "id": request.resource.id}
	clock.start(grant.not_before) <= now
	clock.finish(grant.not_after) > now
	is_string(grant.approver)
	lower(grant.approver) != lower(request.subject.id)
}

# METADATA
# description: Holds if a role or a grant allows the request now.
permitted(request, now) if count(by_role(request, now) | by_grant(request, now)) > 0
