package lib.diagnostics_test

import data.lib.diagnostics

_sends(logs) if {
	diagnostics.sends([{"properties": {"logs": logs}}], ["AuditEvent"], ["audit", "allLogs"])
}

test_sends_category_or_group if {
	_sends([{"category": "AuditEvent", "enabled": true}])
	_sends([{"category": "auditevent", "enabled": true}])
	_sends([{"categoryGroup": "audit", "enabled": true}])
	_sends([{"category": null, "categoryGroup": "AllLogs", "enabled": true}])
	_sends([{"category": "AuditEvent", "enabled": false}, {"categoryGroup": "allLogs", "enabled": true}])
}

test_sends_one_of_several_settings if {
	diagnostics.sends(
		[{"properties": {"metrics": []}}, {"properties": {"logs": [{"category": "AuditEvent", "enabled": true}]}}],
		["AuditEvent"],
		[],
	)
}

test_does_not_send if {
	every logs in [
		[],
		[{"category": "AuditEvent"}],
		[{"category": "AuditEvent", "enabled": false}],
		[{"category": "AuditEvent", "enabled": "true"}],
		[{"category": "AuditEvent", "enabled": null}],
		[{"category": "Metrics", "enabled": true}],
		[{"category": ["AuditEvent"], "enabled": true}],
		[{"categoryGroup": true, "enabled": true}],
		[{"enabled": true}],
		["AuditEvent"],
		"AuditEvent",
		null,
	] {
		not _sends(logs)
	}
}

test_does_not_send_without_settings if {
	every settings in [[], {}, null, "", true, 1, ["x"], [{}], {"a": {"properties": {"logs": [{
		"category": "AuditEvent",
		"enabled": true,
	}]}}}] {
		not diagnostics.sends(settings, ["AuditEvent"], ["audit"])
	}
}
