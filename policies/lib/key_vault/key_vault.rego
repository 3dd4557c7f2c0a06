# METADATA
# title: Questions about keys and secrets
# description: Holds or is undefined for every JSON value, and never raises an error.
package lib.key_vault

# METADATA
# scope: document
# description: |
#   Holds for a time at which something ends: seconds since 1970, as Azure Resource Manager writes it, or an RFC 3339
#   time, as Terraform does. Zero and negative numbers are no such time.
is_time(value) if {
	is_number(value)
	value > 0
}

is_time(value) if {
	is_string(value)
	regex.match(
		`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d{2}:\d{2})$`,
		value,
	)
}
