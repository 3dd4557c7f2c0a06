package monitoring.search_diagnostics_test

import data.monitoring.search_diagnostics as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.Search/searchServices",
	"id": "Microsoft.Search/searchServices/search-main",
	"name": "search-main",
	"properties": properties,
}}

_logging(log) := {"resource": object.union(
	_resource({}).resource,
	{"relations": {"diagnostic_settings": [{
		"type": "Microsoft.Insights/diagnosticSettings",
		"name": "to-workspace",
		"properties": {"logs": [log]},
	}]}},
)}

_related(relations) := {"resource": object.union(_resource({}).resource, {"relations": relations})}

_finding := {"message": "search-main does not log its operations", "path": ["relations", "diagnostic_settings"]}

test_deny_no_settings if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as _related({})
	every settings in [[], {}, null, "", true, [{}], [{"properties": {"logs": []}}]] {
		rule.deny == {_finding} with input as _related({"diagnostic_settings": settings})
	}
}

test_deny_log_switched_off if {
	every value in [false, "true", 1, null, [true]] {
		rule.deny == {_finding} with input as _logging({"category": "OperationLogs", "enabled": value})
		rule.deny == {_finding} with input as _logging({"categoryGroup": "allLogs", "enabled": value})
	}
	rule.deny == {_finding} with input as _logging({"category": "OperationLogs"})
}

test_deny_other_category if {
	every value in ["AllMetrics", "", true, null, ["OperationLogs"]] {
		rule.deny == {_finding} with input as _logging({"category": value, "enabled": true})
		rule.deny == {_finding} with input as _logging({"categoryGroup": value, "enabled": true})
	}
}

test_deny_without_facts if {
	log := {"categoryGroup": "allLogs", "enabled": true}
	rule.deny == {_finding} with input as _logging(log) with data.facts.diagnostics as {}
}

test_pass_category if {
	every category in ["OperationLogs", lower("OperationLogs")] {
		rule.deny == set() with input as _logging({"category": category, "enabled": true})
	}
}

test_pass_category_group if {
	every group in ["audit", "allLogs", "AllLogs"] {
		rule.deny == set() with input as _logging({"categoryGroup": group, "enabled": true})
	}
}
