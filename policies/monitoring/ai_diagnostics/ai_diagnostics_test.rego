package monitoring.ai_diagnostics_test

import data.monitoring.ai_diagnostics as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.CognitiveServices/accounts",
	"id": "Microsoft.CognitiveServices/accounts/ai-main",
	"name": "ai-main",
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

_finding := {"message": "ai-main does not log how it is used", "path": ["relations", "diagnostic_settings"]}

test_deny_no_settings if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as _related({})
	every settings in [[], {}, null, "", true, [{}], [{"properties": {"logs": []}}]] {
		rule.deny == {_finding} with input as _related({"diagnostic_settings": settings})
	}
}

test_deny_log_switched_off if {
	every value in [false, "true", 1, null, [true]] {
		rule.deny == {_finding} with input as _logging({"category": "RequestResponse", "enabled": value})
		rule.deny == {_finding} with input as _logging({"categoryGroup": "allLogs", "enabled": value})
	}
	rule.deny == {_finding} with input as _logging({"category": "RequestResponse"})
}

test_deny_other_category if {
	every value in ["AllMetrics", "", true, null, ["RequestResponse"]] {
		rule.deny == {_finding} with input as _logging({"category": value, "enabled": true})
		rule.deny == {_finding} with input as _logging({"categoryGroup": value, "enabled": true})
	}
}

test_deny_without_facts if {
	log := {"categoryGroup": "allLogs", "enabled": true}
	rule.deny == {_finding} with input as _logging(log) with data.facts.diagnostics as {}
}

test_pass_category if {
	every category in ["RequestResponse", lower("RequestResponse")] {
		rule.deny == set() with input as _logging({"category": category, "enabled": true})
	}
}

test_pass_category_group if {
	every group in ["audit", "allLogs", "AllLogs"] {
		rule.deny == set() with input as _logging({"categoryGroup": group, "enabled": true})
	}
}
