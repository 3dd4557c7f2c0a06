# METADATA
# title: Clock
# description: |
#   Dates and times as they stand in descriptors and logs. Nothing here raises an error: a text that is no real
#   date has no start and no finish, so that a rule that needs one is not satisfied. A date has 10 characters and a
#   time more: decisions ask for many of them, and need not try both patterns.
package lib.clock

# METADATA
# description: The nanoseconds of one day.
day := ((24 * 60) * 60) * 1000000000

# METADATA
# scope: document
# description: The instant at which a date or an RFC 3339 time begins, in nanoseconds since 1970.
start(value) := time.parse_rfc3339_ns(concat("", [value, "T00:00:00Z"])) if {
	is_string(value)
	count(value) == 10
	regex.match($"^{_date}$", value)
}

start(value) := time.parse_rfc3339_ns(value) if {
	is_string(value)
	count(value) > 10
	regex.match($"^{_date}{_time}$", value)
}

# METADATA
# scope: document
# description: The instant at which a date or an RFC 3339 time is over; a date lasts until midnight UTC.
finish(value) := start(value) + day if {
	is_string(value)
	count(value) == 10
}

finish(value) := start(value) if {
	is_string(value)
	count(value) > 10
}

# Days that exist from 1900 to 2199: months of 31, 30 and 28 days, and the 29th of February of leap years.
_date := concat("", [
	`((19|20|21)\d\d-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))`,
	`|((19|20|21)(0[48]|[2468][048]|[13579][26])|2000)-02-29)`,
])

_time := `T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)`
