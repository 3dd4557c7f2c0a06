# METADATA
# title: Protected
# description: |
#   What the organisation knows of what is asked for. A resource is {type, id, properties}. Where the facts know
#   it they alone count; what the request says of it counts only if data.facts.access.trust_request names it.
package lib.protected

# METADATA
# description: The label of a resource; null, which counts as the most sensitive, if there is none to believe.
label(resource) := object.get(_facts(resource), "classification", null) if {
	_facts(resource)
} else := resource.properties.classification if {
	"resource.classification" in data.facts.access.trust_request
	_nameable(resource)
} else := null

# METADATA
# description: What a resource may be used for, in lower case; nothing if there is nothing to believe.
purposes(resource) := {lower(purpose) |
	some purpose in _purposes(resource)
	is_string(purpose)
}

_purposes(resource) := object.get(_facts(resource), "allowed_purposes", []) if {
	_facts(resource)
} else := resource.properties.allowed_purposes if {
	"resource.allowed_purposes" in data.facts.access.trust_request
	is_array(resource.properties.allowed_purposes)
	_nameable(resource)
} else := []

# Ids are looked up as they are and in lower case, so that another spelling does not hide what is known.
_facts(resource) := entry if {
	entry := _entries(resource)[resource.id]
} else := entry if {
	entry := _entries(resource)[lower(resource.id)]
}

_entries(resource) := data.facts.access.resources[lower(resource.type)] if _nameable(resource)

_nameable(resource) if {
	is_string(resource.type)
	is_string(resource.id)
}
