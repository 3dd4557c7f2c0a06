package monitoring.audit_destructive_operation_test

import data.monitoring.audit_destructive_operation as rule

_record(properties) := {"resource": {"type": "AuditRecord", "name": "audit.jsonl#3", "properties": properties}}

_finding := {
	"message": "audit.jsonl#3 records an operation that destroys for good, or none that can be read",
	"path": ["properties", "operation"],
}

test_deny_destroyed if {
	every operation in ["KeyPurge", "SECRETPURGE", "Microsoft.KeyVault/locations/deletedVaults/purge/action"] {
		rule.deny == {_finding} with input as _record({"operation": operation, "result": "Success"})
	}
}

test_deny_not_said_to_have_failed if {
	every result in ["", "Started", null, 403, ["Failure"]] {
		rule.deny == {_finding} with input as _record({"operation": "VaultPurge", "result": result})
	}
	rule.deny == {_finding} with input as _record({"operation": "VaultPurge"})
}

test_deny_absent if {
	rule.deny == {_finding} with input as _record({"result": "Failure"})
	rule.deny == {_finding} with input as _record({})
}

test_deny_retyped if {
	every operation in ["", null, 7, ["SecretGet"]] {
		rule.deny == {_finding} with input as _record({"operation": operation, "result": "Success"})
	}
}

test_deny_without_a_list if {
	rule.deny == {_finding} with input as _record({"operation": "SecretGet"})
		with data.facts.monitoring.destructive_operations as null
}

test_pass_harmless if {
	every operation in ["SecretGet", "KeySign", "Microsoft.KeyVault/vaults/write"] {
		rule.deny == set() with input as _record({"operation": operation, "result": "Success"})
	}
}

test_pass_failed if {
	every result in ["Failure", "failed"] {
		rule.deny == set() with input as _record({"operation": "KeyPurge", "result": result})
	}
}
