# METADATA
# title: Questions about diagnostic settings
# description: Holds or is undefined for every JSON value, and never raises an error.
package lib.diagnostics

import data.lib.arm

# METADATA
# description: |
#   Holds if one of the settings sends one of the categories, or one of the category groups, somewhere. Only a log that
#   is switched on with the boolean true counts. For how long a destination keeps logs is not asked: the retention of a
#   diagnostic setting has meaning for storage accounts only, and Azure is withdrawing it.
sends(settings, categories, groups) if {
	is_array(settings)
	some setting in settings
	some log in setting.properties.logs
	arm.is_true(log.enabled)
	_is_wanted(log, categories, groups)
}

_is_wanted(log, categories, _) if arm.one_of_fold(log.category, categories)

_is_wanted(log, _, groups) if arm.one_of_fold(log.categoryGroup, groups)
