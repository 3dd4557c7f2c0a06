package key_vault.audit_diagnostics_test

import data.key_vault.audit_diagnostics as rule

_resource(properties) := {"resource": {
	"type": "Microsoft.KeyVault/vaults",
	"id": "Microsoft.KeyVault/vaults/kv-ai",
	"name": "kv-ai",
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

_finding := {"message": "kv-ai does not log who uses it", "path": ["relations", "diagnostic_settings"]}

test_deny_no_settings if {
	rule.deny == {_finding} with input as _resource({})
	rule.deny == {_finding} with input as _related({})
	every settings in [[], {}, null, "", true, [{}], [{"properties": {"logs": []}}]] {
		rule.deny == {_finding} with input as _related({"diagnostic_settings": settings})
	}
}

test_deny_log_switched_off if {
	every value in [false, "true", 1, null, [true]] {
		rule.deny == {_finding} with input as _logging({"category": "AuditEvent", "enabled": value})
		rule.deny == {_finding} with input as _logging({"categoryGroup": "allLogs", "enabled": value})
	}
	rule.deny == {_finding} with input as _logging({"category": "AuditEvent"})
}

test_deny_other_category if {
	every value in ["AllMetrics", "", true, null, ["AuditEvent"]] {
		rule.deny == {_finding} with input as _logging({"category": value, "enabled": true})
		rule.deny == {_finding} with input as _logging({"categoryGroup": value, "enabled": true})
	}
}

test_deny_without_facts if {
	log := {"categoryGroup": "allLogs", "enabled": true}
	rule.deny == {_finding} with input as _logging(log) with data.facts.diagnostics as {}
}

test_pass_category if {
	every category in ["AuditEvent", lower("AuditEvent")] {
		rule.deny == set() with input as _logging({"category": category, "enabled": true})
	}
}

test_pass_category_group if {
	every group in ["audit", "allLogs", "AllLogs"] {
		rule.deny == set() with input as _logging({"categoryGroup": group, "enabled": true})
	}
}

test_not_applicable_recovered if {
	rule.not_applicable with input as _resource({"createMode": "recover"})
	rule.not_applicable with input as _resource({"createMode": "Recover"})
}

test_applicable_unless_recovered if {
	every value in ["default", "recovered", "", true, null, ["recover"]] {
		not rule.not_applicable with input as _resource({"createMode": value})
	}
	not rule.not_applicable with input as _resource({})
}
