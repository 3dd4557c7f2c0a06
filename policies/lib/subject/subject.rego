# METADATA
# title: Subject
# description: |
#   What the organisation knows of those who ask for access. A subject is {type, id, properties}. Where the facts
#   know its id they alone count; what it says of itself counts only if data.facts.access.trust_request names it.
package lib.subject

import data.lib.classification
import data.lib.clock

# METADATA
# description: The kind of subject that a type names, in lower case; undefined if the organisation has none such.
kind(type) := name if {
	is_string(type)
	name := lower(type)
	data.facts.access.subject_types[name]
}

# METADATA
# description: Holds if the facts know the subject, and know it as what it says it is.
known(subject) if data.facts.access.subjects[subject.id].type == kind(subject.type)

# METADATA
# description: Holds if the facts know nothing under the id.
stranger(id) if {
	is_string(id)
	not _listed(id)
}

# METADATA
# description: The roles that the subject holds now, a time in nanoseconds.
roles(subject, now) := _assigned_roles(subject, now) | _claimed_roles(subject)

# METADATA
# description: The clearances of the subject now; its own stand in for those of its roles.
clearances(subject, now) := _own_clearances(subject) if {
	count(_own_clearances(subject)) > 0
} else := {data.facts.access.roles[role].clearance | some role in roles(subject, now)}

# METADATA
# description: Holds if one of the subject's clearances reaches data with this label.
cleared(subject, label, now) if {
	some clearance in clearances(subject, now)
	classification.cleared(clearance, label)
}

# True of entries of every shape, so that a damaged one does not turn the subject into a stranger.
_listed(id) if type_name(data.facts.access.subjects[id]) != ""

_assigned_roles(subject, now) := {role |
	known(subject)
	some assignment in data.facts.access.subjects[subject.id].assignments
	_active(assignment, now)
	role := _role(assignment.role)
}

_claimed_roles(subject) := {_role(name) |
	stranger(subject.id)
	"subject.roles" in data.facts.access.trust_request
	is_array(subject.properties.roles)
	some name in subject.properties.roles
}

_own_clearances(subject) := _stated_clearance(subject) | _claimed_clearance(subject)

_stated_clearance(subject) := {data.facts.access.subjects[subject.id].clearance | known(subject)}

_claimed_clearance(subject) := {subject.properties.clearance |
	stranger(subject.id)
	"subject.clearance" in data.facts.access.trust_request
}

_role(name) := role if {
	is_string(name)
	role := lower(name)
	data.facts.access.roles[role]
}

_active(assignment, now) if {
	clock.start(assignment.not_before) <= now
	_lasts(assignment.not_after, now)
}

_lasts("never", _) := true

_lasts(until, now) if clock.finish(until) > now
