# METADATA
# title: Log streams
# description: |
#   A log stream is either declared in a descriptor or measured, counted from the lines of a log. Rules about one kind
#   do not apply to the other.
package lib.log_stream

import data.lib.text

# METADATA
# description: Holds if the properties were counted from the lines of a log.
measured(properties) if {
	is_number(properties.records)
	is_number(properties.malformed)
}

# METADATA
# scope: document
# description: Holds if the properties are those of a descriptor.
declared(properties) if {
	not measured(properties)
	text.filled(properties.owner)
}

declared(properties) if {
	not measured(properties)
	is_number(properties.retention_days)
}

# METADATA
# description: The limit for this kind of log among the limits by kind; undefined if the kind has none.
limit(kind, limits) := value if {
	is_string(kind)
	value := limits[lower(kind)]
	is_number(value)
}
