# METADATA
# title: Personal data
# description: |
#   What the properties of a dataset prove about people in it. A dataset is free of personal data only if it
#   says so, lists what sensitive data it holds (an empty list will do), and every kind on the list is known.
package lib.personal_data

# METADATA
# description: Holds if the properties of a dataset prove that it holds no personal data.
absent(properties) if {
	properties.contains_personal_data == false
	_every_kind_has(properties.sensitive_data, "personal", false)
}

# METADATA
# description: Holds if the properties of a dataset prove that it holds no special category of personal data.
special_absent(properties) if {
	is_boolean(properties.contains_personal_data)
	_every_kind_has(properties.sensitive_data, "special", false)
}

_every_kind_has(kinds, attribute, value) if {
	is_array(kinds)
	every kind in kinds {
		is_string(kind)
		data.facts.classification.sensitive_data[lower(kind)][attribute] == value
	}
}
