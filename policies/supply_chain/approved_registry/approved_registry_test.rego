package supply_chain.approved_registry_test

import data.supply_chain.approved_registry as rule

_model(properties) := {"resource": {"type": "Model", "name": "scorer", "properties": properties}}

_registry := {{
	"message": "scorer does not come from an approved registry",
	"path": ["properties", "source", "registry"],
}}

_publisher := {{
	"message": "scorer does not come from an approved publisher",
	"path": ["properties", "source", "publisher"],
}}

test_deny_other_registry if {
	rule.deny == _registry with input as _model({"source": {"registry": "modelzoo", "publisher": "microsoft"}})
}

test_deny_other_publisher if {
	every publisher in ["micr0soft", "", "*", null] {
		rule.deny == _publisher with input as _model({"source": {"registry": "huggingface", "publisher": publisher}})
	}
}

test_deny_absent if {
	rule.deny == _registry with input as _model({})
	rule.deny == _registry with input as _model({"source": {"publisher": "microsoft"}})
	rule.deny == _publisher with input as _model({"source": {"registry": "huggingface"}})
}

test_deny_retyped if {
	rule.deny == _registry with input as _model({"source": "huggingface"})
	rule.deny == _registry with input as _model({"source": {"registry": ["internal"]}})
	rule.deny == _publisher with input as _model({"source": {"registry": "azureml", "publisher": ["microsoft"]}})
}

test_pass_approved if {
	rule.deny == set() with input as _model({"source": {"registry": "HuggingFace", "publisher": "Microsoft"}})
	rule.deny == set() with input as _model({"source": {"registry": "internal"}})
}
