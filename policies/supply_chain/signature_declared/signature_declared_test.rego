package supply_chain.signature_declared_test

import data.supply_chain.signature_declared as rule

_model(artifact) := {"resource": {"type": "Model", "name": "scorer", "properties": {"artifact": artifact}}}

_unsigned := {"message": "scorer is not stated to be signed", "path": ["properties", "artifact", "signed"]}

_unfound := {
	"message": "scorer does not say where its signature is",
	"path": ["properties", "artifact", "signature"],
}

test_deny_unsigned if {
	rule.deny == {_unsigned} with input as _model({"signed": false, "signature": "model.sig"})
}

test_deny_absent if {
	rule.deny == {_unsigned, _unfound} with input as _model({})
	rule.deny == {_unfound} with input as _model({"signed": true})
	rule.deny == {_unsigned, _unfound} with input as {"resource": {"type": "Model", "name": "scorer"}}
}

test_deny_retyped if {
	rule.deny == {_unsigned, _unfound} with input as _model({"signed": "true", "signature": ["model.sig"]})
	rule.deny == {_unsigned, _unfound} with input as _model("signed")
}

test_deny_placeholder if rule.deny == {_unfound} with input as _model({"signed": true, "signature": "TBD"})

test_pass_signed if rule.deny == set() with input as _model({"signed": true, "signature": "model.sig"})
