# METADATA
# title: Questions about values of AWS and Google resources
# description: |
#   Every function holds or is undefined for any JSON value and never raises an error. Blocks of Terraform are lists,
#   most of them of one element: `some block in properties.block`.
package lib.cloud

# METADATA
# description: Holds for a string that is not blank
is_text(value) if {
	is_string(value)
	trim_space(value) != ""
}

# METADATA
# description: Holds for a list of strings none of which is blank, and of which there is one
is_listed(values) if {
	is_array(values)
	count(values) > 0
	every value in values {
		is_text(value)
	}
}

# METADATA
# description: The days in a duration as Google writes it, such as 7776000s; undefined for anything else
days(duration) := to_number(trim_suffix(duration, "s")) / 86400 if {
	is_string(duration)
	regex.match(`^[0-9]{1,12}s$`, duration)
}

# METADATA
# description: Holds for a number from 1 up to a maximum that is itself a number
within(value, maximum) if {
	is_number(value)
	is_number(maximum)
	value >= 1
	value <= maximum
}

# METADATA
# description: Holds for the statements of a policy of AWS, if each is one that allows or denies
is_policy(statements) if {
	is_array(statements)
	count(statements) > 0
	every statement in statements {
		statement.Effect in {"Allow", "Deny"}
	}
}
