package access.agents_test

import data.access.agents as rule

_alice := {"type": "user", "id": "alice@example.com"}

_input(subject, id, context) := {
	"request": {
		"subject": subject,
		"action": {"name": "read"},
		"resource": {"type": "dataset", "id": id},
		"context": context,
	},
	"run": {"now": "2026-11-24T02:00:00Z", "command": "decide"},
}

_agent(properties) := {"type": "agent", "id": "agent-research", "properties": properties}

_missing := {"principal": {
	"message": "the agent does not say whom it acts for",
	"code": "PRINCIPAL_MISSING",
	"path": ["subject", "properties", "on_behalf_of"],
	"expected": "type and id",
	"actual": null,
}}

_refused(where, path, actual) := {where: {
	"message": "whoever the subject acts for may not do this themselves",
	"code": "PRINCIPAL_NOT_PERMITTED",
	"path": path,
	"expected": "somebody who is permitted and cleared",
	"actual": actual,
}}

_refused_subject(actual) := _refused("principal_subject", ["subject", "properties", "on_behalf_of"], actual)

test_principal_permitted if {
	rule.require == {} with input as _input(_agent({"on_behalf_of": _alice}), "transactions", {})
	rule.require == {} with input as _input(_agent({}), "transactions", {"on_behalf_of": _alice})
}

test_agent_without_principal if {
	rule.require == _missing with input as _input(_agent({}), "transactions", {})
	rule.require == _missing with input as _input({"type": "AGENT", "id": "x"}, "transactions", {})
}

test_unknown_types_do_not_act_alone if {
	every subject in [{"type": "robot", "id": "x"}, {"id": "x"}, {"type": ["user"], "id": "x"}, "alice"] {
		rule.require == _missing with input as _input(subject, "transactions", {})
	}
	rule.require == _missing with input as {}
}

test_people_act_alone if rule.require == {} with input as _input(_alice, "transactions", {})

test_principal_not_permitted if {
	every principal in [
		{"type": "user", "id": "erin@example.com"},
		{"type": "user", "id": "mallory"},
		{"type": "user"},
		{"id": "alice@example.com"},
		"alice@example.com",
		null,
		false,
		{},
	] {
		subject := _agent({"on_behalf_of": principal})
		rule.require == _refused_subject(principal) with input as _input(subject, "transactions", {})
	}
}

test_principal_not_cleared if {
	subject := _agent({"on_behalf_of": _alice})
	rule.require == _refused_subject(_alice) with input as _input(subject, "customers", {})
}

test_principal_is_no_agent if {
	other := {"type": "agent", "id": "agent-research"}
	subject := _agent({"on_behalf_of": other})
	rule.require == _refused_subject(other) with input as _input(subject, "product-catalogue", {})
}

test_every_principal_counts if {
	mallory := {"type": "user", "id": "mallory"}
	subject := _agent({"on_behalf_of": _alice})
	rule.require == _refused("principal_context", ["context", "on_behalf_of"], mallory) with input as _input(
		subject,
		"transactions",
		{"on_behalf_of": mallory},
	)
}

test_services_are_held_to_their_principal if {
	mallory := {"type": "user", "id": "mallory"}
	subject := {"type": "service_principal", "id": "sp-inference", "properties": {"on_behalf_of": mallory}}
	rule.require == _refused_subject(mallory) with input as _input(subject, "transactions", {})
}
