package lib.arm_test

import data.lib.arm

_values := [null, true, false, 0, 1, 2.5, "", "true", "TRUE", "Disabled", [], ["true"], {}, {"a": 1}]

test_is_true_only_for_true if {
	{value | some value in _values; arm.is_true(value)} == {true}
}

test_is_false_only_for_false if {
	{value | some value in _values; arm.is_false(value)} == {false}
}

test_present_for_every_value_that_is_there if {
	{value | some value in _values; arm.present(value)} == {value | some value in _values}
}

test_not_present_if_absent if {
	not _present with input as {"resource": {}}
	_present with input as {"resource": {"name": null}}
}

_present if arm.present(input.resource.name)

test_equals_fold_only_for_strings if {
	{value | some value in _values; arm.equals_fold(value, "True")} == {"true", "TRUE"}
	{value | some value in _values; arm.equals_fold("disabled", value)} == {"Disabled"}
	{value | some value in _values; arm.equals_fold(value, value)} == {"", "true", "TRUE", "Disabled"}
}

test_one_of_fold if {
	{value | some value in _values; arm.one_of_fold(value, ["DISABLED", "true"])} == {"true", "TRUE", "Disabled"}
	{value | some value in _values; arm.one_of_fold("True", value)} == {["true"]}
}

test_at_least_only_for_numbers if {
	{value | some value in _values; arm.at_least(value, 1)} == {1, 2.5}
	{value | some value in _values; arm.at_least(3, value)} == {0, 1, 2.5}
}

test_is_filled_only_for_arrays if {
	{value | some value in _values; arm.is_filled(value)} == {["true"]}
}

test_at_least_version if {
	every version in ["2019-09-01", "2023-07-01", "2023-07-01-preview", "2020-01-01"] {
		arm.at_least_version(version, "2019-09-01")
	}
	arm.at_least_version("2021-06-01", "2021-06-01-preview")
	arm.at_least_version("2021-06-01-preview", "2021-06-01-preview")
}

test_not_at_least_version if {
	every version in array.concat(_values, ["2018-02-14", "2019-09-01-preview", "2019-9-1", "latest", "9999"]) {
		not arm.at_least_version(version, "2019-09-01")
	}
	every since in _values {
		not arm.at_least_version("2023-07-01", since)
	}
}

test_default_is if {
	defaults := {"enableSoftDelete": {"value": true, "since": "2019-09-01"}}
	arm.default_is(defaults, "enableSoftDelete", "2023-07-01", true)
	not arm.default_is(defaults, "enableSoftDelete", "2018-02-14", true)
	not arm.default_is(defaults, "enableSoftDelete", "2023-07-01", false)
	not arm.default_is(defaults, "enablePurgeProtection", "2023-07-01", true)
	not arm.default_is("x", "enableSoftDelete", "2023-07-01", true)
}
