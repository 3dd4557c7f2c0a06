# METADATA
# title: Environment
# description: |
#   Whether environment variables keep secrets out of the description of what runs. A variable is {name, value}, or a
#   name and a reference to where the value is: secret_ref in pipelines, valueFrom.secretKeyRef in Kubernetes.
package lib.environment

# METADATA
# scope: document
# description: Holds if a list of variables is one, or is not there.
readable(null) := true

readable(variables) if is_array(variables)

# METADATA
# scope: document
# description: |
#   Holds if a variable is proved to hold no secret: its name is not that of one and its value, if there is one, does
#   not look like one; or there is a reference to a secret and no value.
safe(variable) if {
	_named(variable)
	name := variable.name
	not _names_secret(name)
	_harmless(variable)
}

safe(variable) if {
	_named(variable)
	_has_no_value(variable)
	_refers_to_secret(variable)
}

# Without the patterns nothing can be proved.
_named(variable) if {
	is_object(variable)
	_filled(variable.name)
	is_string(data.facts.supply_chain.secret_name)
	is_string(data.facts.supply_chain.secret_value)
}

_names_secret(name) if {
	regex.match(data.facts.supply_chain.secret_name, name)
	not _excepted(name)
}

_excepted(name) if lower(name) in data.facts.supply_chain.secret_name_exceptions

_harmless(variable) if _has_no_value(variable)

_harmless(variable) if {
	value := variable.value
	is_string(value)
	not _looks_secret(value)
}

_looks_secret(value) if regex.match(data.facts.supply_chain.secret_value, value)

_has_no_value(variable) if object.get(variable, "value", null) == null

_refers_to_secret(variable) if _filled(variable.secret_ref)

_refers_to_secret(variable) if _filled(variable.valueFrom.secretKeyRef.name)

_filled(value) if {
	is_string(value)
	regex.match(`\S`, value)
}
