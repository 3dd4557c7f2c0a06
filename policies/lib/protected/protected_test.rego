package lib.protected_test

import data.lib.protected

_trusting := {
	"trust_request": ["resource.classification", "resource.allowed_purposes"],
	"resources": {"dataset": {
		"customers": {"classification": "restricted", "allowed_purposes": ["Fraud-Detection"]},
		"attic": {},
	}},
}

_strict := object.union(_trusting, {"trust_request": []})

_claim := {"classification": "public", "allowed_purposes": ["Anything", 7]}

test_facts_win if {
	every id in ["customers", "CUSTOMERS"] {
		resource := {"type": "Dataset", "id": id, "properties": _claim}
		protected.label(resource) == "restricted" with data.facts.access as _trusting
		protected.purposes(resource) == {"fraud-detection"} with data.facts.access as _trusting
	}
}

test_facts_win_even_when_they_are_silent if {
	resource := {"type": "dataset", "id": "attic", "properties": _claim}
	protected.label(resource) == null with data.facts.access as _trusting
	protected.purposes(resource) == set() with data.facts.access as _trusting
}

test_claims_count_only_if_trusted if {
	resource := {"type": "dataset", "id": "elsewhere", "properties": _claim}
	protected.label(resource) == "public" with data.facts.access as _trusting
	protected.purposes(resource) == {"anything"} with data.facts.access as _trusting
	protected.label(resource) == null with data.facts.access as _strict
	protected.purposes(resource) == set() with data.facts.access as _strict
}

test_without_type_or_id_nothing_counts if {
	every resource in [
		{"type": "dataset", "properties": _claim},
		{"id": "customers", "properties": _claim},
		{"type": 7, "id": "customers", "properties": _claim},
		{"type": "dataset", "id": ["customers"], "properties": _claim},
		{},
	] {
		protected.label(resource) == null with data.facts.access as _trusting
		protected.purposes(resource) == set() with data.facts.access as _trusting
	}
}

test_purposes_retyped if {
	resource := {"type": "dataset", "id": "x", "properties": {"allowed_purposes": "fraud-detection"}}
	protected.purposes(resource) == set() with data.facts.access as _trusting
}
