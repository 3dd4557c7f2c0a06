# METADATA
# title: Questions about values of Azure resources
# description: |
#   Every function holds or is undefined for any JSON value and never raises an error. Never negate a call whose
#   argument may be absent: Rego evaluates arguments outside of the negation, so `not arm.is_true(input.x)` is
#   undefined, which reads as a pass, where there is no x. Name what must hold (`_safe if arm.is_true(input.x)`) and
#   negate that (`deny ... if not _safe`).
package lib.arm

# METADATA
# description: Holds for the boolean true alone; "true" and 1 are not proof of anything
is_true(true)

# METADATA
# description: Holds for the boolean false alone
is_false(false)

# METADATA
# description: Holds for every value that is there, null included
present(value) if count([value]) == 1

# METADATA
# description: Holds for two strings that are equal without regard to case, as Azure compares enums and ids
equals_fold(value, wanted) if {
	is_string(value)
	is_string(wanted)
	lower(value) == lower(wanted)
}

# METADATA
# description: Holds if value is one of the strings of an array or set, without regard to case
one_of_fold(value, wanted) if {
	some candidate in wanted
	equals_fold(value, candidate)
}

# METADATA
# description: Holds for a number that is at least a minimum that is itself a number
at_least(value, minimum) if {
	is_number(value)
	is_number(minimum)
	value >= minimum
}

# METADATA
# description: Holds for an array with something in it
is_filled(value) if {
	is_array(value)
	count(value) > 0
}

# METADATA
# description: |
#   Holds if an API version such as "2023-07-01" or "2021-06-01-preview" is as new as another one. A preview counts
#   as older than the version of the same date without suffix.
at_least_version(version, since) if {
	_is_version(version)
	_is_version(since)
	_not_older(version, since)
}

# METADATA
# description: |
#   Holds if a property that is absent has the value wanted, because defaults (data.facts.azure_defaults of the
#   resource's type) names it as the default from some API version on and api_version is as new as that
default_is(defaults, property, api_version, wanted) if {
	defaults[property].value == wanted
	at_least_version(api_version, defaults[property].since)
}

_is_version(version) if {
	is_string(version)
	regex.match(`^\d{4}-\d{2}-\d{2}(-[a-z]+)?$`, version)
}

_not_older(version, since) if version == since

_not_older(version, since) if substring(version, 0, 10) > substring(since, 0, 10)

_not_older(version, since) if {
	count(version) == 10
	version == substring(since, 0, 10)
}
