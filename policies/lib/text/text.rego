# METADATA
# title: Text
# description: What counts as an answer when a text is asked for.
package lib.text

# METADATA
# description: Holds if the value is a text that says something; a dash, blanks or "tbd" say nothing.
filled(value) if {
	is_string(value)
	regex.match(`[\p{L}\p{N}]`, value)
	placeholder := data.facts.governance.placeholder
	not regex.match(placeholder, value)
}
